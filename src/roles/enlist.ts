import type { Sheet } from '../core/draft.js';
import { relativeSpecifier } from '../edits/specifier.js';
import type { Exported } from './http/contract.js';

/** Why a name cannot be imported there, and the statement that would. */
export interface Taken {
  readonly reason: string;
  readonly statement: string;
}

/** An import of a name; of a type only, where that is all it is. */
export type Wanted = Exported & { readonly isType?: boolean };

/** Puts an imported symbol on a list of a file that is not printed yet: the entry and its import, or neither. */
export function enlist(sheet: Sheet, path: string, list: string, exported: Exported): Taken | undefined {
  const { symbol, as = symbol, otherwise = as } = exported;
  const name = takenIn(sheet, path, { ...exported, as }) === undefined ? as : otherwise;
  const named = { ...exported, as: name };
  const taken = takenIn(sheet, path, named);
  if (taken !== undefined || sheet.on(list).some((entry) => entry['name'] === name)) return taken;
  importInto(sheet, path, named);
  sheet.put(list, { name });
  return undefined;
}

/** Whether the file has something else of that name. */
export function takenIn(sheet: Sheet, path: string, wanted: Wanted): Taken | undefined {
  const { as = wanted.symbol, isType = false } = wanted;
  const from = specifierIn(path, wanted.from);
  const origin = origins(sheet).get(as);
  if (origin === undefined || origin === from) return undefined;
  const by = origin === '' ? 'it is declared there' : `it is imported from '${origin}'`;
  return {
    reason: `The name ${as} is taken in ${path}: ${by}.`,
    statement: `import ${isType ? 'type ' : ''}{ ${namesOf(wanted)} } from '${from}';`,
  };
}

/** Imports a name, unless the file does so already. */
export function importInto(sheet: Sheet, path: string, wanted: Wanted): void {
  const { symbol, as = symbol, from, isType = false } = wanted;
  if (origins(sheet).has(as)) return;
  sheet.put('imported', { from: specifierIn(path, from), name: as, names: namesOf(wanted), isType });
}

/** `Post`, or `Page as PageEntity`. */
const namesOf = ({ symbol, as = symbol }: Wanted): string => (as === symbol ? symbol : `${symbol} as ${as}`);

const specifierIn = (path: string, from: string): string =>
  /^(?:src|test)\//.test(from) ? `${relativeSpecifier(path, from)}.js` : from;

/** What the file imports, and from where, or declares at its top: it is a template's text, in the house style. */
function origins(sheet: Sheet): ReadonlyMap<string, string> {
  const imports = sheet.text.matchAll(/^import (?:type )?\{([^}]*)\} from '([^']+)'/gm);
  const declared = sheet.text.matchAll(/^(?:export )?(?:const|function|class|interface|type) (\w+)/gm);
  return new Map([
    ...[...declared].map(([, name = '']) => [name, ''] as const),
    ...[...imports].flatMap(([, list = '', from = '']) =>
      list.split(',').map((name) => [name.trim().split(' ').at(-1) ?? '', from] as const),
    ),
    ...sheet.on('imported').map(({ name, from }) => [String(name), String(from)] as const),
  ]);
}
