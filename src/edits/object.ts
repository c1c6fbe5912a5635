import { manual, type Outcome } from '../core/outcome.js';

export type ObjectAnchor =
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'argument'; readonly callee: string | readonly string[]; readonly of?: string };

export interface NewProperty {
  readonly key: string;
  readonly value: string;
  readonly comment?: string;
}

export function addProperty(
  _text: string,
  _path: string,
  _anchor: ObjectAnchor | readonly ObjectAnchor[],
  property: NewProperty,
  _options: { readonly printWidth?: number } = {},
): Outcome {
  return manual('Being written.', property.value);
}
