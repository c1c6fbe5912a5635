import {
  isAlias,
  isMap,
  isNode,
  isPair,
  isScalar,
  LineCounter,
  type Node,
  parseDocument,
  type Document,
  type Scalar,
  visit,
} from 'yaml';
import { type ErrorDetails, UsageError } from '../../core/errors.js';
import { quote } from '../wording.js';

const largest = 1024 * 1024;
const deepest = 100;
const dangerous = ['__proto__', 'constructor', 'prototype'];

/** A spec file's value, and where each part of it stands. */
export interface SpecDocument {
  readonly path: string;
  readonly value: unknown;
  readonly document: Document.Parsed;
  readonly lines: LineCounter;
}

/** Reads YAML, of which JSON is a part. Aliases, merge keys, tags and dangerous keys are refused. */
export function readDocument(text: string, path: string): SpecDocument {
  if (Buffer.byteLength(text) > largest)
    throw new UsageError(
      `${path}: the file is larger than 1 MB.`,
      'A spec file lists resources; check that this is one.',
    );
  const lines = new LineCounter();
  const document = parsed(text, path, lines);
  checkNodes(document, path, lines);
  const value: unknown = document.toJS();
  if (value === null || value === undefined)
    throw new UsageError(
      `${path}:1:1: the file is empty.`,
      'Write at least resources: {}, or use --preset blank.',
    );
  return { path, value, document, lines };
}

/** A mistake in a spec file. Its message begins with `path:line:column`. */
export class SpecError extends UsageError {
  constructor(
    place: string,
    /** Of the mistake in the file's text, in characters. */
    readonly offset: number,
    message: string,
    remedy: string,
    details?: ErrorDetails,
  ) {
    super(`${place}: ${message}`, remedy, details);
  }
}

/** The mistake at the nearest part that exists; at its key where that is what is meant. */
export function mistakeAt(
  { path, document, lines }: SpecDocument,
  keys: readonly PropertyKey[],
  part: 'key' | 'value',
  { message, remedy, candidates = [] }: { message: string; remedy: string; candidates?: readonly string[] },
): SpecError {
  let node: unknown = document.contents;
  let offset = 0;
  for (const [index, key] of keys.entries()) {
    const next = child(node, key);
    if (next === undefined) break;
    const wantsKey = index === keys.length - 1 && part === 'key' && next.key !== undefined;
    offset = startOf(wantsKey ? next.key : (next.value ?? next.key)) ?? offset;
    node = next.value;
  }
  return new SpecError(`${path}:${position(lines, offset)}`, offset, message, remedy, { candidates });
}

/** Runs a reading of one part; its error is told with the part's place. */
export function located<T>(document: SpecDocument, keys: readonly PropertyKey[], read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    throw mistakeAt(document, keys, 'key', error);
  }
}

/** Mistakes in the order of the file's lines. */
export const inFileOrder = (mistakes: readonly UsageError[]): UsageError[] =>
  mistakes.toSorted((one, other) => offsetOf(one) - offsetOf(other));

const offsetOf = (mistake: UsageError): number => (mistake instanceof SpecError ? mistake.offset : Infinity);

function parsed(text: string, path: string, lines: LineCounter): Document.Parsed {
  const document = attempt(text, path, lines);
  const flaw = document.errors[0] ?? document.warnings[0];
  if (flaw === undefined) return document;
  throw new UsageError(`${path}:${position(lines, flaw.pos[0])}: ${sentence(flaw)}`, 'Fix the YAML there.');
}

function attempt(text: string, path: string, lines: LineCounter): Document.Parsed {
  const tooDeep = new UsageError(
    `${path}:1:1: the file is nested too deeply.`,
    'Check that this is a spec file.',
  );
  if (depthOf(text) > deepest) throw tooDeep;
  try {
    // Keys are compared by us: the parser compares each with each, which a large file makes take for ever.
    return parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: false });
  } catch (error) {
    if (error instanceof RangeError) throw tooDeep;
    throw error;
  }
}

/** The deepest nesting the text could have, by its brackets, its indents and its indicators: the parser has no limit of its own. */
function depthOf(text: string): number {
  let open = 0;
  let deep = 0;
  for (const [bracket] of text.matchAll(/[[\]{}]/g)) {
    open = Math.max(0, open + (bracket === '[' || bracket === '{' ? 1 : -1));
    deep = Math.max(deep, open);
  }
  const indents = /^[ \t]{100}/m.test(text) || /(?:[-?:][ \t]+){10}/.test(text);
  return indents ? Infinity : deep;
}

function sentence({ code, message }: { code: string; message: string }): string {
  if (code === 'MULTIPLE_DOCS') return 'a second document begins here.';
  const line = message.replace(/[\p{Cc}\p{Cs}]+/gu, ' ').slice(0, 200);
  return line.endsWith('.') ? line : `${line}.`;
}

function checkNodes(document: Document.Parsed, path: string, lines: LineCounter): void {
  const refuse = (node: Node | null, what: string, remedy: string) => {
    throw new UsageError(`${path}:${position(lines, startOf(node) ?? 0)}: ${what}.`, remedy);
  };
  visit(document, {
    Map: (_, { items }) => {
      const twice = duplicate(items.map(({ key }) => key));
      if (twice !== undefined)
        refuse(twice, `the key ${quote(String(twice.value))} appears twice`, 'Keep one of them.');
    },
    Alias: (_, node) =>
      refuse(node, `the alias ${quote(`*${node.source}`)} is not allowed`, 'Write its text out.'),
    Node: (_, node) => {
      if (!isAlias(node) && node.anchor !== undefined)
        refuse(node, `the anchor ${quote(`&${node.anchor}`)} is not allowed`, 'Remove it.');
    },
    Pair: (_, { key }) => {
      if (!isScalar(key))
        return refuse(isNode(key) ? key : null, 'a key must be a plain word', 'Write the key as text.');
      if (key.value === null)
        refuse(key, 'YAML reads the key here as null, not as text', 'Put the key in quotes.');
      const name = String(key.value);
      if (name === '<<') refuse(key, 'the merge key "<<" is not allowed', 'Write its keys out.');
      if (dangerous.includes(name))
        refuse(key, `the key ${quote(name)} is not allowed`, 'Choose another name.');
    },
  });
}

function duplicate(keys: readonly unknown[]): Scalar | undefined {
  const seen = new Set<string>();
  return keys.filter(isScalar).find(({ value }) => seen.size === seen.add(String(value)).size);
}

interface Child {
  readonly key?: unknown;
  readonly value: unknown;
}

function child(node: unknown, key: PropertyKey): Child | undefined {
  if (isMap(node))
    return node.items.find((pair) => isPair(pair) && isScalar(pair.key) && String(pair.key.value) === key);
  const items = isNode(node) && 'items' in node && Array.isArray(node.items) ? node.items : [];
  const value: unknown = typeof key === 'number' ? items[key] : undefined;
  return value === undefined ? undefined : { value };
}

const startOf = (node: unknown): number | undefined => (isNode(node) ? node.range?.[0] : undefined);

function position(lines: LineCounter, offset: number): string {
  const { line, col } = lines.linePos(offset);
  return `${Math.max(line, 1)}:${Math.max(col, 1)}`;
}
