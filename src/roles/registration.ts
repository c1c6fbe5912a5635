import type { Draft } from '../core/draft.js';
import { present } from '../core/outcome.js';
import { appendApart, appendImported, type ImportedItem } from '../edits/imported-item.js';
import { relativeSpecifier } from '../edits/specifier.js';
import { enlist } from './enlist.js';
import type { Exported } from './http/contract.js';
import type { Order } from './order.js';
import { type FoundIn, type ListPlace, usedList } from './used-list.js';

export type Registration = readonly [place: ListPlace, exported: Exported];

/** Appends an imported symbol to a list of the project: the entry and its import together, or neither. */
export function register(draft: Draft, place: ListPlace, exported: Exported): void {
  const what = whatOf([place, exported]);
  if (fills(draft, place.usual, place.list, what, exported)) return;
  const found = usedList(draft, place);
  if (found === undefined || 'reason' in found) {
    const reason = found?.reason ?? `No file of this project has ${place.what}.`;
    draft.manual({ path: place.usual, what, reason, snippet: snippetOf(place.usual, exported) });
    return;
  }
  append(draft, found, what, exported, place.order);
}

/** Whether it went on the sheet of the file, or what is to be done about it by hand; not where the file is printed already. */
export function fills(draft: Draft, path: string, list: string, what: string, exported: Exported): boolean {
  const sheet = draft.sheet(path);
  const taken = sheet && enlist(sheet, path, list, exported);
  if (taken !== undefined) {
    draft.manual({ path, what, reason: taken.reason, snippet: snippetOf(path, exported) });
  }
  return sheet !== undefined;
}

/** Appends to a list that was found. */
export function append(draft: Draft, found: FoundIn, what: string, exported: Exported, order?: Order): void {
  const item = itemFor(draft, found, exported, order);
  draft.edit(found.path, what, (text) => appendImported(text, found.path, item));
}

/** As `register`, for several. Where their lists are in one file it is read once: it may be long, and reading is what an edit costs. */
export function registerAll(draft: Draft, registrations: readonly Registration[]): void {
  if (registrations.some(([{ usual }]) => draft.sheet(usual) !== undefined)) {
    for (const [place, exported] of registrations) register(draft, place, exported);
    return;
  }
  const found = registrations.flatMap(([place, exported]) => {
    const list = usedList(draft, place);
    return list === undefined || 'reason' in list
      ? []
      : [{ path: list.path, item: itemFor(draft, list, exported, place.order) }];
  });
  const path = found[0]?.path ?? '';
  const items = found.map(({ item }) => item);
  const text = draft.project.read(path) ?? '';
  const together = found.length === registrations.length && found.every((one) => one.path === path);
  const outcome = together ? appendApart(text, path, items) : undefined;
  if (outcome === undefined) {
    for (const [place, exported] of registrations) register(draft, place, exported);
    return;
  }
  draft.edit(path, registrations.map(whatOf), (now) =>
    now === text ? outcome : (appendApart(now, path, items) ?? present),
  );
}

const whatOf = ([place, { symbol }]: Registration): string => `add ${symbol} to ${place.what}`;

const itemFor = (
  draft: Draft,
  { path, anchors, globs }: FoundIn,
  exported: Exported,
  order: Order | undefined,
): ImportedItem => ({
  anchors,
  named: { ...exported, from: relativeSpecifier(path, locatedModule(draft, exported.from)) },
  snippet: snippetOf(path, exported),
  ...(globs === true && { globs }),
  before: order?.later('symbol', exported.symbol),
});

export const snippetOf = (path: string, { symbol, as = symbol, from }: Exported): string =>
  `import { ${as === symbol ? symbol : `${symbol} as ${as}`} } from '${relativeSpecifier(path, from)}.js';\n${as},`;

/** A module of the project, wherever it lies now. */
export const locatedModule = (draft: Draft, module: string): string =>
  draft.located(`${module}.ts`).replace(/\.ts$/, '');
