import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ejs from 'ejs';
import type { Renderer, Values } from '../core/draft.js';

type Compiled = (values: Values) => string;

/**
 * The templates below some folders; where two have the same name, the first folder's is used. A `.ejs` file is rendered, any other
 * is copied word for word.
 */
export function templates(roots: readonly string[]): Renderer {
  const compiled = new Map<string, Compiled>();
  return {
    list: (folder) => [...new Set(roots.flatMap((root) => filesBelow(join(root, folder), '')))].sort(),
    render(template, values) {
      const render = compiled.get(template) ?? compile(template, roots);
      compiled.set(template, render);
      return render(values);
    },
  };
}

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

/** `<%-` prints nothing for undefined whatever one does, so both kinds of tag go through our own escape function. */
function strict(template: string, text: string, compileDebug: boolean): Compiled {
  return ejs.compile(text.replaceAll('<%-', '<%='), { escape: printable, filename: template, compileDebug });
}

function printable(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean' || typeof value === 'bigint' || Number.isFinite(value)) return String(value);
  throw new Error(
    `a value is ${value === null ? 'null' : Array.isArray(value) ? 'a list' : typeof value}, not a text`,
  );
}

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
