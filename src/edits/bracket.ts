import type { Node, Span } from 'oxc-parser';

/** A list between brackets: an array, an object, the names of an import. */
export interface Bracketed {
  /** The offset after the opening bracket. */
  readonly open: number;
  /** The offset of the closing bracket. */
  readonly close: number;
  readonly items: readonly Span[];
  /** What stands inside the brackets of a one-line list. */
  readonly pad: '' | ' ';
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
export function bracketOf(node: Node): Bracketed | undefined {
  if (node.type === 'ObjectExpression') {
    return { open: node.start + 1, close: node.end - 1, items: node.properties, pad: ' ' };
  }
  if (node.type !== 'ArrayExpression') return undefined;
  const items = node.elements.filter((element) => element !== null);
  if (items.length < node.elements.length) return undefined;
  return { open: node.start + 1, close: node.end - 1, items, pad: '' };
}
