import type { Class, ClassElement, Node, Span } from 'oxc-parser';
import { manual, present, type Outcome } from '../core/outcome.js';
import { apply, type Insertion } from './insertion.js';
import { block, eolAt, indentAt, lineEnd, lineStart, restOfLine, startsLine } from './lines.js';
import { aliasesOf } from './resolve.js';
import { restyle } from './restyle.js';
import { parseSource, unparseable, type Source } from './source.js';
import { dottedName, keyName, walk } from './tree.js';

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
export function findClass(source: Source, anchor: ClassAnchor): Class | undefined {
  for (const node of walk(source.program)) {
    if (node.type !== 'ClassDeclaration' && node.type !== 'ClassExpression') continue;
    if ('name' in anchor ? node.id?.name === anchor.name : findDecorator(source, node, anchor.decorator))
      return node;
  }
  return undefined;
}

/** The expression of a decorator, also under the name it was imported as: a call, or a bare name. */
export function findDecorator(source: Source, cls: Class, name: string): Node | undefined {
  const names = new Set([name, ...aliasesOf(source, name)]);
  return cls.decorators
    .map(({ expression }): Node => expression)
    .find((node) => {
      const written = dottedName(node.type === 'CallExpression' ? node.callee : node);
      return written !== undefined && (names.has(written) || written.endsWith(`.${name}`));
    });
}

export const describeClass = (anchor: ClassAnchor): string =>
  'name' in anchor ? `class ${anchor.name}` : `class decorated with @${anchor.decorator}`;

function memberNames(cls: Class): readonly string[] {
  return cls.body.body.flatMap((member) => {
    if (member.type === 'StaticBlock' || member.type === 'TSIndexSignature') return [];
    const parameters =
      member.type === 'MethodDefinition' && member.kind === 'constructor' ? member.value.params : [];
    return [keyName(member.key) ?? [], ...parameters.flatMap(parameterProperty)].flat();
  });
}

function parameterProperty(parameter: Node): readonly string[] {
  if (parameter.type !== 'TSParameterProperty') return [];
  const target =
    parameter.parameter.type === 'AssignmentPattern' ? parameter.parameter.left : parameter.parameter;
  return target.type === 'Identifier' ? [target.name] : [];
}

const METHODS = new Set(['MethodDefinition', 'TSAbstractMethodDefinition', 'StaticBlock']);

const isProperty = (member: ClassElement): boolean => !METHODS.has(member.type);

function memberInsertion(source: Source, cls: Class, lines: readonly string[]): Insertion {
  const properties = cls.body.body.filter(isProperty);
  const last = properties.at(-1);
  if (last === undefined) return firstMember(source, cls, lines);
  const { end, endsLine } = restOfLine(source, last.end);
  const eol = eolAt(source, lineStart(source.text, last.end));
  const indent = startsLine(source.text, last.start)
    ? indentAt(source.text, last.start)
    : insideIndent(source, cls);
  const text = (isSpaced(source, cls, properties, lines) ? eol : '') + eol + block(lines, indent, eol);
  if (endsLine) return { at: end, text };
  const terminated = source.text[last.end - 1] === ';' || !source.style.semicolons ? '' : ';';
  return { at: last.end, text: `${terminated}${text}${eol}${indentAt(source.text, cls.body.end)}` };
}

/** Whether the class sets its properties apart by blank lines. */
function isSpaced(
  source: Source,
  cls: Class,
  properties: readonly Span[],
  lines: readonly string[],
): boolean {
  const last = properties.at(-1);
  const before = properties.at(-2);
  if (last === undefined) return false;
  if (before !== undefined) return /\n[ \t]*\r?\n/.test(source.text.slice(before.end, last.start));
  const decorated = /^\s*@/.test(source.text.slice(last.start)) || cls.body.body.length > 1;
  return decorated && lines.length > 1;
}

/** At the top of a class that has no property yet. */
function firstMember(source: Source, cls: Class, lines: readonly string[]): Insertion {
  const open = cls.body.start + 1;
  const eol = eolAt(source, open);
  const [method] = cls.body.body;
  const indent =
    method && startsLine(source.text, method.start)
      ? indentAt(source.text, method.start)
      : insideIndent(source, cls);
  const { end, endsLine } = restOfLine(source, open);
  const text = eol + block(lines, indent, eol);
  if (!endsLine)
    return { at: open, text: `${text}${eol}${method ? indent : indentAt(source.text, cls.body.end)}` };
  const nextLine = source.text.slice(lineEnd(source.text, end)).split('\n')[1] ?? '';
  const apart = method !== undefined && nextLine.trim() !== '';
  return { at: end, text: apart ? text + eol : text };
}

const insideIndent = (source: Source, cls: Class): string =>
  indentAt(source.text, cls.body.start) + source.style.indent;
