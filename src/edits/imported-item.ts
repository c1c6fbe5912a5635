import { manual, present, type Outcome } from '../core/outcome.js';
import { importInsertions, type ImportOptions, localNameIn, type NamedImport } from './import.js';
import { type DecoratorList, decoratorListInsertions } from './decorator.js';
import { apply, type Inserting } from './insertion.js';
import { type ListAnchor, listInsertions } from './list.js';
import { parseSource, type Source, unparseable } from './source.js';

/** Appends an imported symbol to a list: the entry and its import together, or neither. */
export function appendImported(
  text: string,
  path: string,
  anchors: readonly ListAnchor[],
  named: NamedImport,
  options: ImportOptions & { readonly snippet: string },
): Outcome {
  const source = parseSource(path, text);
  if (source === undefined) return unparseable(path, options.snippet);
  return withImport(source, named, options, (name) => listInsertions(source, anchors, name, options));
}

/** Appends an imported symbol to the list of a decorator's option: the entry and its import together, or neither. */
export function appendImportedToDecorator(
  text: string,
  path: string,
  list: DecoratorList,
  named: NamedImport,
  options: ImportOptions & { readonly snippet: string },
): Outcome {
  const source = parseSource(path, text);
  if (source === undefined) return unparseable(path, options.snippet);
  return withImport(source, named, options, (name) => decoratorListInsertions(source, list, name, options));
}

function withImport(
  source: Source,
  named: NamedImport,
  options: ImportOptions & { readonly snippet: string },
  list: (name: string) => Inserting,
): Outcome {
  const { snippet } = options;
  const listed = list(localNameIn(source, named.symbol, named.from) ?? named.symbol);
  if ('kind' in listed) return manual(listed.reason, snippet);
  const imported = importInsertions(source, named, options);
  if ('kind' in imported) return manual(imported.reason, snippet);
  const insertions = [...listed, ...imported];
  return insertions.length === 0 ? present : apply(source, insertions, snippet);
}
