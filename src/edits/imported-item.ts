import { manual, present, type Outcome } from '../core/outcome.js';
import { type DecoratorList, decoratorListInsertions } from './decorator.js';
import { importInsertions, localNameIn, type NamedImport } from './import.js';
import { apply, type Insertion, type Inserting } from './insertion.js';
import { lineEnd, lineStart } from './lines.js';
import { type ListAnchor, listInsertions } from './list.js';
import { parseSource, type Source, unparseable } from './source.js';

/** An imported symbol for a list; the snippet is for the user who has to add it by hand. */
export interface ImportedItem {
  /** Where the list may be, or whose option it is. */
  readonly anchors: readonly ListAnchor[] | DecoratorList;
  readonly named: NamedImport;
  readonly snippet: string;
}

/** Appends an imported symbol to a list: the entry and its import together, or neither. */
export function appendImported(text: string, path: string, item: ImportedItem): Outcome {
  const source = parseSource(path, text);
  if (source === undefined) return unparseable(path, item.snippet);
  const insertions = insertionsOf(source, item);
  if ('kind' in insertions) return insertions;
  return insertions.length === 0 ? present : apply(source, insertions, item.snippet);
}

/** Appends several after one reading of the file; undefined where they have to go one by one: one of them cannot, or they touch. */
export function appendApart(text: string, path: string, items: readonly ImportedItem[]): Outcome | undefined {
  const source = parseSource(path, text);
  if (source === undefined) return undefined;
  const all: (readonly Insertion[])[] = [];
  for (const item of items) {
    const insertions = insertionsOf(source, item);
    if ('kind' in insertions || !all.flat().every((other) => insertions.every(apartFrom(source, other))))
      return undefined;
    all.push(insertions);
  }
  const outcome = apply(source, all.flat(), '');
  return outcome.kind === 'edited' ? outcome : undefined;
}

/** On other lines, or new lines of their own at the same place: then neither would be different without the other. */
const apartFrom =
  ({ text }: Source, other: Insertion) =>
  (one: Insertion): boolean => {
    const isLine = ({ at, until = at, text: added }: Insertion) => until === at && /^\r?\n/.test(added);
    const [first, second] = one.at < other.at ? [one, other] : [other, one];
    const separate = lineEnd(text, first.until ?? first.at) < lineStart(text, second.at);
    return separate || (one.at === other.at && isLine(one) && isLine(other));
  };

function insertionsOf(source: Source, { anchors, named, snippet }: ImportedItem): Inserting {
  const name = localNameIn(source, named.symbol, named.from) ?? named.symbol;
  const listed =
    'decorator' in anchors
      ? decoratorListInsertions(source, anchors, name)
      : listInsertions(source, anchors, name);
  if ('kind' in listed) return manual(listed.reason, snippet);
  const imported = importInsertions(source, named);
  if ('kind' in imported) return manual(imported.reason, snippet);
  return [...listed, ...imported];
}
