import { manual, type Outcome } from '../core/outcome.js';
import type { ClassAnchor } from './class.js';

export function appendToDecoratorList(
  _text: string,
  _path: string,
  _cls: ClassAnchor,
  _decorator: string,
  _option: string,
  element: string,
  _options: { readonly printWidth?: number } = {},
): Outcome {
  return manual('Being written.', element);
}

export function addDecoratorOption(
  _text: string,
  _path: string,
  _cls: ClassAnchor,
  _decorator: string,
  option: { readonly key: string; readonly value: string },
  _options: { readonly printWidth?: number } = {},
): Outcome {
  return manual('Being written.', option.value);
}
