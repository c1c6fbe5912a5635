import type { Given } from './field-language.js';
import type { FieldTokens } from './field-tokens.js';
import { compareValues, type Digits, type Value, valueKinds } from './field-values.js';
import type { ScalarField, ScalarType } from './model.js';
import { checkFieldName } from './names-check.js';
import { oneOf, quote, fieldError } from './wording.js';

/** The longest string PostgreSQL takes in a varchar. */
const longestText = 10_485_760;
/** An index entry holds 2704 bytes; a character has up to four. */
const longestKey = 676;
const longestMatched = 4096;
const longestDefault = 1000;

/** The `max` a type has where none is given. An index would not hold every URL, so an indexed one is shorter. */
export const defaultMax: Readonly<
  Partial<Record<ScalarType, { readonly plain: number; readonly indexed: number }>>
> = {
  string: { plain: 255, indexed: 255 },
  email: { plain: 254, indexed: 254 },
  url: { plain: 2048, indexed: 600 },
  slug: { plain: 255, indexed: 255 },
};
export const defaultDigits: Digits = { precision: 12, scale: 2 };

/** A column from its words, every flag filled. */
export function scalarField(tokens: FieldTokens, type: ScalarType, given: Given): ScalarField {
  const { text, name } = tokens;
  checkFlags(text, type, given);
  const isSlug = type === 'slug';
  const digits = digitsOf(text, given);
  const base = {
    kind: 'scalar',
    name,
    type,
    optional: given.has('optional'),
    unique: isSlug || given.has('unique'),
    index: given.has('index'),
    searchable: given.has('searchable'),
    hidden: given.has('hidden'),
    readonly: isSlug || given.has('readonly'),
  } as const;
  const field: ScalarField = {
    ...base,
    ...argumentOf(tokens, type),
    ...(type === 'decimal' ? digits : {}),
    ...boundsOf(text, type, given, digits),
    ...patternOf(text, type, given),
  };
  return { ...field, ...defaultOf(text, field, given, digits) };
}

function checkFlags(text: string, type: ScalarType, given: Given): void {
  const refuse = (what: string, remedy: string) => {
    throw fieldError(text, what, remedy);
  };
  if (given.has('unique') && given.has('index')) refuse('"unique" has an index already', 'Remove "index".');
  if (given.has('hidden') && given.has('searchable')) {
    refuse('a search would reveal what is "hidden"', 'Remove "searchable" or "hidden".');
  }
  if (type !== 'slug' && given.has('readonly') && !given.has('optional') && !given.has('default')) {
    refuse('nothing could fill it: it is required and "readonly"', 'Add :optional or :default=….');
  }
  if (given.has('unique') && given.has('default') && given.get('default') !== 'now') {
    refuse('a second row with the default would break "unique"', 'Remove "default" or "unique".');
  }
}

function argumentOf(
  { text, name, type, argument }: FieldTokens,
  kind: ScalarType,
): { values?: string[]; source?: string } {
  if (kind === 'enum') return { values: enumValues(text, name, argument ?? '') };
  if (kind === 'slug') return { source: slugSource(text, name, argument ?? '') };
  if (argument === undefined) return {};
  throw fieldError(
    text,
    `${type} takes no "=${argument.slice(0, 40)}"`,
    `Write ${name}:${type}, or a default as ${name}:${type}:default=….`,
  );
}

function enumValues(text: string, name: string, argument: string): string[] {
  const values = argument.split(',');
  if (argument === '') throw fieldError(text, 'enum needs its values', `Write ${name}:enum=draft,published.`);
  if (values.length > 100)
    throw fieldError(
      text,
      `enum has ${values.length} values`,
      'Use at most 100, or a resource of their own and belongsTo.',
    );
  const wrong = values.find((value) => valueKinds.enum.read(value, defaultDigits) === undefined);
  if (wrong !== undefined) {
    throw fieldError(
      text,
      `${quote(wrong)} is no enum value`,
      'Use 1 to 63 letters, digits, _ or - for each, parted by commas.',
    );
  }
  const twice = values.find((value, index) => values.indexOf(value) !== index);
  if (twice !== undefined) throw fieldError(text, `the value "${twice}" is there twice`, 'Keep one of them.');
  return values;
}

function slugSource(text: string, name: string, source: string): string {
  if (source === '')
    throw fieldError(text, 'slug needs the field it is made from', `Write ${name}:slug=title.`);
  checkFieldName(source, text);
  return source;
}

function digitsOf(text: string, given: Given): Digits {
  const precision = whole(text, 'precision', given, { least: 1, most: 1000 }) ?? defaultDigits.precision;
  const scale = whole(text, 'scale', given, { least: 0, most: 1000 }) ?? defaultDigits.scale;
  if (scale <= precision) return { precision, scale };
  throw fieldError(
    text,
    `scale ${scale} is more than precision ${precision}`,
    'Give a precision of at least the scale: it counts all digits.',
  );
}

type Bounds = Pick<ScalarField, 'min' | 'max'>;

function boundsOf(text: string, type: ScalarType, given: Given, digits: Digits): Bounds {
  const bounds = isText(type) ? lengths(text, type, given) : values(text, type, given, digits);
  const { min, max } = bounds;
  if (min === undefined || max === undefined || compareValues(type, min, max) <= 0) return bounds;
  throw fieldError(text, `min ${min} is more than max ${max}`, 'Swap them.');
}

