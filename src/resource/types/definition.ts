import type { ModifierName } from '../fields/modifiers.js';
import type { ScalarField, ScalarType } from '../model.js';
import type { Column, Limits } from './column.js';

/** All that is known of a field type. Each has a file, which nothing but `types.ts` imports. */
export interface TypeDefinition {
  readonly language: Language;
  readonly values: Values;
  readonly code: Code;
  readonly schema: Schema;
  readonly samples: Samples;
  readonly column: ColumnRules;
  /** None: no check compares it with another field. */
  readonly comparison?: Comparison;
  /** None: it cannot say which rows are visible. */
  readonly visibility?: Visibility;
}

/** How a field of the type is written. */
interface Language {
  /** One line for prompts, `--help` and `plinth list`. */
  readonly about: string;
  /** What the type is called elsewhere. */
  readonly synonyms: readonly string[];
  /** What may follow it: the whole truth, from which the messages and the documentation's table are checked. */
  readonly modifiers: readonly ModifierName[];
  /** Why it cannot have some of the others; continues the sentence. */
  readonly reasons?: Readonly<Partial<Record<ModifierName, string>>>;
  /** Flags that it has always and nobody writes. */
  readonly implied?: readonly ('unique' | 'readonly')[];
  /** What stands after its `=`; none: nothing may. */
  readonly argument?: Argument;
  /** What a size as other languages have it is here: `(10,2)`. None: a size is no default that somebody meant. */
  readonly sized?: (first: string, second: string | undefined) => string;
}

interface Argument {
  /** Values to choose from, or the field that it is made from. */
  readonly kind: 'values' | 'source';
  readonly read: (written: WrittenArgument) => Pick<ScalarField, 'values' | 'source'>;
}

export interface WrittenArgument {
  /** The whole field, for messages. */
  readonly text: string;
  readonly name: string;
  /** Empty where there is none. */
  readonly argument: string;
}

export type Value = string | number | boolean;

/** Total digits and digits after the point. */
export type Digits = Pick<ScalarField, 'precision' | 'scale'>;

/** What its values are: the default, and for numbers and dates `min` and `max`, are among them. */
interface Values {
  /** The value in its JSON type and one spelling, or undefined when the text is none. */
  readonly read: (text: string, digits: Digits) => Value | undefined;
  /** Ends the sentence 'it must be …'. */
  readonly expected: string;
  /** Defaults that are another value each time, and what they are now. */
  readonly moving?: ReadonlyMap<string, () => Value>;
  /** What texts are compared by, where that is not the text; numbers are compared as they are. */
  readonly rank?: (value: number | string) => bigint;
  /** The digits where none are given. */
  readonly digits?: Required<Digits>;
  /** Of a text, whose `min` and `max` count characters. */
  readonly length?: Length;
  /** What it may hold, of a type that is counted in whole steps. */
  readonly range?: (field: ScalarField) => Range;
  /** How many values a unique index tells apart, at least, where there is no range; none: no end of them. Patterns are not looked at. */
  readonly distinct?: (field: ScalarField) => number;
  /** A secret may be one of these; none: a field of such a name is something else. */
  readonly secrets?: 'texts' | 'numbers';
  /** Text that people type: `Ann` and `ann` are the same name. */
  readonly isCaseFolded?: true;
  /** Lists are usually sorted by it. */
  readonly isSorted?: true;
  /** A slug can be made from it. */
  readonly feedsSlug?: true;
  /** Types that hold each of its values as it is: what a field with rows can become. */
  readonly becomes?: readonly ScalarType[];
  /** Why it does not become some of the others; ends a sentence. */
  readonly becomesNot?: Readonly<Partial<Record<ScalarType, string>>>;
}

export interface Length {
  /** The least `max`: shorter ones are hardly any. */
  readonly shortest: number;
  readonly longest: number;
  /** The `max` where none is given; none: it may be as long as a request. */
  readonly usual?: { readonly plain: number; readonly indexed: number };
}

/** The numbers that a field may hold, both ends included, in units of its last digit: cents for a scale of 2, days, seconds, milliseconds. */
export interface Range {
  readonly low: bigint;
  readonly high: bigint;
}

/** What it is in the project's TypeScript. */
interface Code {
  /** The type of a column's value, as the driver gives it. */
  readonly type: (field: ScalarField) => string;
  /** Source of a value as the entity holds it. */
  readonly literal: (value: Value) => string;
  /** A `Date` in the entity, and text in JSON. */
  readonly isMoment?: true;
  /** Source of a value as a query string has it, where that is not the value itself. */
  readonly inQuery?: (value: string) => string;
}

/** What it is in a request, in a response and in a list's query string, as source of zod schemas; the API document is made of them. */
interface Schema {
  readonly body: (field: ScalarField) => string;
  readonly view: (field: ScalarField) => string;
  /** What a body's schema ends in where a whole row may leave the field out: it is null then, or its default. */
  readonly absent: (value: Value | null) => string;
  /** The schema of a filter's value, and whether it has bounds (`[gte]` …); none: no filter. */
  readonly filter?: (field: ScalarField) => string;
  readonly hasBounds?: true;
  /** The schema of a path's part that a row is found by; what is longer than the field is none. None: it is no part of a path. */
  readonly lookup?: (field: ScalarField) => string;
  /** Whether an object is a value. */
  readonly takesObjects?: true;
}

/** Source of what the project's own tests send. */
interface Samples {
  /** A valid JSON value, of a unique field another for each value of the variable `count`. */
  readonly sent: (field: ScalarField, count: string) => string;
  /** The same value as the entity holds it, where that is another. */
  readonly held?: (field: ScalarField, count: string) => string;
  /** A value just beyond its `max`; `room`: the characters that a request has left for it. */
  readonly beyond?: (field: ScalarField, room: number) => string | undefined;
}

/** How its values are compared with those of another field of the row. */
export interface Comparison {
  /** Types whose values compare exactly with its own, in code and in the database. */
  readonly types: readonly ScalarType[];
  /** Its values in whole units, with so many digits after the point. */
  readonly digits: (field: ScalarField) => number;
  readonly range: (field: ScalarField) => Range;
  /** A count of units as `min` and `default` are written. */
  readonly written: (units: bigint, field: ScalarField) => number | string;
  /** Where samples begin, and how far they go, in units without digits after the point. */
  readonly usual: Range;
  /** Said as before and after, not as less and greater. */
  readonly isOfMoments?: true;
}

/** How it says which rows everybody sees; the values are those that make a row visible, undefined where none are written. */
export interface Visibility {
  /** What could be written for a field of it: `published`. */
  readonly example: (field: ScalarField) => string;
  /** What is wrong with the values, if something is. */
  readonly problem: (field: ScalarField, values: readonly string[] | undefined) => string | undefined;
  /** Source of an entity's value in tests with which everybody sees a row, another for each `count`, and of one with which not everybody does. */
  readonly shown: (field: ScalarField, values: readonly string[]) => string;
  readonly hidden: (field: ScalarField, values: readonly string[]) => string;
}

/** What a database has to know of it. */
interface ColumnRules {
  readonly of: (field: ScalarField) => Column;
  /** What the column may hold, as the request's schema has it: whoever writes past the service is held to it too. */
  readonly limits: (field: ScalarField) => Limits;
}
