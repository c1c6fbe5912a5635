import { z } from 'zod';
import { describe, expect, it } from 'vitest';
import { rowSampleSource, sampleSource } from '../../src/features/resource/samples.js';
import { definitionOf } from '../../src/resource/types/types.js';
import type { ScalarField } from '../../src/resource/model.js';
import { parseField } from '../../src/resource/language/field-language.js';
import * as fields from '../../templates/resource/fields/src/platform/fields.js';

const rows = 300;

const scalar = (text: string): ScalarField => {
  const field = parseField(text);
  if (field.kind !== 'scalar') throw new Error(`${text} is a relation.`);
  return field;
};

/** The source as the generated test runs it. */
const sampler = (source: string): ((count: number) => unknown) =>
  new Function('count', `return ${source};`) as (count: number) => unknown;

const schemaOf = (field: ScalarField): z.ZodType =>
  new Function('z', ...Object.keys(fields), `return ${definitionOf(field).schema.body(field)};`)(
    z,
    ...Object.values(fields),
  ) as z.ZodType;

const bounded = [
  'a:string',
  'a:string:max=1',
  'averylongname:string:min=5:max=5',
  'a:string:min=250',
  'a:text:min=300:max=301',
  'a:email:max=6',
  'a:email:max=20',
  'a:url:max=11',
  'a:url:max=20',
  'a:uuid',
  'a:integer:min=1:max=1',
  'a:integer:max=2147483647',
  'a:integer:min=-2147483648:max=-2147483640',
  'a:integer:max=-2147483600',
  'a:integer:min=2147483600',
  'a:bigint:min=-9223372036854775808:max=-9223372036854775800',
  'a:bigint:max=9223372036854775807',
  'a:float:min=0.5:max=0.5',
  'a:float:min=0.1:max=0.2',
  'a:float:max=-3.5',
  'a:float:min=1e300:max=1.5e300',
  'a:float:max=-1.7e308',
  'a:decimal',
  'a:decimal:precision=3:scale=3',
  'a:decimal:precision=5:scale=0:max=-1',
  'a:decimal:min=0.01:max=0.02',
  'a:decimal:min=-0.05:max=0.03',
  'a:date',
  'a:date:min=2030-12-31:max=2030-12-31',
  'a:date:min=9999-12-30',
  'a:datetime:min=2030-01-01T00\\:00\\:00Z:max=2030-01-01T00\\:00\\:00.005Z',
  'a:datetime:max=0001-01-02T00\\:00\\:00Z',
  'a:time',
  'a:time:min=23:59:59',
  'a:time:max=00:00',
  'a:time:min=08:00:max=08:00:01',
  'a:boolean',
  'a:json',
  'a:enum=one,two',
  'a:string:pattern=[A-Z]{2}[0-9]{4}',
];

const unique = [
  'a:string:unique',
  'averylongname:string:max=2:unique',
  'a:string:min=3:max=3:unique',
  'a:string:min=3:max=3:pattern=[A-Z]{3}:unique',
  'a:string:pattern=[a-zA-Z]:unique',
  'a:email:unique',
  'a:email:max=8:unique',
  'a:url:unique',
  'a:url:max=12:unique',
  'a:uuid:unique',
  'a:integer:unique',
  'a:integer:min=1:max=20:unique',
  'a:integer:max=5:unique',
  'a:bigint:unique',
  'a:bigint:min=9223372036854775000:unique',
  'a:bigint:max=-9223372036854775000:unique',
  'a:float:unique',
  'a:float:min=0:max=1:unique',
  'a:float:max=0.5:unique',
  'a:decimal:unique',
  'a:decimal:precision=2:scale=2:unique',
  'a:decimal:precision=30:scale=20:min=1234567890.5:unique',
  'a:decimal:precision=4:scale=1:max=-5.5:unique',
  'a:decimal:precision=4:scale=0:min=-10:max=9:unique',
  'a:date:unique',
  'a:date:unique:max=2030-12-31',
  'a:date:unique:min=9999-11-30',
  'a:date:unique:max=0001-02-01',
  'a:datetime:unique',
  'a:datetime:unique:min=2030-01-01T00\\:00\\:00Z:max=2030-01-01T00\\:00\\:00.050Z',
  'a:datetime:unique:max=2030-01-01T00\\:00\\:00Z',
  'a:time:unique',
  'a:time:unique:min=23:59:40',
  'a:time:unique:min=12:00:max=12:00:19',
  'a:time:unique:max=00:00:19',
];

describe('samples', () => {
  it.each([...bounded, ...unique])('of %s are valid', (text) => {
    const field = scalar(text);
    const schema = schemaOf(field);
    const [sample, rowSample] = [sampleSource, rowSampleSource].map((source) =>
      sampler(source(field, 'count')),
    );
    for (let count = 1; count <= rows; count += 1) {
      const value = sample?.(count);
      expect(schema.safeParse(value), `${JSON.stringify(value)}`).toMatchObject({ success: true });
      const row = rowSample?.(count);
      if (field.type === 'datetime') expect((row as Date).toISOString()).toBe(value);
      // As it comes back from the database.
      else if (field.type !== 'json') expect(schema.parse(value)).toEqual(row);
    }
  });

  it.each(unique)('of %s differ, whatever their letter case', (text) => {
    const sample = sampler(sampleSource(scalar(text), 'count'));
    for (let first = 1; first <= rows; first += 1) {
      const values = Array.from({ length: 20 }, (_, index) => String(sample(first + index)).toLowerCase());
      expect(new Set(values).size).toBe(20);
    }
  });
});
