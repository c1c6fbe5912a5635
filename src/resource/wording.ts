import { UsageError } from '../core/errors.js';

const longest = 60;

/** Text of the user's in double quotes: cut, and with everything invisible made visible, so that it cannot disturb a terminal. */
export function quote(text: string): string {
  const cut = text.length > longest ? `${text.slice(0, longest)}…` : text;
  const visible = cut.replace(/\p{C}/gu, (char) => `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`);
  return `"${visible}"`;
}

/** `a, b, c, … (4 more)`. */
export function few(names: readonly string[], most = 5): string {
  const more = names.length > most ? `, … (${names.length - most} more)` : '';
  return `${names.slice(0, most).join(', ')}${more}`;
}

/** `a, b or c`. */
export function oneOf(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}

/** The candidate a person most likely meant, or undefined when none is near. */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  const wanted = plain(word);
  if (wanted === '' || wanted.length > 2 * longest) return undefined;
  const allowed = wanted.length < 4 ? 1 : Math.floor(wanted.length / 3) + 1;
  const ranked = candidates
    .map((candidate) => ({ candidate, distance: distance(wanted, plain(candidate)) }))
    .sort((a, b) => a.distance - b.distance);
  const best = ranked[0];
  return best !== undefined && best.distance <= allowed ? best.candidate : undefined;
}

/** `Did you mean "x"? ` where something is near, then the sentence that lists what there is. */
export function suggestion(word: string, candidates: readonly string[], otherwise: string): string {
  const near = nearest(word, candidates);
  return near === undefined ? otherwise : `Did you mean "${near}"? ${otherwise}`;
}

/** Refuses a word that is none of those there are, and names the nearest. */
export function unknownName(
  message: string,
  word: string,
  known: readonly string[],
  otherwise: string,
): UsageError {
  const near = nearest(word, known);
  const candidates = near === undefined ? [] : [near];
  return new UsageError(message, suggestion(word, known, otherwise), { code: 'unknown-name', candidates });
}

/** What is wrong with one field, at which part of it, and what to write instead. */
export function fieldError(field: string, what: string, remedy: string): UsageError {
  return new UsageError(`Field ${quote(field)}: ${what}.`, remedy);
}

const plain = (word: string) => word.toLowerCase().replace(/[-_]/g, '');

/** Edits between two words, where swapping two neighbours is one edit (optimal string alignment). */
function distance(a: string, b: string): number {
  let older: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      const costs = [at(row, j - 1) + 1, at(last, j) + 1, at(last, j - 1) + same];
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) costs.push(at(older, j - 2) + 1);
      row.push(Math.min(...costs));
    }
    [older, last] = [last, row];
  }
  return at(last, b.length);
}

const at = (row: readonly number[], index: number) => row[index] ?? Infinity;
