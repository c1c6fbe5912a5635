import { manual, present, type Outcome } from '../core/outcome.js';
import { ts } from './compiler.js';
import { apply, type Insertion } from './insertion.js';
import { block, eolAt, indentAt, lineEnd, lineStart, restOfLine, startsLine } from './lines.js';
import { aliasesOf } from './resolve.js';
import { restyle } from './restyle.js';
import { parseSource, unparseable, type Source } from './source.js';
import { membersOf } from './style.js';
import { dottedName, keyName, startOf, walk } from './tree.js';

export type ClassAnchor = { readonly name: string } | { readonly decorator: string };

export interface NewMember {
  readonly name: string;
  /** Unindented lines, decorators included. */
  readonly source: string;
}

/** Adds a property after the last one, before the constructor and the methods. */
export function addMember(text: string, path: string, cls: ClassAnchor, member: NewMember): Outcome {
  const source = parseSource(path, text);
  if (source === undefined) return unparseable(path, member.source);
  const found = findClass(source, cls);
  if (found === undefined) return manual(`${path} has no ${describeClass(cls)}.`, member.source);
  if (memberNames(found).includes(member.name)) return present;
  const lines = restyle(source, member.source, 'member').split('\n');
  return apply(source, [memberInsertion(source, found, lines)], lines.join('\n'));
}

/** The class of that name, or the first with that decorator. */
export function findClass(source: Source, anchor: ClassAnchor): ts.ClassLikeDeclaration | undefined {
  for (const node of walk(source.file)) {
    if (!ts.isClassLike(node)) continue;
    if ('name' in anchor ? node.name?.text === anchor.name : findDecorator(source, node, anchor.decorator))
      return node;
  }
  return undefined;
}

/** The expression of a decorator, also under the name it was imported as: a call, or a bare name. */
export function findDecorator(
  source: Source,
  cls: ts.ClassLikeDeclaration,
  name: string,
): ts.Node | undefined {
  const names = new Set([name, ...aliasesOf(source, name)]);
  return (ts.getDecorators(cls) ?? [])
    .map(({ expression }): ts.Node => expression)
    .find((node) => {
      const written = dottedName(ts.isCallExpression(node) ? node.expression : node);
      return written !== undefined && (names.has(written) || written.endsWith(`.${name}`));
    });
}

export const describeClass = (anchor: ClassAnchor): string =>
  'name' in anchor ? `class ${anchor.name}` : `class decorated with @${anchor.decorator}`;

function memberNames(cls: ts.ClassLikeDeclaration): readonly string[] {
  return cls.members.flatMap((member) => {
    if (ts.isConstructorDeclaration(member)) {
      return ['constructor', ...member.parameters.flatMap((one) => parameterProperty(one, member))];
    }
    const { name } = member;
    const key = name && (ts.isComputedPropertyName(name) ? name.expression : name);
    return key === undefined ? [] : (keyName(key) ?? []);
  });
}

function parameterProperty(parameter: ts.ParameterDeclaration, of: ts.Node): readonly string[] {
  const isOne = ts.isParameterPropertyDeclaration(parameter, of);
  return isOne && ts.isIdentifier(parameter.name) ? [parameter.name.text] : [];
}

const isProperty = (member: ts.ClassElement): boolean =>
  ts.isPropertyDeclaration(member) || ts.isIndexSignatureDeclaration(member);

function memberInsertion(source: Source, cls: ts.ClassLikeDeclaration, lines: readonly string[]): Insertion {
  const properties = cls.members.filter(isProperty);
  const last = properties.at(-1);
  if (last === undefined) return firstMember(source, cls, lines);
  const { end, endsLine } = restOfLine(source, last.end);
  const eol = eolAt(source, lineStart(source.text, last.end));
  const start = startOf(last);
  const indent = startsLine(source.text, start) ? indentAt(source.text, start) : insideIndent(source, cls);
  const text = (isSpaced(source, cls, properties, lines) ? eol : '') + eol + block(lines, indent, eol);
  if (endsLine) return { at: end, text };
  const terminated = source.text[last.end - 1] === ';' || !source.style.semicolons ? '' : ';';
  return { at: last.end, text: `${terminated}${text}${eol}${indentAt(source.text, cls.end)}` };
}

/** Whether the class sets its properties apart by blank lines. */
function isSpaced(
  source: Source,
  cls: ts.ClassLikeDeclaration,
  properties: readonly ts.Node[],
  lines: readonly string[],
): boolean {
  const last = properties.at(-1);
  const before = properties.at(-2);
  if (last === undefined) return false;
  if (before !== undefined) return /\n[ \t]*\r?\n/.test(source.text.slice(before.end, startOf(last)));
  const decorated = source.text[startOf(last)] === '@' || membersOf(cls).length > 1;
  return decorated && lines.length > 1;
}

/** At the top of a class that has no property yet. */
function firstMember(source: Source, cls: ts.ClassLikeDeclaration, lines: readonly string[]): Insertion {
  const open = cls.members.pos;
  const eol = eolAt(source, open);
  const [method] = membersOf(cls);
  const at = method && startOf(method);
  const indent =
    at !== undefined && startsLine(source.text, at) ? indentAt(source.text, at) : insideIndent(source, cls);
  const { end, endsLine } = restOfLine(source, open);
  const text = eol + block(lines, indent, eol);
  if (!endsLine)
    return { at: open, text: `${text}${eol}${method ? indent : indentAt(source.text, cls.end)}` };
  const nextLine = source.text.slice(lineEnd(source.text, end)).split('\n')[1] ?? '';
  const apart = method !== undefined && nextLine.trim() !== '';
  return { at: end, text: apart ? text + eol : text };
}

const insideIndent = (source: Source, cls: ts.ClassLikeDeclaration): string =>
  indentAt(source.text, cls.members.pos - 1) + source.style.indent;
