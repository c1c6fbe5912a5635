import { ts } from './compiler.js';
import { type Span, startOf, walk } from './tree.js';

export interface Comment extends Span {
  readonly isLine: boolean;
  /** Without what opens and closes it. */
  readonly value: string;
}

/** The comments of a file, in order: whatever begins like one outside of texts and patterns. */
export function commentsOf(text: string, file: ts.SourceFile): readonly Comment[] {
  if (!/\/[/*]/.test(text)) return [];
  const texts = textsIn(file);
  const comments: Comment[] = [];
  let next = 0;
  for (let at = openingAfter(text, shebangEnd(text)); at !== -1;) {
    while ((texts[next]?.end ?? Infinity) <= at) next += 1;
    const around = texts[next];
    if (around !== undefined && around.start <= at) {
      at = openingAfter(text, around.end);
      continue;
    }
    const comment = commentAt(text, at);
    comments.push(comment);
    at = openingAfter(text, comment.end);
  }
  return comments;
}

/** The line that names the program a script is run by. */
export const shebangEnd = (text: string): number => /^#!.*/.exec(text)?.[0].length ?? 0;

function openingAfter(text: string, from: number): number {
  for (let at = text.indexOf('/', from); at !== -1; at = text.indexOf('/', at + 1)) {
    if (text[at + 1] === '/' || text[at + 1] === '*') return at;
  }
  return -1;
}

function commentAt(text: string, start: number): Comment {
  if (text[start + 1] === '/') {
    const end = start + (/^[^\n\r\u2028\u2029]*/.exec(text.slice(start))?.[0].length ?? 0);
    return { start, end, isLine: true, value: text.slice(start + 2, end) };
  }
  const close = text.indexOf('*/', start + 2);
  return { start, end: close + 2, isLine: false, value: text.slice(start + 2, close) };
}

/** Where the texts, templates and patterns of a file stand. The names of imports are none. */
const textsIn = (file: ts.SourceFile): readonly Span[] =>
  walk(file)
    .filter(isText)
    .map((node) => ({ start: ts.isJsxText(node) ? node.pos : startOf(node), end: node.end }));

const isText = (node: ts.Node): boolean =>
  ts.isStringLiteralLike(node) ||
  ts.isRegularExpressionLiteral(node) ||
  ts.isTemplateHead(node) ||
  ts.isTemplateMiddleOrTemplateTail(node) ||
  ts.isJsxText(node);
