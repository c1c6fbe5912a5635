import { edited, present, type Outcome } from '../core/outcome.js';
import { eolOf } from './style.js';

/** Adds a variable with its comment at the end of an env file; one that is there, or commented out, is left alone. */
export function addEnvLine(text: string, name: string, line: string, comment: string): Outcome {
  const known = text.split(/\r?\n/).some((each) => nameOf(each) === name);
  if (known) return present;
  const eol = eolOf(text);
  const ended = text === '' || text.endsWith('\n') ? text : text + eol;
  const grouped = /\n[ \t]*\r?\n/.test(text) && !/\n[ \t]*\r?\n$/.test(ended);
  const note = comment === '' ? '' : `# ${comment}${eol}`;
  return edited(`${ended}${grouped ? eol : ''}${note}${line}${eol}`);
}

/** `PORT` of `PORT=1`, `export PORT=1` and `# PORT=1`. */
const nameOf = (line: string): string | undefined =>
  /^\s*(?:#\s*)?(?:export\s+)?([\w.-]+)\s*=/.exec(line.replace(/^\uFEFF/, ''))?.[1];
