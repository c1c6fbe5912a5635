import { edited, present, type Outcome } from '../core/outcome.js';
import { eolOf } from './style.js';

/**
 * Adds a variable with its comment, before the first of some others, or at the end of an env file; one that is there, or commented out, is
 * left alone.
 */
export function addEnvLine(
  text: string,
  name: string,
  line: string,
  comment: string,
  before: readonly string[] = [],
): Outcome {
  const known = text.split(/\r?\n/).some((each) => nameOf(each) === name);
  if (known) return present;
  const eol = eolOf(text);
  const ended = text === '' || text.endsWith('\n') ? text : text + eol;
  const grouped = /\n[ \t]*\r?\n/.test(text) && !/\n[ \t]*\r?\n$/.test(ended);
  const note = comment === '' ? '' : `# ${comment}${eol}`;
  const at = startOf(text, before);
  if (at !== undefined) {
    const entry = `${note}${line}${eol}${grouped ? eol : ''}`;
    return edited(text.slice(0, at) + entry + text.slice(at));
  }
  return edited(`${ended}${grouped ? eol : ''}${note}${line}${eol}`);
}

/** Where the first of some variables begins, with the comment above it. */
function startOf(text: string, names: readonly string[]): number | undefined {
  const lines = text.split('\n');
  let at = lines.findIndex((each) => names.includes(nameOf(each) ?? ''));
  if (at === -1) return undefined;
  while ((lines[at - 1] ?? '').startsWith('#') && nameOf(lines[at - 1] ?? '') === undefined) at -= 1;
  return lines.slice(0, at).join('\n').length + (at > 0 ? 1 : 0);
}

/** `PORT` of `PORT=1`, `export PORT=1` and `# PORT=1`. */
const nameOf = (line: string): string | undefined =>
  /^\s*(?:#\s*)?(?:export\s+)?([\w.-]+)\s*=/.exec(line.replace(/^\uFEFF/, ''))?.[1];
