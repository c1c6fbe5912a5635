import { manual, type Outcome } from '../core/outcome.js';
import { appendItem } from './append.js';
import { bracketOf, PRINT_WIDTH } from './bracket.js';
import type { ts } from './compiler.js';
import { finished, type Inserting } from './insertion.js';
import { findCalls, findProperty, propertyName, resolveObject } from './resolve.js';
import { restyle } from './restyle.js';
import { parseSource, unparseable, type Source } from './source.js';
import { findVariable } from './variables.js';

export type ObjectAnchor =
  | { readonly kind: 'variable'; readonly name: string }
  /** The object given to a call: `z.object`; `of` is the variable the call is assigned to. */
  | {
      readonly kind: 'argument';
      readonly callee: string | readonly string[];
      readonly of?: string | undefined;
    };

export interface NewProperty {
  readonly key: string;
  readonly value: string;
  /** One line, put above it. */
  readonly comment?: string | undefined;
}

export interface ObjectOptions {
  /** Keys before the first of which it goes; at the end where none is there. */
  readonly before?: readonly string[] | undefined;
  readonly printWidth?: number | undefined;
}

/** Appends a property to an object literal found by meaning; anchors are tried in order. */
export function addProperty(
  text: string,
  path: string,
  anchor: ObjectAnchor | readonly ObjectAnchor[],
  property: NewProperty,
  options: ObjectOptions = {},
): Outcome {
  const source = parseSource(path, text);
  if (source === undefined) return unparseable(path, snippetOf(property));
  const anchors = [anchor].flat();
  const object = anchors.flatMap((one) => objectsAt(source, one))[0];
  const what = anchors.map(describe).join(' or ');
  return finished(source, propertyInsertions(source, object, what, property, options), snippetOf(property));
}

/** What to insert to append a property to an object that was looked for. */
export function propertyInsertions(
  source: Source,
  object: ts.ObjectLiteralExpression | undefined,
  what: string,
  property: NewProperty,
  { printWidth = PRINT_WIDTH, before = [] }: ObjectOptions,
): Inserting {
  const text = restyle(source, `${quotedKey(property.key)}: ${property.value}`, 'property');
  const list = object && bracketOf(object);
  if (object === undefined || list === undefined) {
    return manual(`${source.path} has no ${what}.`, snippetOf(property));
  }
  if (findProperty(source, object, property.key) !== undefined) return [];
  const index = object.properties.findIndex((one) => before.includes(propertyName(one) ?? ''));
  const { comment } = property;
  return appendItem(source, list, { text, comment, printWidth, ...(index !== -1 && { index }) });
}

const quotedKey = (key: string): string =>
  /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(key) ? key : `'${key}'`;

const snippetOf = ({ key, value, comment }: NewProperty): string =>
  `${comment === undefined ? '' : `// ${comment}\n`}${quotedKey(key)}: ${value},`;

function objectsAt(source: Source, anchor: ObjectAnchor): readonly ts.ObjectLiteralExpression[] {
  if (anchor.kind === 'variable') {
    const init = findVariable(source, anchor.name)?.initializer;
    return init ? [resolveObject(source, init) ?? []].flat() : [];
  }
  const below = anchor.of === undefined ? source.file : findVariable(source, anchor.of)?.initializer;
  if (!below) return [];
  const calls = [anchor.callee].flat().flatMap((callee) => findCalls(source, callee, below));
  return calls.flatMap(({ arguments: given = [] }) =>
    given.flatMap((argument) => resolveObject(source, argument) ?? []),
  );
}

function describe(anchor: ObjectAnchor): string {
  if (anchor.kind === 'variable') return `object "${anchor.name}"`;
  const callee = [anchor.callee].flat().join(' or ');
  return anchor.of === undefined
    ? `object given to ${callee}`
    : `object given to ${callee} in "${anchor.of}"`;
}
