import { expect } from 'vitest';
import type { Resource, ScalarField } from '../../src/resource/model.js';
import { foreignKeyName } from '../../src/resource/names.js';
import { propertiesOf } from '../bar/document.js';
import type { Live } from '../bar/subject.js';
import { itemPath, listPath } from '../bar/world.js';
import { defaultValue } from './defaults.js';

/** What the API document says of the bodies of each resource: the defaults as the spec has them, and what no answer shows. */
export function documentBodies({ document, world }: Live): void {
  for (const resource of world.resources) {
    const create = propertiesOf(document, document.find('post', listPath(resource))?.body);
    const update = propertiesOf(document, document.find('patch', itemPath(resource))?.body);
    const fields = settable(resource);
    expect(Object.keys(create), resource.name).toEqual(
      expect.arrayContaining(fields.map(({ name }) => name)),
    );
    for (const key of optionalKeys(resource)) {
      expect(create[key]?.['default'], `${resource.name}.${key}`).toBeNull();
    }
    for (const field of fields) {
      const place = `${resource.name}.${field.name}`;
      expect(create[field.name]?.['default'], place).toEqual(documentedDefault(field));
      expect(update[field.name]?.['default'], place).toBeUndefined();
      expect(create[field.name]?.['description'], place).toBe(field.description);
      expect(update[field.name]?.['description'], place).toBe(field.description);
      const writeOnly = field.hidden ? true : undefined;
      expect(
        [create, update].map((all) => all[field.name]?.['writeOnly']),
        place,
      ).toEqual([writeOnly, writeOnly]);
    }
  }
}

/** What it says of the rows of each resource, and of their fields. */
export function documentDescriptions({ document, world }: Live): void {
  for (const resource of world.resources) {
    const row = document.resolve({ $ref: `#/components/schemas/${resource.name}` });
    expect(row['description'], resource.name).toBe(resource.description);
    const shown = propertiesOf(document, row);
    for (const field of resource.fields.filter((one) => one.kind === 'scalar' && !one.hidden)) {
      const described = field.kind === 'scalar' ? field.description : undefined;
      expect(shown[field.name]?.['description'], `${resource.name}.${field.name}`).toBe(described);
    }
  }
}

const settable = ({ fields }: Resource): readonly ScalarField[] =>
  fields
    .filter((field) => field.kind === 'scalar')
    .filter(({ readonly, type }) => !readonly && type !== 'slug');

const optionalKeys = ({ fields }: Resource): readonly string[] =>
  fields
    .filter((field) => field.kind === 'belongsTo')
    .filter(({ optional }) => optional)
    .map(({ name }) => foreignKeyName(name));

/** The moment of the request is no value that a document could have. */
function documentedDefault(field: ScalarField): unknown {
  if (field.default === 'now' && field.type === 'datetime') return undefined;
  if (field.default === undefined) return field.optional ? null : undefined;
  return defaultValue(field);
}
