import { z } from 'zod';
import { expect, it } from 'vitest';
import { definitionOf } from '../../src/resource/types/types.js';
import { parseField } from '../../src/resource/language/field-language.js';
import { within } from '../../src/resource/patterns/time-limit.js';

/** The schema of a request's field, as generated. */
function schemaOf(text: string): z.ZodType {
  const field = parseField(text);
  if (field.kind !== 'scalar') throw new Error(`${text} is a relation.`);
  return new Function('z', `return ${definitionOf(field).schema.body(field)};`)(z) as z.ZodType;
}

/** About what a body of 100 kB has room for; `.+@.+` tries it in five billion ways. */
const huge = `${'@'.repeat(99_000)}\n!`;

it.each(['a:string:pattern=.+@.+', 'a:text:max=500:pattern=.+@.+'])(
  '%s: a text that is too long is refused before its pattern is tried',
  (text) => {
    const schema = schemaOf(text);
    const result = within(5_000, () => schema.safeParse(huge));
    expect(result?.error?.issues.map(({ code }) => code)).toEqual(['too_big']);
    expect(schema.safeParse('a@b').success).toBe(true);
    expect(schema.safeParse('a').error?.issues.map(({ code }) => code)).toEqual(['invalid_format']);
  },
);
