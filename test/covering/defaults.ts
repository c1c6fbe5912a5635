import { expect } from 'vitest';
import type { Resource, ScalarField } from '../../src/resource/model.js';
import { expected, type Json, objectOf } from '../bar/http.js';
import type { Live } from '../bar/subject.js';
import { itemPath } from '../bar/world.js';

/** Leaves out whatever may be left out, and looks for the default of each field in the answer and in the row. */
export async function storeDefaults({ client, world }: Live): Promise<void> {
  for (const resource of world.resources) {
    const wanted = defaultsOf(resource);
    if (Object.keys(wanted).length === 0) continue;
    const made = objectOf(expected(await world.tryCreate(resource, {}, 'required'), 201));
    expect(made, resource.name).toMatchObject(wanted);
    const path = itemPath(resource).replace('{id}', String(made['id']));
    const token = (await world.mighty())?.token;
    expect(objectOf(expected(await client.get(path, { token }), 200)), resource.name).toMatchObject(wanted);
  }
}

const defaultsOf = ({ fields }: Resource): Json =>
  Object.fromEntries(
    fields
      .filter((field) => field.kind === 'scalar')
      .filter((field) => !field.hidden && field.default !== undefined && field.default !== 'now')
      .map((field) => [field.name, defaultValue(field)]),
  );

/** A default as JSON has it. */
export const defaultValue = ({ type, default: value }: ScalarField): unknown =>
  type === 'json' ? JSON.parse(String(value)) : value;
