import { isPatterned } from '../../config/pattern.js';
import { commonPasswords, commonWords, fillWords } from './common-passwords.js';
import { canonical } from './passwords.js';

export const MIN_PASSWORD_LENGTH = 12;
export const MAX_PASSWORD_LENGTH = 128;
const MIN_LOCAL_PART = 5;
const MAX_TRIMMINGS = 8;
const MAX_COMMON_WORDS = 3;
/** So many letters beyond ASCII are their owner's own, even in the order of the alphabet. */
const LONG_ENOUGH = 64;

/** What is wrong with a new password, or nothing. Any composition will do; length and being hard to guess count. */
export function passwordFlaw(password: string, email: string): string | undefined {
  const text = canonical(password);
  const length = [...text].length;
  if (length < MIN_PASSWORD_LENGTH || length > MAX_PASSWORD_LENGTH) {
    return `Must have ${MIN_PASSWORD_LENGTH} to ${MAX_PASSWORD_LENGTH} characters.`;
  }
  const isOwn = length >= LONG_ENOUGH && /\P{ASCII}/u.test(text);
  if ((isPatterned(text) && !isOwn) || isCommon(text)) return 'Is too easy to guess.';
  if (holdsAddress(text, email)) return 'Must not contain your e-mail address.';
  return undefined;
}

const lookalikes: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
};

/** `P@ssw0rd2026!` is `password` to anybody who guesses: trim what is put around a word, then read through the disguise. */
function isCommon(text: string): boolean {
  const lower = text.toLowerCase();
  if (commonPasswords.has(lower.replace(/[\s_.-]/g, ''))) return true;
  const cores = [lower, lower.replace(/^[^a-z]+|[^a-z]+$/g, '')].map(plainLetters);
  return cores.some(
    (core) => lower.length - core.length <= MAX_TRIMMINGS && (isPhrase(core) || isDoubled(core)),
  );
}

/** `letmein-please-now`, `iloveyouforever`: a few words that everybody guesses first, and what holds them together. */
function isPhrase(letters: string): boolean {
  const fewest: number[] = [0];
  for (let end = 1; end <= letters.length; end += 1) {
    fewest[end] = Infinity;
    for (let start = Math.max(0, end - LONGEST_WORD); start < end; start += 1) {
      const words = (fewest[start] ?? Infinity) + costOf(letters.slice(start, end));
      fewest[end] = Math.min(fewest[end] ?? Infinity, words);
    }
  }
  return letters !== '' && (fewest[letters.length] ?? Infinity) <= MAX_COMMON_WORDS;
}

const LONGEST_WORD = 16;

function costOf(word: string): number {
  if (fillWords.has(word)) return 0;
  return commonWords.has(word) ? 1 : Infinity;
}

const plainLetters = (text: string): string =>
  [...text]
    .map((letter) => lookalikes[letter] ?? letter)
    .join('')
    .replace(/[^a-z]/g, '');

function isDoubled(core: string): boolean {
  const half = core.slice(0, core.length / 2);
  return half !== '' && core === half + half && commonWords.has(half);
}

function holdsAddress(text: string, email: string): boolean {
  const [local = ''] = email.toLowerCase().split('@');
  return local.length >= MIN_LOCAL_PART && text.toLowerCase().includes(local);
}
