import { parseSync, type Comment, type Program } from 'oxc-parser';
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

/** Undefined when the file does not parse. */
export function parseSource(path: string, text: string): Source | undefined {
  const bom = text.startsWith(BOM) ? BOM : '';
  const body = text.slice(bom.length);
  const { program, comments, errors } = parseSync(path, body);
  if (errors.length > 0) return undefined;
  return { path, bom, text: body, program, comments, style: styleOf(body, program) };
}
