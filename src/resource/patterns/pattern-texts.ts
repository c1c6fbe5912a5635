import { createRequire } from 'node:module';
import type * as FastCheck from 'fast-check';
import type { ScalarField } from '../model.js';
import { shortestText } from '../fields/search-length.js';
import { wholePattern } from './whole-pattern.js';

/** Short texts first; longer ones, which cost more, only where those do not do. */
const attempts = [
  { size: 'small', tries: 300 },
  { size: 'medium', tries: 100 },
] as const;

/** Different texts that match a field's pattern and fit its length, the same every time; none where none was found. */
export function patternTexts(field: ScalarField, wanted: number): readonly string[] {
  // Only a field with a pattern pays for the library that reads patterns backwards.
  const { sample, stringMatching } = createRequire(import.meta.url)('fast-check') as typeof FastCheck;
  const { pattern = '', max = 255 } = field;
  const min = shortestText(field);
  const whole = wholePattern(pattern);
  const drawn = wholePattern(drawable(pattern));
  const found = new Map<string, string>();
  for (const { size, tries } of attempts) {
    const matching = stringMatching(drawn, { size });
    for (const text of sample(matching, { numRuns: tries, seed: 1 })) {
      const fits = text.length >= min && text.length <= Number(max) && isStored(text) && whole.test(text);
      // A unique index does not tell letters by their case.
      if (fits && !found.has(text.toLowerCase())) found.set(text.toLowerCase(), text);
    }
    if (found.size >= wanted) break;
  }
  return [...found.values()].slice(0, wanted);
}

/** What a request's schema and the database leave as it is. */
const isStored = (text: string): boolean =>
  text === text.trim() && text === text.normalize() && !/[\0\p{Cs}]/u.test(text);

/** The pattern without what the library cannot draw: lookarounds and word boundaries are left out, a backreference is its group again. */
function drawable(pattern: string): string {
  const parts = groupsOf(pattern);
  const groups = parts.filter(({ capturing }) => capturing);
  const again = (group: Group | undefined, text: string): string =>
    group === undefined ? text : `(?:${pattern.slice(group.from + group.opening, group.to - 1)})`;
  const out = parts.filter(({ around }) => around);
  const kept = pattern
    .split('')
    .map((character, at) => (out.some(({ from, to }) => at >= from && at < to) ? '' : character))
    .join('');
  return kept.replace(
    /\\(?:([bB])|([1-9]\d?)|k<(\w+)>|.)/gsu,
    (text, boundary?: string, index?: string, name?: string) => {
      if (boundary !== undefined) return '';
      if (index !== undefined) return again(groups[Number(index) - 1], text);
      return name === undefined
        ? text
        : again(
            groups.find((group) => group.name === name),
            text,
          );
    },
  );
}

interface Group {
  readonly from: number;
  to: number;
  /** How long `(` or `(?<name>` is. */
  readonly opening: number;
  readonly name: string | undefined;
  readonly capturing: boolean;
  readonly around: boolean;
}

/** Every group of a pattern, in the order in which they open. */
function groupsOf(pattern: string): readonly Group[] {
  const groups: Group[] = [];
  const open: Group[] = [];
  let inClass = false;
  for (const { 0: token, index } of pattern.matchAll(/\\.|\[|\]|\(\?<?[=!]|\(\?<\w+>|\(\?:|\(|\)/gsu)) {
    if (token === '[') inClass = true;
    else if (token === ']') inClass = false;
    else if (inClass || token.startsWith('\\')) continue;
    else if (token === ')') {
      const group = open.pop();
      if (group) group.to = index + 1;
    } else {
      const around = /[=!]$/.test(token);
      const name = /^\(\?<(\w+)>$/.exec(token)?.[1];
      const capturing = !around && token !== '(?:';
      const group = { from: index, to: pattern.length, opening: token.length, name, around, capturing };
      groups.push(group);
      open.push(group);
    }
  }
  return groups;
}
