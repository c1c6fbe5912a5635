import { type Node, parseTree, type ParseError, visit } from 'jsonc-parser';
import type { Bracketed } from './bracket.js';
import type { Comment } from './comments.js';
import { lineEnd, lineStart } from './lines.js';
import type { Written } from './lines.js';
import { eolOf, indentOf } from './style.js';
import type { Span } from './tree.js';

/** JSON with what it takes to put something into it. */
export interface JsonSource extends Written {
  readonly root: Node;
}

const BOM = '\uFEFF';

/** Comments and trailing commas may be there; none is added. Undefined where it does not parse. */
export function parseJson(whole: string): JsonSource | undefined {
  const bom = whole.startsWith(BOM) ? BOM : '';
  const text = whole.slice(bom.length);
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: true });
  if (root === undefined || errors.length > 0) return undefined;
  return {
    root,
    bom,
    text,
    comments: commentsIn(text),
    style: { indent: indentOf(text), quote: '"', semicolons: false, trailingComma: false, eol: eolOf(text) },
    around: (list) => around(text, root, list),
  };
}

function commentsIn(text: string): readonly Comment[] {
  if (!/\/[/*]/.test(text)) return [];
  const comments: Comment[] = [];
  visit(text, {
    onComment: (start, length) => {
      const end = start + length;
      comments.push({ start, end, isLine: text[start + 1] === '/', value: text.slice(start + 2, end) });
    },
  });
  return comments;
}

export const spanOf = ({ offset, length }: Node): Span => ({ start: offset, end: offset + length });

/** An object or array as a list. */
export const bracketOf = (node: Node): Bracketed => ({
  open: node.offset + 1,
  close: node.offset + node.length - 1,
  items: (node.children ?? []).map(spanOf),
  padding: node.type === 'object' ? ' ' : '',
});

/** The brackets that hold the list on its own line, outermost first. */
function around(text: string, root: Node, list: Bracketed): readonly Bracketed[] {
  const start = lineStart(text, list.open);
  const end = lineEnd(text, list.open);
  return brackets(root).filter(
    (one) => one.open > start && one.close < end && one.open < list.open && list.close < one.close,
  );
}

const brackets = (node: Node): readonly Bracketed[] => [
  ...(node.type === 'object' || node.type === 'array' ? [bracketOf(node)] : []),
  ...(node.children ?? []).flatMap(brackets),
];
