import type { ScalarField } from '../../../resource/model.js';
import type { Shape } from '../../../resource/shape.js';
import type { Cast } from '../cast.js';
import { zodFields } from '../zod-fields.js';

/** Filters and search. */
export function listTests(shape: Shape, cast: Cast): string {
  const blocks: string[] = [];
  const filterable = shape.visible.find(
    (field) => isFilterable(field) && !field.readonly && field.type !== 'slug',
  );
  const create = `await create${shape.names.pascal}(app${cast.owned});`;
  if (filterable) {
    blocks.push(
      [
        `it('filters by ${filterable.name}', async () => {`,
        `const { ${filterable.name} } = ${create}`,
        `const answer = await app.http.get(path)${cast.asReader}.query({ ${filterable.name}: ${filterValue(filterable)}, limit: 100 }).expect(200);`,
        'expect(answer.body.data.length).toBeGreaterThan(0);',
        `for (const row of answer.body.data) expect(row.${filterable.name}).toEqual(${viewValue(filterable)});`,
        '});',
      ].join('\n'),
    );
  }
  const searchable = shape.scalars.find((field) => field.searchable && !field.readonly && !field.optional);
  if (searchable) {
    blocks.push(
      [
        `it('searches, and takes % for a letter', async () => {`,
        `const row = ${create}`,
        `const found = await app.http.get(path)${cast.asReader}.query({ search: row.${searchable.name}.slice(0, 100), limit: 100 }).expect(200);`,
        'expect(found.body.data.map(({ id }: { id: string }) => id)).toContain(row.id);',
        `const nothing = await app.http.get(path)${cast.asReader}.query({ search: '%_%' }).expect(200);`,
        'expect(nothing.body.data).toEqual([]);',
        '});',
      ].join('\n'),
    );
  }
  return blocks.join('\n\n');
}

const isFilterable = (field: ScalarField): boolean =>
  zodFields[field.type].filter !== undefined && !field.optional;

const filterValue = (field: ScalarField): string => {
  if (field.type === 'datetime') return `${field.name}.toISOString()`;
  return field.type === 'boolean' ? `String(${field.name})` : field.name;
};

const viewValue = (field: ScalarField): string =>
  field.type === 'datetime' ? `${field.name}.toISOString()` : field.name;
