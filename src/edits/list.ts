import { manual, type Outcome } from '../core/outcome.js';

export type ListAnchor =
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'option'; readonly callee: string; readonly option: string }
  | { readonly kind: 'typed'; readonly type: string };

export interface ListOptions {
  readonly printWidth?: number;
}

/** Appends an element to an array found by meaning; anchors are tried in order. */
export function appendToList(
  _text: string,
  _path: string,
  _anchor: ListAnchor | readonly ListAnchor[],
  element: string,
  _options: ListOptions = {},
): Outcome {
  return manual('Being written.', element);
}

/** Where the list comes from when the anchor is imported: the specifier and the exported name. */
export function importedListSource(
  _text: string,
  _path: string,
  _anchor: ListAnchor | readonly ListAnchor[],
): { readonly symbol: string; readonly from: string } | undefined {
  return undefined;
}
