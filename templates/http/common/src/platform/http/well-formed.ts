import { AppError } from '../errors.js';

const MAX_DEPTH = 32;

/**
 * Refuses what is valid JSON and still does harm further in: NUL (PostgreSQL cannot store it), lone surrogates (stored as
 * U+FFFD), numbers beyond a double (Infinity), `__proto__` keys, deep nesting. A loop and not a recursion: the input
 * decides the depth.
 */
export function requireWellFormed(value: unknown): void {
  const open: Nested[] = [{ value, depth: 0 }];
  for (let next = open.pop(); next; next = open.pop()) {
    const { value: current, depth } = next;
    if (typeof current === 'string') requireText(current);
    if (typeof current === 'number' && !Number.isFinite(current)) refuse('a number out of range');
    if (typeof current === 'object' && current !== null) open.push(...members(current, depth));
  }
}

interface Nested {
  readonly value: unknown;
  readonly depth: number;
}

function members(parent: object, depth: number): Nested[] {
  if (depth >= MAX_DEPTH) refuse(`more than ${MAX_DEPTH} levels`);
  return Object.entries(parent).map(([key, value]) => {
    if (key === '__proto__') refuse('a key that is not allowed');
    requireText(key);
    return { value, depth: depth + 1 };
  });
}

function requireText(text: string): void {
  if (text.includes('\0') || !text.isWellFormed()) refuse('characters that are not allowed');
}

function refuse(what: string): never {
  throw new AppError('bad-request', `The request holds ${what}.`);
}
