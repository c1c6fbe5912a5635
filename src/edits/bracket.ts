import { ts } from './compiler.js';
import { type Span, spanOf, startOf } from './tree.js';

/** A list between brackets: an array, an object, the names of an import. */
export interface Bracketed {
  /** The offset after the opening bracket. */
  readonly open: number;
  /** The offset of the closing bracket. */
  readonly close: number;
  readonly items: readonly Span[];
  /** What stands inside the brackets of a one-line list. */
  readonly padding: '' | ' ';
}

export interface NewItem {
  readonly text: string;
  readonly comment?: string | undefined;
  readonly printWidth: number;
  /** Which item it goes before; the end where there is none. */
  readonly index?: number | undefined;
  /** Breaks a one-line list whatever its width. */
  readonly ownLine?: boolean | undefined;
}

/** The width generated projects are formatted to. */
export const PRINT_WIDTH = 100;

/** An array or object literal as a list; undefined for an array with holes. */
export function bracketOf(node: ts.Node): Bracketed | undefined {
  if (ts.isObjectLiteralExpression(node)) {
    return { ...insideOf(node), items: node.properties.map(spanOf), padding: ' ' };
  }
  if (!ts.isArrayLiteralExpression(node) || node.elements.some(ts.isOmittedExpression)) return undefined;
  return { ...insideOf(node), items: node.elements.map(spanOf), padding: '' };
}

const insideOf = (node: ts.Node) => ({ open: startOf(node) + 1, close: node.end - 1 });
