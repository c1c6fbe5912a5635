import { manual, present, type Outcome } from '../core/outcome.js';
import { importInsertions, type ImportOptions, localNameIn, type NamedImport } from './import.js';
import { apply } from './insertion.js';
import { type ListAnchor, listInsertions } from './list.js';
import { parseSource, unparseable } from './source.js';

/** Appends an imported symbol to a list: the entry and its import together, or neither. */
export function appendImported(
  text: string,
  path: string,
  anchors: readonly ListAnchor[],
  named: NamedImport,
  options: ImportOptions & { readonly snippet: string },
): Outcome {
  const { snippet } = options;
  const source = parseSource(path, text);
  if (source === undefined) return unparseable(path, snippet);
  const name = localNameIn(source, named.symbol, named.from) ?? named.symbol;
  const listed = listInsertions(source, anchors, name, options);
  if ('kind' in listed) return manual(listed.reason, snippet);
  const imported = importInsertions(source, named, options);
  if ('kind' in imported) return manual(imported.reason, snippet);
  const insertions = [...listed, ...imported];
  return insertions.length === 0 ? present : apply(source, insertions, snippet);
}
