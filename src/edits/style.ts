import type { Node, Program } from 'oxc-parser';
import { walk } from './tree.js';

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

export function styleOf(text: string, program: Program): Style {
  const votes: Votes = { single: 0, double: 0, semicolons: 0, bare: 0, trailing: 0, closed: 0 };
  for (const node of walk(program)) {
    voteOnQuotes(node, votes);
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
  for (const line of text.split('\n')) {
    const lead = /^([ \t]*)[^\s*]/.exec(line)?.[1];
    if (lead === undefined) continue;
    const step = lead.startsWith('\t') ? '\t' : ' '.repeat(Math.max(0, lead.length - previous));
    previous = lead.length;
    if (step === '\t' || (step.length > 1 && step.length <= 8)) steps.set(step, (steps.get(step) ?? 0) + 1);
  }
  return [...steps].sort((a, b) => b[1] - a[1])[0]?.[0] ?? '  ';
}

function voteOnQuotes(node: Node, votes: Votes): void {
  if (node.type !== 'Literal' || typeof node.value !== 'string' || /['"]/.test(node.value)) return;
  if (node.raw?.startsWith('"')) votes.double += 1;
  else votes.single += 1;
}

/** The statements or members directly in a block. */
export function statementsOf(node: Node): readonly Node[] {
  switch (node.type) {
    case 'Program':
    case 'BlockStatement':
    case 'StaticBlock':
    case 'ClassBody':
    case 'TSModuleBlock':
      return node.body;
    case 'SwitchCase':
      return node.consequent;
    default:
      return [];
  }
}

function voteOnSemicolons(text: string, statement: Node, votes: Votes): void {
  const last = text[statement.end - 1];
  if (last === ';') votes.semicolons += 1;
  else if (
    last !== '}' ||
    statement.type === 'VariableDeclaration' ||
    statement.type === 'ExpressionStatement'
  ) {
    votes.bare += 1;
  }
}

function voteOnCommas(text: string, node: Node, votes: Votes): void {
  const items =
    node.type === 'ArrayExpression' ? node.elements : node.type === 'ObjectExpression' ? node.properties : [];
  const last = items.at(-1);
  if (!last || !text.slice(last.end, node.end).includes('\n')) return;
  if (/^\s*,/.test(text.slice(last.end, node.end))) votes.trailing += 1;
  else votes.closed += 1;
}
