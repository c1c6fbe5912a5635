import type { UsageError } from '../../core/errors.js';
import { readDescription } from '../descriptions.js';
import { distinctValues, fewestUnique } from '../fields/distinct-values.js';
import type { Given } from '../fields/modifiers.js';
import type { FieldTokens } from './field-tokens.js';
import { compareValues } from '../fields/field-values.js';
import type { ScalarField, ScalarType } from '../model.js';
import { argumentOf } from './scalar-argument.js';
import { checkPattern, patternOf } from '../patterns/scalar-pattern.js';
import { shortestSearch } from '../fields/search-length.js';
import { wholePattern } from '../patterns/whole-pattern.js';
import { longestKey, sortsByDefault } from '../fields/sorting.js';
import { soundsSecret } from '../fields/secret-names.js';
import type { Digits, Length, Value } from '../types/definition.js';
import { definitionOf, types } from '../types/types.js';
import { oneOf, quote, fieldError } from '../wording.js';

const longestDefault = 1000;

/** A column from its words, every flag filled. */
export function scalarField(tokens: FieldTokens, type: ScalarType, given: Given): ScalarField {
  const { text, name } = tokens;
  checkFlags(text, type, given);
  if (!given.has('hidden') && soundsSecret(name, type)) throw wouldShow(tokens);
  const { implied = [] } = types[type].language;
  const digits = digitsOf(text, type, given);
  const base = {
    kind: 'scalar',
    name,
    type,
    optional: given.has('optional'),
    unique: implied.includes('unique') || given.has('unique'),
    index: given.has('index'),
    searchable: given.has('searchable'),
    hidden: isHidden(given),
    readonly: implied.includes('readonly') || given.has('readonly'),
  } as const;
  const own = {
    ...base,
    ...argumentOf(tokens, type),
    ...digits,
    ...boundsOf(text, type, given, digits),
    ...patternOf(text, type, given),
  };
  const field: ScalarField = {
    ...own,
    sortable: given.has('sortable') ? isAsked('sortable', given) : sortsByDefault(own),
    ...(given.has('lookup') && { lookup: true }),
  };
  if (field.searchable) checkSearchable(text, field);
  if (given.has('unique')) checkUnique(text, field);
  if (field.lookup) checkLookup(text, field);
  checkPattern(text, field);
  return { ...field, ...defaultOf(text, field, given, digits), ...descriptionOf(text, given) };
}

function checkSearchable(text: string, { max }: ScalarField): void {
  if (max === undefined || Number(max) >= shortestSearch) return;
  throw fieldError(
    text,
    `no search would find a value of at most ${max} characters: it has at least ${shortestSearch} itself`,
    'Remove "searchable" (a filter finds the value), or allow longer ones.',
  );
}

function descriptionOf(text: string, given: Given): Pick<ScalarField, 'description'> {
  const written = given.get('description');
  if (written === undefined) return {};
  return { description: readDescription(written, (what, remedy) => fieldError(text, what, remedy)) };
}

/** A flag that may be denied: `hidden=false`. */
const isAsked = (flag: 'hidden' | 'sortable', given: Given): boolean =>
  given.has(flag) && given.get(flag) !== 'false';

const isHidden = (given: Given): boolean => isAsked('hidden', given);

/** A field that says nothing is in every response. */
function wouldShow({ text, name, type }: FieldTokens): UsageError {
  const signIn = /passw/i.test(name)
    ? ' For people who sign in, use the feature auth-jwt: its user entity stores a hash.'
    : '';
  return fieldError(
    text,
    `${quote(name)} sounds like a secret, and every response would show it`,
    `Write "${name}:${type}:hidden": requests set it, no response shows it. If it is no secret, write "hidden=false".${signIn}`,
  );
}

function checkUnique(text: string, field: ScalarField): void {
  const values = distinctValues(field);
  if (values >= fewestUnique) return;
  throw fieldError(
    text,
    `with ${values === 1 ? 'one possible value' : `${values} possible values`}, "unique" allows no more rows than that`,
    `Allow at least ${fewestUnique} values, use an enum, or remove "unique".`,
  );
}

/** One row at most is found by a value, which is in its path. */
function checkLookup(text: string, field: ScalarField): void {
  const { unique, hidden, min } = field;
  if (!unique)
    throw fieldError(
      text,
      'several rows may have the value that "lookup" is to find one by',
      'Add "unique", or remove "lookup": a filter of the list finds them all.',
    );
  if (hidden)
    throw fieldError(
      text,
      'a path would show what is "hidden", and logs have paths',
      'Remove "lookup" or "hidden".',
    );
  if (definitionOf(field).values.length !== undefined && min !== undefined && Number(min) === 0)
    throw fieldError(
      text,
      'with min=0 a value may be empty, and a path has no empty part',
      'Remove "min" or "lookup".',
    );
}

