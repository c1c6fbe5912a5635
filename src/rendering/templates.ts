import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ejs from 'ejs';
import type { Renderer, Values } from '../core/draft.js';
import { withSortedImports } from './imports.js';
import { withMergedImports } from './merged-imports.js';

type Compiled = (values: Values) => string;

/**
 * The templates below some folders; where two have the same name, the first folder's is used. A `.ejs` file is rendered, any other
 * is copied word for word. `include('http/nest/partials/guard', values)` prints another template, which sees the values of this one too.
 */
export function templates(roots: readonly string[]): Renderer {
  const compiled = new Map<string, Compiled>();
  const listed = new Map<string, readonly string[]>();
  const print = (template: string, values: Values): string => {
    const render = compiled.get(template) ?? compile(template, roots);
    compiled.set(template, render);
    const lines = (partial: string, more: Values = {}): string =>
      print(`${partial}.ejs`, { ...values, ...more });
    const include = (partial: string, more?: Values): string => lines(partial, more).replace(/\n$/, '');
    return render({ ...values, include, lines, condition });
  };
  return {
    list(folder) {
      const files = listed.get(folder) ?? filesOf(folder, roots);
      listed.set(folder, files);
      return files;
    },
    render(template, values) {
      const text = print(template, values);
      if (template.endsWith('.ts.sheet.ejs')) return withMergedImports(text);
      return template.endsWith('.ts.ejs') ? withSortedImports(text) : text;
    },
  };
}

const filesOf = (folder: string, roots: readonly string[]): readonly string[] =>
  [...new Set(roots.flatMap((root) => filesBelow(join(root, folder), '')))].sort();

function filesBelow(folder: string, prefix: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (entry.isDirectory()) return filesBelow(join(folder, entry.name), `${prefix}${entry.name}/`);
    return entry.name === '.DS_Store' ? [] : [`${prefix}${entry.name}`];
  });
}

function compile(template: string, roots: readonly string[]): Compiled {
  const file = roots.map((root) => join(root, template)).find((candidate) => existsSync(candidate));
  if (file === undefined) throw new Error(`There is no template "${template}".`);
  const text = readFileSync(file, 'utf8');
  if (!template.endsWith('.ejs')) return () => text;
  const render = named(template, () => strict(template, text, false));
  return (values) =>
    named(
      template,
      () => render(values),
      () => strict(template, text, true)(values),
    );
}

/** A control tag or a comment that has its line to itself, which is no line of the output. */
const ownLine = /^[ \t]*<%(?![=%-])((?:(?!%>).)*?)-?%>[ \t]*$/gm;

/** A tag that prints another template and has its line to itself: where that is empty, so is the line, and is none. */
const ownInclude = /^[ \t]*<%=( *)include(\((?:(?!%>).)*?)-?%>[ \t]*$/gm;

/** What an `if` asks: a value of that name, or that there is none of it. */
const asked = /(<%\s*(?:\}\s*else\s+)?if \(!?)([\w.]+)(?=\) \{)/g;

/** `<%-` prints nothing for undefined whatever one does, so both kinds of tag go through our own escape function. */
function strict(template: string, text: string, compileDebug: boolean): Compiled {
  const source = text
    .replaceAll('<%-', '<%=')
    .replace(ownLine, '<%$1-%>')
    .replace(ownInclude, '<%=$1lines$2-%>')
    .replace(asked, '$1condition($2)');
  return ejs.compile(source, { escape: printable, filename: template, compileDebug });
}

/** Of a misspelt name one would never notice that it is always false. */
function condition(value: unknown): boolean {
  if (typeof value === 'boolean') return value;
  throw new Error(`a condition is ${kindOf(value)}, not true or false`);
}

function printable(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean' || typeof value === 'bigint' || Number.isFinite(value)) return String(value);
  throw new Error(`a value is ${kindOf(value)}, not a text`);
}

const kindOf = (value: unknown): string =>
  value === null ? 'null' : Array.isArray(value) ? 'a list' : typeof value;

/**
 * What `act` gives, or an error that names the template. EJS knows the line only in code that is four times slower to make, so `again`
 * does the same with that when there is an error.
 */
function named<T>(template: string, act: () => T, again: () => T = act): T {
  try {
    return act();
  } catch (error) {
    throw new Error(`Template "${template}": ${messageOf(again) ?? String(error)}`, { cause: error });
  }
}

function messageOf(act: () => unknown): string | undefined {
  try {
    act();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
