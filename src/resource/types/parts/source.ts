import { stringLiteral } from '../../../core/quoting.js';
import type { Value } from '../definition.js';

export const is = (source: string) => () => source;

/** A value in TypeScript that is the same in JSON. */
export const literal = (value: Value): string =>
  typeof value === 'string' ? stringLiteral(value) : String(value);

/** What a schema without a transform ends in: a text's default is looked at by it, so that it is spelt like any other. */
export const absent = (value: Value | null): string =>
  typeof value === 'string' ? `.prefault(${stringLiteral(value)})` : `.default(${String(value)})`;

/** An argument of a function of the project: `{ min: '0.50' }`, or nothing. */
export const options = (entries: Readonly<Record<string, string | number | undefined>>): string => {
  const given = Object.entries(entries).filter(([, value]) => value !== undefined);
  return given.length === 0
    ? ''
    : `{ ${given.map(([key, value]) => `${key}: ${String(value)}`).join(', ')} }`;
};

export const textBound = (value: number | string | undefined): string | undefined =>
  value === undefined ? undefined : stringLiteral(String(value));
