import type { Field, Resource, ScalarField } from '../../../src/resource/model.js';
import { foreignKeyName } from '../../../src/resource/names.js';
import { type Check, noFlaws, noResources } from '../check.js';
import { type Operation, propertiesOf, requiredOf } from '../document.js';
import { type Answer, expected, isObject, type Json, objectOf, show } from '../http.js';
import type { Live } from '../subject.js';
import { itemPath, listPath } from '../world.js';

const r8: Check = {
  item: 'R8',
  title: 'PATCH changes what is named and only that; PUT replaces in full',
  how: 'PATCH is a partial schema that refuses `{}`; PUT is the schema of creation, with its defaults.',
  async run(subject) {
    const live = await subject.live();
    if (live.world.resources.length === 0) return noResources;
    const flaws: string[] = [];
    for (const resource of live.world.resources) {
      flaws.push(...(await flawsOfPatch(live, resource)), ...(await flawsOfPut(live, resource)));
    }
    noFlaws(flaws);
  },
};

function operationOf({ document }: Live, method: string, resource: Resource): Operation {
  const operation = document.find(method, itemPath(resource));
  if (!operation?.body) throw new Error(`There is no ${method} with a body of ${itemPath(resource)}.`);
  return operation;
}

async function flawsOfPatch(live: Live, resource: Resource): Promise<readonly string[]> {
  const { client, document, world } = live;
  const token = (await world.writerOf(resource))?.token;
  const operation = operationOf(live, 'patch', resource);
  const before = await world.create(resource);
  const path = `${listPath(resource)}/${String(before['id'])}`;
  const patch = (body: Json): Promise<Answer> => client.ask('patch', path, { token, body });
  const flaws: string[] = [];
  const empty = await patch({});
  if (empty.status < 400 || empty.status >= 500) flaws.push(`{}: ${show(empty)}`);

  const others = await world.bodyFor(operation);
  for (const name of Object.keys(propertiesOf(document, operation.body))) {
    // The parent of a root: there is no value to try but null.
    const body = { [name]: others[name] ?? null };
    const row = objectOf(expected(await client.get(path, { token }), 200));
    const once = expected(await patch(body), 200);
    const twice = expected(await patch(body), 200);
    const changed = differences(row, objectOf(once)).filter((key) => key !== name && key !== 'updatedAt');
    if (changed.length > 0) flaws.push(`PATCH of ${name} changed ${changed.join(', ')}`);
    const again = differences(objectOf(once), objectOf(twice)).filter((key) => key !== 'updatedAt');
    if (again.length > 0) flaws.push(`PATCH of ${name} twice differs in ${again.join(', ')}`);
    const nothing = await patch({ [name]: null });
    const wanted = isOptional(resource, name) ? 200 : 422;
    if (nothing.status !== wanted) flaws.push(`null, ${wanted} expected: ${show(nothing)}`);
    else if (wanted === 200 && objectOf(nothing)[name] !== null && shown(resource, name)) {
      flaws.push(`null was ignored: ${show(nothing)}`);
    }
  }
  return flaws;
}

/** PUT with the required fields alone takes every other one back to its default, or to null. */
async function flawsOfPut(live: Live, resource: Resource): Promise<readonly string[]> {
  const { client, world } = live;
  const token = (await world.writerOf(resource))?.token;
  const operation = operationOf(live, 'put', resource);
  const row = await world.create(resource);
  const path = `${listPath(resource)}/${String(row['id'])}`;
  const flaws: string[] = [];
  const least = await world.bodyFor(operation, 'required');
  for (const name of requiredOf(operation.body)) {
    const { [name]: _, ...rest } = least;
    const answer = await client.ask('put', path, { token, body: rest });
    if (answer.status !== 422) flaws.push(`PUT without ${name}: ${show(answer)}`);
  }
  const replaced = objectOf(expected(await client.ask('put', path, { token, body: least }), 200));
  for (const field of resource.fields.filter(isPlain)) {
    if (field.name in least || field.readonly || field.hidden) continue;
    const wanted = field.default ?? null;
    if (wanted === 'now') continue;
    if (replaced[field.name] !== wanted)
      flaws.push(`PUT left ${field.name} at ${String(replaced[field.name])}`);
  }
  return flaws;
}

const isPlain = (field: Field): field is ScalarField => field.kind === 'scalar';

function isOptional(resource: Resource, name: string): boolean {
  return resource.fields.some(
    (field) =>
      (field.kind === 'scalar' && field.name === name && field.optional) ||
      (field.kind === 'belongsTo' && foreignKeyName(field.name) === name && field.optional),
  );
}

const shown = (resource: Resource, name: string): boolean =>
  !resource.fields.some((field) => field.kind === 'scalar' && field.name === name && field.hidden);

function differences(left: Json, right: Json): readonly string[] {
  const keys = [...new Set([...Object.keys(left), ...Object.keys(right)])];
  return keys.filter((key) => text(left[key]) !== text(right[key]));
}

const text = (value: unknown): string =>
  Array.isArray(value) && !value.some(isObject)
    ? JSON.stringify(value.toSorted())
    : (JSON.stringify(value) ?? '');

export const restWriteChecks: readonly Check[] = [r8];
