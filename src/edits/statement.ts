import { manual, type Outcome } from '../core/outcome.js';

/** A statement by its meaning; `in` names the function it is in. */
export type StatementAnchor =
  | { readonly kind: 'return'; readonly name?: string; readonly in?: string }
  | { readonly kind: 'call'; readonly callee: string; readonly argument?: string; readonly in?: string }
  | { readonly kind: 'variable'; readonly name: string; readonly in?: string };

export function insertStatement(
  _text: string,
  _path: string,
  _where: 'before' | 'after',
  _anchor: StatementAnchor | readonly StatementAnchor[],
  statement: string,
): Outcome {
  return manual('Being written.', statement);
}

/** Adds a statement at the end of the file. */
export function appendStatement(_text: string, _path: string, statement: string): Outcome {
  return manual('Being written.', statement);
}
