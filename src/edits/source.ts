import { parseSync, type Comment, type Program } from 'oxc-parser';
import { manual, type Outcome } from '../core/outcome.js';
import { styleOf, type Style } from './style.js';

/** A parsed file. `text` comes without its byte order mark; positions are into `text`. */
export interface Source {
  readonly path: string;
  readonly bom: string;
  readonly text: string;
  readonly program: Program;
  readonly comments: readonly Comment[];
  readonly style: Style;
}

const BOM = '\uFEFF';

let last: { readonly path: string; readonly text: string; readonly source: Source | undefined } | undefined;

/** Undefined when the file does not parse. The last one is remembered: a list is looked for before it is added to, and added to again. */
export function parseSource(path: string, text: string): Source | undefined {
  if (last?.path !== path || last.text !== text) last = { path, text, source: parsed(path, text) };
  return last.source;
}

function parsed(path: string, text: string): Source | undefined {
  const bom = text.startsWith(BOM) ? BOM : '';
  const body = text.slice(bom.length);
  const result = parseSync(path, body);
  if (result.errors.length > 0) return undefined;
  let style: Style | undefined;
  // Getters, since turning the parser's answer into objects costs more than the parsing.
  return {
    path,
    bom,
    text: body,
    get program() {
      return result.program;
    },
    get comments() {
      return result.comments;
    },
    get style() {
      return (style ??= styleOf(body, result.program));
    },
  };
}

/** The ending of an edit of a file that does not parse. */
export const unparseable = (path: string, snippet: string): Outcome =>
  manual(`${path} does not parse, so it was left alone.`, snippet);
