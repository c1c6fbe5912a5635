import type { Draft } from '../core/draft.js';
import { edited, manual, type Outcome } from '../core/outcome.js';
import { addImport, localNameOf, relativeSpecifier } from '../edits/import.js';
import { appendToList, hasList, importedListSource, type ListAnchor } from '../edits/list.js';
import type { Exported } from './http/contract.js';

export interface ListPlace {
  /** Where the list is looked for first; a project may have moved it. */
  readonly usual: string;
  /** Text that a file with the list is bound to contain, to find it elsewhere. */
  readonly mark: RegExp;
  readonly anchors: readonly ListAnchor[];
  /** Names the list to the user: 'the list of modules'. */
  readonly what: string;
}

/** Appends an imported symbol to a list of the project: the entry and its import together, or neither. */
export function register(draft: Draft, place: ListPlace, exported: Exported): void {
  const path = fileOf(draft, place);
  const sentence = `add ${exported.symbol} to ${place.what}`;
  if (path === undefined) {
    draft.manual({
      path: place.usual,
      what: sentence,
      reason: `No file of this project has ${place.what}.`,
      snippet: snippetOf(place.usual, exported),
    });
    return;
  }
  draft.edit(path, sentence, (text) => registered(text, path, place, exported));
}

function registered(text: string, path: string, place: ListPlace, exported: Exported): Outcome {
  const from = relativeSpecifier(path, exported.from);
  const snippet = snippetOf(path, exported);
  const name = localNameOf(text, path, exported.symbol, from) ?? exported.symbol;
  const listed = appendToList(text, path, place.anchors, name);
  if (listed.kind === 'manual') return manual(listed.reason, snippet);
  const withEntry = listed.kind === 'edited' ? listed.text : text;
  const imported = addImport(withEntry, path, { symbol: exported.symbol, from });
  if (imported.kind === 'manual') return manual(imported.reason, snippet);
  return imported.kind === 'edited' ? imported : listed.kind === 'edited' ? edited(withEntry) : listed;
}

/** The file with the list: the usual one, the one it imports the list from, or the first that has it. */
function fileOf(draft: Draft, place: ListPlace): string | undefined {
  const { project } = draft;
  const usual = project.read(place.usual);
  const start = usual !== undefined && place.mark.test(usual) ? place.usual : findMarked(draft, place);
  if (start === undefined) return usual === undefined ? undefined : place.usual;
  const imported = importedListSource(project.read(start) ?? '', start, place.anchors);
  return imported ? (resolveModule(draft, start, imported.from) ?? start) : start;
}

/** Others may speak of such lists too: the file has to have one. */
function findMarked(draft: Draft, { mark, anchors }: ListPlace): string | undefined {
  const sources = draft.project
    .list('src')
    .filter((path) => path.endsWith('.ts') && !/\.(test|spec|d)\.ts$/.test(path));
  return sources.find((path) => {
    const text = draft.project.read(path) ?? '';
    return mark.test(text) && hasList(text, path, anchors);
  });
}

function resolveModule(draft: Draft, from: string, specifier: string): string | undefined {
  if (!specifier.startsWith('.')) return undefined;
  const folder = from.split('/').slice(0, -1);
  for (const part of specifier.split('/')) {
    if (part === '..') folder.pop();
    else if (part !== '.') folder.push(part);
  }
  const stem = folder.join('/').replace(/\.[jt]s$/, '');
  return [`${stem}.ts`, `${stem}/index.ts`].find((path) => draft.project.has(path));
}

const snippetOf = (path: string, { symbol, from }: Exported): string =>
  `import { ${symbol} } from '${relativeSpecifier(path, from)}.js';\n${symbol},`;