const isText = (type: ScalarType) => type === 'text' || defaultMax[type] !== undefined;

function lengths(text: string, type: ScalarType, given: Given): Bounds {
  const indexed = given.has('unique') || given.has('index');
  const min = whole(text, 'min', given, { least: 0, most: longestText });
  const usual = defaultMax[type]?.[indexed ? 'indexed' : 'plain'];
  const max = whole(text, 'max', given, { least: 1, most: longestText }) ?? usual;
  if (indexed && max !== undefined && max > longestKey) {
    throw fieldError(
      text,
      `a value of ${max} characters does not fit an index`,
      `Use max=${longestKey} or less, or remove "unique" or "index".`,
    );
  }
  return { ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }) };
}

function values(text: string, type: ScalarType, given: Given, digits: Digits): Bounds {
  const read = (name: 'min' | 'max') => {
    const value = given.get(name);
    if (value === undefined) return {};
    return { [name]: valueOf(text, name, type, value, digits) };
  };
  return { ...read('min'), ...read('max') };
}

function whole(
  text: string,
  name: 'min' | 'max' | 'precision' | 'scale',
  given: Given,
  range: { least: number; most: number },
): number | undefined {
  const value = given.get(name);
  if (value === undefined) return undefined;
  const number = /^\d{1,9}$/.test(value) ? Number(value) : -1;
  if (number >= range.least && number <= range.most) return number;
  throw fieldError(
    text,
    `${name}=${quote(value)} is not possible`,
    `Use a whole number from ${range.least} to ${range.most}.`,
  );
}

function patternOf(text: string, type: ScalarType, given: Given): { pattern?: string } {
  const pattern = given.get('pattern');
  if (pattern === undefined) return {};
  if (/^\/.*\/[a-z]*$/.test(pattern))
    throw fieldError(text, 'the pattern stands between slashes', 'Leave the slashes out.');
  if (pattern === '' || pattern.length > 500)
    throw fieldError(text, `the pattern has ${pattern.length} characters`, 'Use 1 to 500.');
  const flaw = patternFlaw(pattern);
  if (flaw !== undefined)
    throw fieldError(
      text,
      `the pattern is no regular expression: ${flaw}`,
      'Mend it; it is compiled with the u flag.',
    );
  checkMatchedLength(text, type, given);
  return { pattern };
}

/** A pattern that backtracks must not be fed text without end. */
function checkMatchedLength(text: string, type: ScalarType, given: Given): void {
  if (type === 'text' && !given.has('max')) {
    throw fieldError(
      text,
      'a pattern over text of any length can be made to take for ever',
      `Add :max=… (at most ${longestMatched}).`,
    );
  }
  if (Number(given.get('max') ?? 0) > longestMatched) {
    throw fieldError(
      text,
      `a pattern over ${given.get('max')} characters can be made to take for ever`,
      `Use max=${longestMatched} or less.`,
    );
  }
}

function patternFlaw(pattern: string): string | undefined {
  try {
    // Alone first: `a)(b` is sound only between the brackets that the second adds.
    for (const source of [pattern, `^(?:${pattern})$`]) new RegExp(source, 'u');
    return /[\p{Cc}\p{Cs}]/u.test(pattern) ? 'it holds control characters' : undefined;
  } catch (error) {
    return error instanceof Error ? error.message.replace(/^.*\/u: /s, '').toLowerCase() : String(error);
  }
}

function defaultOf(text: string, field: ScalarField, given: Given, digits: Digits): { default?: Value } {
  const written = given.get('default');
  if (written === undefined) return {};
  if (written.length > longestDefault)
    throw fieldError(text, `the default has ${written.length} characters`, `Use at most ${longestDefault}.`);
  if (field.type === 'datetime' && written === 'now') return { default: 'now' };
  const value = valueOf(text, 'default', field.type, written, digits);
  checkDefault(text, field, value);
  return { default: value };
}

function checkDefault(text: string, field: ScalarField, value: Value): void {
  const refuse = (why: string) => {
    throw fieldError(text, `the default ${quote(String(value))} ${why}`, 'Change the default or the limit.');
  };
  if (field.values !== undefined && !field.values.some((allowed) => allowed === value)) {
    refuse(`is not one of ${oneOf(field.values)}`);
  }
  if (typeof value === 'boolean') return;
  const measure = isText(field.type) ? [...String(value)].length : value;
  if (field.min !== undefined && compareValues(field.type, measure, field.min) < 0)
    refuse(`is below min=${field.min}`);
  if (field.max !== undefined && compareValues(field.type, measure, field.max) > 0)
    refuse(`is above max=${field.max}`);
  if (field.pattern !== undefined && !new RegExp(`^(?:${field.pattern})$`, 'u').test(String(value))) {
    refuse('does not match the pattern');
  }
}

function valueOf(text: string, name: string, type: ScalarType, value: string, digits: Digits): Value {
  const kind = valueKinds[type];
  const read = kind.read(value, digits);
  if (read !== undefined) return read;
  throw fieldError(text, `${name}=${quote(value)} does not suit ${type}`, `It must be ${kind.expected}.`);
}
