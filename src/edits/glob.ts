import { posix } from 'node:path';
import picomatch from 'picomatch';
import { ts } from './compiler.js';
import type { Source } from './source.js';
import { dottedName, isMember, keyName, type Member, startOf, unwrap } from './tree.js';
import { findVariable } from './variables.js';

/** A pattern that names files, as far as it can be read: relative to the project's folder. */
export interface Pattern {
  /** As it is written. */
  readonly written: string;
  readonly path: string | undefined;
}

/** Whether patterns cover a file as it runs from its source, or only what it is compiled to. */
export type Coverage = 'source' | 'compiled' | 'none';

/** The patterns among the elements of a list; classes and what is spread are none. */
export function patternsIn(source: Source, list: ts.ArrayLiteralExpression): readonly Pattern[] {
  return list.elements.flatMap((element) => {
    if (!isText(source, element)) return [];
    const written = source.text.slice(startOf(element), element.end);
    return [{ written, path: normal(textOf(source, element)) }];
  });
}

/** TypeORM takes a pattern as the glob package does, relative to the folder that the program is started in. */
export function coverageOf(path: string | undefined, module: string): Coverage {
  const matches = path === undefined ? undefined : matcherOf(path);
  if (matches === undefined) return 'none';
  if (matches(`${module}.ts`)) return 'source';
  const built = ['dist', 'build'].map((folder) => module.replace(/^src/, folder));
  return [module, ...built].some((file) => matches(`${file}.js`)) ? 'compiled' : 'none';
}

const normal = (path: string | undefined): string | undefined =>
  path === undefined ? undefined : posix.normalize(path.replaceAll('\\', '/')).replace(/^\.\//, '');

/** Whether an element is a text rather than a class: written so, put together, or made by a function of paths. */
function isText(source: Source, value: ts.Node): boolean {
  const node = unwrap(value);
  if (ts.isIdentifier(node)) {
    const init = findVariable(source, node.text)?.initializer;
    return init ? isText(source, init) : false;
  }
  if (isMember(node)) return ts.isNewExpression(node.expression);
  return (
    ts.isLiteralExpression(node) ||
    ts.isTemplateExpression(node) ||
    ts.isConditionalExpression(node) ||
    ts.isCallExpression(node) ||
    isJoining(node)
  );
}

/** `a + b`, but not `a ?? b`, `a = b` or `a, b`. */
const isJoining = (node: ts.Node): boolean =>
  ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken;

/** The text an expression makes, with paths relative to the project's folder; undefined where it cannot be told. */
function textOf(source: Source, value: ts.Node, depth = 0): string | undefined {
  const node = unwrap(value);
  const inner = (part: ts.Node): string | undefined => textOf(source, part, depth + 1);
  if (depth > 12) return undefined;
  if (ts.isStringLiteralLike(node)) return node.text;
  if (ts.isTemplateExpression(node)) {
    const spans = node.templateSpans.flatMap(({ expression, literal }) => [inner(expression), literal.text]);
    return joined([node.head.text, ...spans]);
  }
  if (ts.isBinaryExpression(node))
    return isJoining(node) ? joined([inner(node.left), inner(node.right)]) : undefined;
  if (ts.isIdentifier(node)) return named(source, node.text, depth);
  if (isMember(node)) return memberText(source, node, inner);
  return ts.isCallExpression(node) ? callText(source, node, inner) : undefined;
}

const folderOf = ({ path }: Source): string => posix.dirname(path);

const joined = (parts: readonly (string | undefined)[]): string | undefined =>
  parts.includes(undefined) ? undefined : parts.join('');

function named(source: Source, name: string, depth: number): string | undefined {
  if (name === '__dirname') return folderOf(source);
  if (name === '__filename') return source.path;
  const init = findVariable(source, name)?.initializer;
  return init ? textOf(source, init, depth + 1) : undefined;
}

type Inner = (part: ts.Node) => string | undefined;

/** `import.meta.dirname`, and the path of `new URL('./x', import.meta.url)`. */
function memberText(source: Source, node: Member, inner: Inner): string | undefined {
  const name = keyName(ts.isPropertyAccessExpression(node) ? node.name : node.argumentExpression);
  if (ts.isMetaProperty(node.expression)) {
    return name === 'dirname'
      ? folderOf(source)
      : name === 'filename' || name === 'url'
        ? source.path
        : undefined;
  }
  return name === 'pathname' || name === 'href' ? urlText(source, node.expression, inner) : undefined;
}

function urlText(source: Source, node: ts.Node, inner: Inner): string | undefined {
  if (!ts.isNewExpression(node) || dottedName(node.expression) !== 'URL') return undefined;
  const [relative, base] = node.arguments ?? [];
  const [text, from] = [relative && inner(relative), base && inner(base)];
  return text === undefined || from !== source.path ? undefined : posix.join(posix.dirname(from), text);
}

function callText(source: Source, node: ts.CallExpression, inner: Inner): string | undefined {
  const name = dottedName(unwrap(node.expression))?.split('.').at(-1) ?? '';
  const [first] = node.arguments;
  if (name === 'cwd') return '.';
  if (name === 'fileURLToPath' && first)
    return ts.isNewExpression(first) ? urlText(source, first, inner) : inner(first);
  if (name === 'dirname' && first) return mapped(inner(first), posix.dirname);
  if (name !== 'join' && name !== 'resolve') return undefined;
  const parts = node.arguments.map(inner);
  return parts.includes(undefined) ? undefined : posix.join(...(parts as string[]));
}

const mapped = (text: string | undefined, change: (text: string) => string): string | undefined =>
  text === undefined ? undefined : change(text);

/** The files a pattern stands for; undefined for what may mean something else to TypeORM, such as `+(a|b)`, and for what is no pattern. */
function matcherOf(pattern: string): ((path: string) => boolean) | undefined {
  if (pattern.startsWith('!') || /[?*+@!]\(|\.\.\d/.test(pattern) || !isBalanced(pattern)) return undefined;
  return picomatch(pattern);
}

/** A brace or bracket that nothing closes stands for itself in some libraries, and for nothing in others. */
const isBalanced = (pattern: string): boolean =>
  ['{}', '[]'].every(([open = '', close = '']) => pattern.split(open).length === pattern.split(close).length);
