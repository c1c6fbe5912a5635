import { posix } from 'node:path';
import type { Files } from '../adding/planning.js';

/** What somebody did to a project by hand. */
export interface HandEdit {
  readonly title: string;
  /** The framework it is for; without it, any. */
  readonly on?: 'express' | 'nest';
  /** Fits a project without resources, too. */
  readonly fitsAny?: true;
  apply(files: Files): Files | Promise<Files>;
}

/** One file with texts replaced. A text that is not there is an error: a fixture must not rot. */
export function replaced(
  files: Files,
  path: string,
  replacements: readonly (readonly [before: string | RegExp, after: string])[],
): Files {
  let text = fileAt(files, path);
  for (const [before, after] of replacements) {
    const next = text.replace(before, after);
    if (next === text) throw new Error(`${path} has no ${String(before)} to edit by hand.`);
    text = next;
  }
  return new Map(files).set(path, text);
}

export function fileAt(files: Files, path: string): string {
  const text = files.get(path);
  if (text === undefined) throw new Error(`There is no ${path} to edit by hand.`);
  return text;
}

/** A file moved, with the imports of all others and its own brought along. */
export function moved(files: Files, from: string, to: string): Files {
  const result = new Map<string, string>();
  for (const [path, text] of files) {
    const now = path === from ? to : path;
    result.set(now, path.endsWith('.ts') ? reimported(text, path, now, from, to) : text);
  }
  return result;
}

function reimported(text: string, before: string, now: string, from: string, to: string): string {
  return text.replace(/(from |import\(?)'(\.[^']+)\.js'/g, (whole, lead: string, specifier: string) => {
    const target = `${posix.join(posix.dirname(before), specifier)}.ts`;
    const goal = target === from ? to : target;
    if (goal === target && before === now) return whole;
    const relative = posix.relative(posix.dirname(now), goal).replace(/\.ts$/, '.js');
    return `${lead}'${relative.startsWith('.') ? relative : `./${relative}`}'`;
  });
}

/** Every file of a kind, changed. */
export const changed = (files: Files, kind: RegExp, change: (text: string) => string): Files =>
  new Map([...files].map(([path, text]) => [path, kind.test(path) ? change(text) : text]));

/** One hand after another. */
export const both = (...hands: readonly HandEdit[]): HandEdit['apply'] =>
  async (files) => {
    let result = files;
    for (const hand of hands) result = await hand.apply(result);
    return result;
  };
