import { describe, expect, it } from 'vitest';
import type { ParsedResource } from '../../src/resource/parsed.js';
import { parseResource } from '../../src/resource/language/field-language.js';
import { representative } from './blog.js';
import { everyType } from './every-type.js';
import { adapterPairs, choices, creation, fieldRemoval, fieldRename, filesOf, withoutOrder } from './planning.js';
import { relations } from './relations.js';

/** The representative resources with one more field on one of them. */
const withField = (name: string, text: string): readonly ParsedResource[] =>
  representative.map((one) =>
    one.name === name ? { ...one, fields: [...one.fields, ...parseResource('Any', [text]).fields] } : one,
  );

const isFar = (text: string): boolean => /:has(?:Many|One)=/.test(text);

const removals = [...everyType.map((text) => ['Reading', text] as const), ...relations].filter(
  ([, text]) => !isFar(text),
);

const renames = representative.flatMap(({ name, fields }) => fields.map((field) => [name, field.name] as const));

describe.each(adapterPairs)('on $http', (adapters) => {
  const created = async (resources: readonly ParsedResource[]) =>
    filesOf(await creation({ adapters, features: choices, resources }));

  it.each(removals)('a field is removed as if it had never been there: %s %s', async (name, text) => {
    const plan = await fieldRemoval(await created(withField(name, text)), name, [text.split(':')[0] ?? ''], 60);
    expect(plan.manual).toEqual([]);
    expect(withoutOrder(filesOf(plan))).toEqual(withoutOrder(await created(representative)));
  });

  it.each(renames)('a field is renamed as if it had been called so: %s.%s', async (name, from) => {
    const to = `other${from.charAt(0).toUpperCase()}${from.slice(1)}`;
    const renamed = representative.map((one) =>
      one.name !== name
        ? one
        : {
            ...one,
            fields: one.fields.map((field) => ({
              ...field,
              ...(field.name === from && { name: to }),
              ...('source' in field && field.source === from && { source: to }),
            })),
          },
    ) as readonly ParsedResource[];
    const plan = await fieldRename(await created(representative), name, [from, to], 60);
    expect(plan.manual).toEqual([]);
    expect(withoutOrder(filesOf(plan))).toEqual(withoutOrder(await created(renamed)));
  });
});
