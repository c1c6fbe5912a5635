import { posix } from 'node:path';
import { manual, present, type Outcome } from '../core/outcome.js';
import { type DecoratorList, decoratorListInsertions } from './decorator.js';
import { importInsertions, localNameFor, type NamedImport } from './import.js';
import { apply, type Insertion, type Inserting } from './insertion.js';
import { lineEnd, lineStart } from './lines.js';
import { coverageOf, patternsIn } from './glob.js';
import { ts } from './compiler.js';
import { firstList } from './list-candidates.js';
import { type ListAnchor, listInsertions } from './list.js';
import { parseSource, type Source, unparseable } from './source.js';

/** An imported symbol for a list; the snippet is for the user who has to add it by hand. */
export interface ImportedItem {
  /** Where the list may be, or whose option it is. */
  readonly anchors: readonly ListAnchor[] | DecoratorList;
  readonly named: NamedImport;
  readonly snippet: string;
  /** Names before the first of which it goes, in the list and among the imports. */
  readonly before?: readonly string[] | undefined;
  /** The list may name files by patterns: what one covers is there already. */
  readonly globs?: boolean;
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

function insertionsOf(source: Source, item: ImportedItem): Inserting {
  const { anchors, named, snippet, before } = item;
  const covered =
    item.globs === true && !('decorator' in anchors) ? byPattern(source, anchors, item) : undefined;
  if (covered !== undefined) return covered;
  const name = localNameFor(source, named);
  const listed =
    'decorator' in anchors
      ? decoratorListInsertions(source, anchors, name, { before })
      : listInsertions(source, anchors, name, { before });
  if ('kind' in listed) return manual(listed.reason, snippet);
  const imported = importInsertions(source, named, { before });
  if ('kind' in imported) return manual(imported.reason, snippet);
  return [...listed, ...imported];
}

/** Nothing to insert where a pattern covers the file; a class beside it would be there twice. */
function byPattern(
  source: Source,
  anchors: readonly ListAnchor[],
  { named, snippet }: ImportedItem,
): Inserting | undefined {
  const found = firstList(source, anchors);
  if (found?.kind !== 'list' || !ts.isArrayLiteralExpression(found.node)) return undefined;
  const patterns = patternsIn(source, found.node);
  if (patterns.length === 0) return undefined;
  const module = posix.join(posix.dirname(source.path), named.from);
  const coverage = patterns.map(({ path }) => coverageOf(path, module));
  if (coverage.includes('source')) return [];
  const classes = found.node.elements.length > patterns.length;
  if (coverage.includes('compiled') && !classes) return [];
  const written = patterns.map((pattern) => pattern.written).join(', ');
  const how = coverage.includes('compiled')
    ? `only covers ${module} once it is compiled`
    : `does not cover ${module}.ts, or cannot be read`;
  return manual(`The list in ${source.path} names files by ${written}, which ${how}.`, snippet);
}
