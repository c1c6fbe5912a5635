import { manual, type Outcome } from '../core/outcome.js';
import { around } from './around.js';
import { type Comment, commentsOf } from './comments.js';
import { parsed, type ts } from './compiler.js';
import type { Written } from './lines.js';
import { styleOf, type Style } from './style.js';

/** A parsed file. */
export interface Source extends Written {
  readonly path: string;
  readonly file: ts.SourceFile;
}

const BOM = '\uFEFF';

interface Read {
  readonly path: string;
  readonly text: string;
  readonly source: Source | undefined;
}

/** A list is looked for, beside the files that use it, before it is added to, and added to again. */
const remembered = 4;
let recent: readonly Read[] = [];

/** Undefined when the file does not parse. */
export function parseSource(path: string, text: string): Source | undefined {
  const found = recent.find((one) => one.path === path && one.text === text);
  const one = found ?? { path, text, source: read(path, text) };
  recent = [one, ...recent.filter((other) => other !== one)].slice(0, remembered);
  return one.source;
}

function read(path: string, text: string): Source | undefined {
  const bom = text.startsWith(BOM) ? BOM : '';
  const body = text.slice(bom.length);
  const file = parsed(path, body);
  if (file === undefined) return undefined;
  let style: Style | undefined;
  let comments: readonly Comment[] | undefined;
  // Getters, since a file that is only looked at needs neither.
  const source: Source = {
    path,
    bom,
    text: body,
    file,
    get comments() {
      return (comments ??= commentsOf(body, file));
    },
    get style() {
      return (style ??= styleOf(body, file));
    },
    around: (list) => around(source, list),
  };
  return source;
}

/** The ending of an edit of a file that does not parse. */
export const unparseable = (path: string, snippet: string): Outcome =>
  manual(`${path} does not parse, so it was left alone.`, snippet);
