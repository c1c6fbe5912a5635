import type { Outcome } from '../../src/core/outcome.js';
import { type DecoratorList, decoratorListInsertions } from '../../src/edits/decorator.js';
import { finished, type Inserting } from '../../src/edits/insertion.js';
import { type ListAnchor, listInsertions, type ListOptions } from '../../src/edits/list.js';
import { restyle } from '../../src/edits/restyle.js';
import { parseSource, type Source, unparseable } from '../../src/edits/source.js';

/** Commands add an element together with its import; here it is added by itself. */
export const appendToList = (
  text: string,
  path: string,
  anchor: ListAnchor | readonly ListAnchor[],
  element: string,
  options: ListOptions = {},
): Outcome => append(text, path, element, (source) => listInsertions(source, [anchor].flat(), element, options));

export const appendToDecoratorList = (
  text: string,
  path: string,
  list: DecoratorList,
  element: string,
  options: ListOptions = {},
): Outcome =>
  append(text, path, element, (source) => decoratorListInsertions(source, list, element, options));

function append(
  text: string,
  path: string,
  element: string,
  insertionsInto: (source: Source) => Inserting,
): Outcome {
  const source = parseSource(path, text);
  if (source === undefined) return unparseable(path, `${element},`);
  return finished(source, insertionsInto(source), `${restyle(source, element, 'element')},`);
}
