import type * as Morph from 'ts-morph';
import type { ts as compiler } from 'ts-morph';
import { bundledRequire } from '../ports/bundled-require.js';
import { morphPath } from '../package.js';

/** TypeScript's own words for syntax, from ts-morph. Set by the first file that is parsed: who has a node has it. */
export let ts: typeof compiler;

export declare namespace ts {
  type ArrayLiteralExpression = compiler.ArrayLiteralExpression;
  type AsExpression = compiler.AsExpression;
  type CallExpression = compiler.CallExpression;
  type ClassElement = compiler.ClassElement;
  type ClassLikeDeclaration = compiler.ClassLikeDeclaration;
  type ElementAccessExpression = compiler.ElementAccessExpression;
  type ExportDeclaration = compiler.ExportDeclaration;
  type Identifier = compiler.Identifier;
  type ImportDeclaration = compiler.ImportDeclaration;
  type ImportSpecifier = compiler.ImportSpecifier;
  type NewExpression = compiler.NewExpression;
  type Node = compiler.Node;
  type ObjectLiteralElementLike = compiler.ObjectLiteralElementLike;
  type ObjectLiteralExpression = compiler.ObjectLiteralExpression;
  type ParameterDeclaration = compiler.ParameterDeclaration;
  type PropertyAccessExpression = compiler.PropertyAccessExpression;
  type SatisfiesExpression = compiler.SatisfiesExpression;
  type SourceFile = compiler.SourceFile;
  type Statement = compiler.Statement;
  type StringLiteral = compiler.StringLiteral;
  type TypeAssertion = compiler.TypeAssertion;
  type TypeNode = compiler.TypeNode;
  type VariableDeclaration = compiler.VariableDeclaration;
}

/**
 * The syntax of a file; undefined where it does not parse. The compiler is larger than all the rest, so it is loaded by the first file. It
 * parses without a project of ts-morph, which remembers every file and takes longer with each.
 */
export function parsed(path: string, text: string): ts.SourceFile | undefined {
  ts ??= (bundledRequire(morphPath) as typeof Morph).ts;
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const { parseDiagnostics } = file as ts.SourceFile & { readonly parseDiagnostics: readonly unknown[] };
  return parseDiagnostics.length === 0 ? file : undefined;
}

/** Whether a file parses; of languages other than TypeScript nothing is known. */
export const parses = (path: string, text: string): boolean =>
  !/\.[cm]?ts$/.test(path) || parsed(path, text.replace(/^\uFEFF/, '')) !== undefined;
