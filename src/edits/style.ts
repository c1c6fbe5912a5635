import { ts } from './compiler.js';
import { startOf, walk } from './tree.js';

/** How a file is written, found from the file itself. */
export interface Style {
  readonly indent: string;
  readonly quote: "'" | '"';
  readonly semicolons: boolean;
  readonly trailingComma: boolean;
  readonly eol: '\n' | '\r\n';
}

interface Votes {
  single: number;
  double: number;
  semicolons: number;
  bare: number;
  trailing: number;
  closed: number;
}

export function styleOf(text: string, file: ts.SourceFile): Style {
  const votes: Votes = { single: 0, double: 0, semicolons: 0, bare: 0, trailing: 0, closed: 0 };
  for (const node of walk(file)) {
    voteOnQuotes(text, node, votes);
    for (const statement of statementsOf(node)) voteOnSemicolons(text, statement, votes);
    voteOnCommas(text, node, votes);
  }
  return {
    indent: indentOf(text),
    quote: votes.double > votes.single ? '"' : "'",
    semicolons: votes.semicolons >= votes.bare,
    trailingComma: votes.trailing >= votes.closed,
    eol: eolOf(text),
  };
}

/** The line ending most lines have. */
export function eolOf(text: string): '\n' | '\r\n' {
  const crlf = text.split('\r\n').length - 1;
  return crlf * 2 > text.split('\n').length - 1 ? '\r\n' : '\n';
}

/** The indent unit: the commonest step between a line and a deeper one. */
export function indentOf(text: string): string {
  const steps = new Map<string, number>();
  let previous = 0;
  for (const [, lead = ''] of text.matchAll(/^([ \t]*)[^\s*]/gm)) {
    const step = lead.startsWith('\t') ? '\t' : ' '.repeat(Math.max(0, lead.length - previous));
    previous = lead.length;
    if (step === '\t' || (step.length > 1 && step.length <= 8)) steps.set(step, (steps.get(step) ?? 0) + 1);
  }
  return [...steps].sort((a, b) => b[1] - a[1])[0]?.[0] ?? '  ';
}

function voteOnQuotes(text: string, node: ts.Node, votes: Votes): void {
  if (!ts.isStringLiteral(node) || /['"]/.test(node.text)) return;
  if (text[startOf(node)] === '"') votes.double += 1;
  else votes.single += 1;
}

/** The statements or members directly in a block. */
export function statementsOf(node: ts.Node): readonly ts.Node[] {
  if (ts.isSourceFile(node) || ts.isBlock(node) || ts.isModuleBlock(node)) return node.statements;
  if (ts.isCaseOrDefaultClause(node)) return node.statements;
  return ts.isClassLike(node) ? membersOf(node) : [];
}

/** Without the semicolons that stand for themselves. */
export const membersOf = ({ members }: ts.ClassLikeDeclaration): readonly ts.ClassElement[] =>
  members.filter((member) => !ts.isSemicolonClassElement(member));

function voteOnSemicolons(text: string, statement: ts.Node, votes: Votes): void {
  const last = text[statement.end - 1];
  if (last === ';') votes.semicolons += 1;
  else if (last !== '}' || ts.isVariableStatement(statement) || ts.isExpressionStatement(statement)) {
    votes.bare += 1;
  }
}

function voteOnCommas(text: string, node: ts.Node, votes: Votes): void {
  const last = itemsOf(node).at(-1);
  if (last === undefined || !text.slice(last.end, node.end).includes('\n')) return;
  if (/^\s*,/.test(text.slice(last.end, node.end))) votes.trailing += 1;
  else votes.closed += 1;
}

function itemsOf(node: ts.Node): readonly ts.Node[] {
  if (ts.isArrayLiteralExpression(node)) return node.elements;
  return ts.isObjectLiteralExpression(node) ? node.properties : [];
}