function checkFlags(text: string, type: ScalarType, given: Given): void {
  const refuse = (what: string, remedy: string) => {
    throw fieldError(text, what, remedy);
  };
  if (given.has('unique') && given.has('index')) refuse('"unique" has an index already', 'Remove "index".');
  if (isHidden(given) && given.has('searchable')) {
    refuse('a search would reveal what is "hidden"', 'Remove "searchable" or "hidden".');
  }
  if (isHidden(given) && isAsked('sortable', given)) {
    refuse('an order would reveal what is "hidden"', 'Remove "sortable" or "hidden".');
  }
  const isFilled = types[type].language.implied?.includes('readonly') === true;
  if (!isFilled && given.has('readonly') && !given.has('optional') && !given.has('default')) {
    refuse('nothing could fill it: it is required and "readonly"', 'Add :optional or :default=….');
  }
  const byDefault = given.get('default');
  if (given.has('unique') && byDefault !== undefined && !types[type].values.moving?.has(byDefault)) {
    refuse('a second row with the default would break "unique"', 'Remove "default" or "unique".');
  }
}

function digitsOf(text: string, type: ScalarType, given: Given): Digits {
  const usual = types[type].values.digits;
  if (usual === undefined) return {};
  const precision = whole(text, 'precision', given, { least: 1, most: 1000 }) ?? usual.precision;
  const scale = whole(text, 'scale', given, { least: 0, most: 1000 }) ?? usual.scale;
  if (scale <= precision) return { precision, scale };
  throw fieldError(
    text,
    `scale ${scale} is more than precision ${precision}`,
    'Give a precision of at least the scale: it counts all digits.',
  );
}

type Bounds = Pick<ScalarField, 'min' | 'max'>;

function boundsOf(text: string, type: ScalarType, given: Given, digits: Digits): Bounds {
  const { length } = types[type].values;
  const bounds = length === undefined ? values(text, type, given, digits) : lengths(text, length, given);
  const { min, max } = bounds;
  if (min === undefined || max === undefined || compareValues(type, min, max) <= 0) return bounds;
  throw fieldError(text, `min ${min} is more than max ${max}`, 'Swap them.');
}

function lengths(text: string, { usual, shortest, longest }: Length, given: Given): Bounds {
  const indexed = given.has('unique') || given.has('index') || isAsked('sortable', given);
  const min = whole(text, 'min', given, { least: 0, most: longest });
  const max =
    whole(text, 'max', given, { least: shortest, most: longest }) ?? usual?.[indexed ? 'indexed' : 'plain'];
  if (indexed && max !== undefined && max > longestKey) {
    throw fieldError(
      text,
      `a value of ${max} characters does not fit an index`,
      `Use max=${longestKey} or less, or remove "unique", "index" or "sortable".`,
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

function defaultOf(text: string, field: ScalarField, given: Given, digits: Digits): { default?: Value } {
  const written = given.get('default');
  if (written === undefined) return {};
  if (written.length > longestDefault)
    throw fieldError(text, `the default has ${written.length} characters`, `Use at most ${longestDefault}.`);
  const moving = definitionOf(field).values.moving?.get(written);
  if (moving !== undefined) {
    checkDefault(text, field, moving(), written);
    return { default: written };
  }
  const value = valueOf(text, 'default', field.type, written, digits);
  checkDefault(text, field, value);
  return { default: value };
}

function checkDefault(text: string, field: ScalarField, value: Value, written = String(value)): void {
  const refuse = (why: string) => {
    throw fieldError(text, `the default ${quote(written)} ${why}`, 'Change the default or the limit.');
  };
  if (field.values !== undefined && !field.values.some((allowed) => allowed === value)) {
    refuse(`is not one of ${oneOf(field.values)}`);
  }
  if (typeof value === 'boolean') return;
  const isText = definitionOf(field).values.length !== undefined;
  const measure = isText ? String(value).length : value;
  const min = field.min ?? (isText ? 1 : undefined);
  if (min !== undefined && compareValues(field.type, measure, min) < 0) {
    refuse(field.min === undefined ? 'is below min=1, which a text has by itself' : `is below min=${min}`);
  }
  if (field.max !== undefined && compareValues(field.type, measure, field.max) > 0)
    refuse(`is above max=${field.max}`);
  if (field.pattern !== undefined && !wholePattern(field.pattern).test(String(value))) {
    refuse('does not match the pattern');
  }
}

function valueOf(text: string, name: string, type: ScalarType, value: string, digits: Digits): Value {
  const kind = types[type].values;
  const read = kind.read(value, digits);
  if (read !== undefined) return read;
  throw fieldError(text, `${name}=${quote(value)} does not suit ${type}`, `It must be ${kind.expected}.`);
}
