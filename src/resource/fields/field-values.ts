import type { ScalarType } from '../model.js';

export type Value = string | number | boolean;

/** How a type's values are written in the field language. */
export interface ValueKind {
  /** The value in its JSON type and one spelling, or undefined when the text is none. */
  readonly read: (text: string, digits: Digits) => Value | undefined;
  /** Ends the sentence 'it must be …'. */
  readonly expected: string;
}

/** Total digits and digits after the point; only decimals look at it. */
export interface Digits {
  readonly precision: number;
  readonly scale: number;
}

export const defaultDigits: Digits = { precision: 12, scale: 2 };

const text = (value: string) => (/[\p{Cc}\p{Cs}]/u.test(value) ? undefined : value);
/** As a request's schema turns it: what is stored equals what a caller would have got. */
const trimmed = (value: string) => text(value.normalize().trim());
const normalized = (value: string) => text(value.normalize());
const matching = (pattern: RegExp) => (value: string) => (pattern.test(value) ? value : undefined);
const expectedText = 'text without control characters';

/** The pattern of zod's `z.email()`: a default that the schema refuses would make every request without the field fail. */
const emailShape =
  /^([A-Za-z0-9_'+-]+\.)*[A-Za-z0-9_'+-]*[A-Za-z0-9_+-]@([A-Za-z0-9][A-Za-z0-9-]*\.)+[A-Za-z]{2,}$/;

/** One line per type: its default, and for numbers and dates its min and max, are read by it. */
export const valueKinds: Readonly<Record<ScalarType, ValueKind>> = {
  string: { read: trimmed, expected: expectedText },
  text: { read: normalized, expected: expectedText },
  email: {
    read: readEmail,
    expected: 'an e-mail address',
  },
  url: { read: readUrl, expected: 'an http or https URL' },
  uuid: {
    read: (value) =>
      /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(value) ? value.toLowerCase() : undefined,
    expected: 'a UUID',
  },
  slug: { read: matching(/^[a-z0-9]+(-[a-z0-9]+)*$/), expected: 'words of a-z and 0-9 joined by -' },
  integer: { read: readInteger, expected: 'a whole number from -2147483648 to 2147483647' },
  bigint: {
    read: readBigint,
    expected: 'a whole number from -9223372036854775808 to 9223372036854775807',
  },
  float: { read: readFloat, expected: 'a number, for example 1.5' },
  decimal: { read: readDecimal, expected: 'a decimal number that fits its precision and scale' },
  boolean: {
    read: (value) => (value === 'true' ? true : value === 'false' ? false : undefined),
    expected: 'true or false',
  },
  date: { read: readDate, expected: 'a day that exists, as YYYY-MM-DD' },
  datetime: {
    read: readInstant,
    expected: 'an instant with its zone, for example 2030-01-31T12:00:00Z',
  },
  json: { read: readJson, expected: 'JSON other than null; a field without a value is "optional"' },
  enum: { read: matching(/^[A-Za-z0-9_-]{1,63}$/), expected: 'one of its values' },
};

/** Below zero when `a` comes before `b`; both as `read` gave them. */
export function compareValues(type: ScalarType, a: number | string, b: number | string): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  const [left, right] = type === 'bigint' || type === 'decimal' ? [digits(a), digits(b)] : [a, b];
  return left < right ? -1 : left > right ? 1 : 0;
}

// Decimals of one field all have the same number of digits after the point.
const digits = (value: number | string) => BigInt(String(value).replace('.', ''));

function readEmail(value: string): string | undefined {
  return emailShape.test(value) ? value.toLowerCase() : undefined;
}

function readUrl(value: string): string | undefined {
  return /^https?:\/\//.test(value) && !/[\s\p{C}]/u.test(value) && URL.canParse(value) ? value : undefined;
}

function readInteger(value: string): number | undefined {
  if (!/^-?\d{1,10}$/.test(value)) return undefined;
  const number = Number(value) + 0;
  return number >= -(2 ** 31) && number < 2 ** 31 ? number : undefined;
}

function readBigint(value: string): string | undefined {
  if (!/^-?\d{1,19}$/.test(value)) return undefined;
  const number = BigInt(value);
  return number === BigInt.asIntN(64, number) ? String(number) : undefined;
}

function readFloat(value: string): number | undefined {
  if (!/^-?\d{1,400}(\.\d{1,400})?([eE][+-]?\d{1,4})?$/.test(value)) return undefined;
  const number = Number(value) + 0;
  return Number.isFinite(number) ? number : undefined;
}

function readDecimal(value: string, { precision, scale }: Digits): string | undefined {
  const [, sign = '', whole = '', part = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(value) ?? [];
  if (whole === '' || part.length > scale) return undefined;
  const all = BigInt(whole + part.padEnd(scale, '0'));
  const padded = String(all).padStart(scale + 1, '0');
  if (String(all).length > precision && all !== 0n) return undefined;
  const point = padded.length - scale;
  const number = scale === 0 ? padded : `${padded.slice(0, point)}.${padded.slice(point)}`;
  return sign === '' || all === 0n ? number : `-${number}`;
}

function readDate(value: string): string | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value) || value.startsWith('0000')) return undefined;
  const day = new Date(`${value}T00:00:00.000Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(value) ? value : undefined;
}

function readInstant(value: string): string | undefined {
  const parts = /^(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}:\d{2}(\.\d{1,3})?(Z|[+-]\d{2}:\d{2})$/.exec(value);
  if (parts?.[1] === undefined || readDate(parts[1]) === undefined) return undefined;
  const instant = new Date(value);
  if (Number.isNaN(instant.getTime())) return undefined;
  const utc = instant.toISOString();
  return /^(?!0000)\d{4}-/.test(utc) ? utc : undefined;
}

/** Neither PostgreSQL nor a request takes a number out of range, a NUL, half a surrogate pair or a `__proto__` of its own. */
function readJson(value: string): string | undefined {
  try {
    const text = JSON.stringify(JSON.parse(value, (key, part: unknown) => sound(key, part)));
    return text === 'null' ? undefined : text;
  } catch {
    return undefined;
  }
}

function sound(key: string, part: unknown): unknown {
  const texts = typeof part === 'string' ? [key, part] : [key];
  const isSound =
    key !== '__proto__' &&
    texts.every((each) => !/[\0\p{Cs}]/u.test(each)) &&
    (typeof part !== 'number' || Number.isFinite(part));
  if (!isSound) throw new RangeError(`not storable: ${key}`);
  return part;
}
