import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Resource, ScalarField } from '../../src/resource/model.js';
import { type Answer, expected, type Json, objectOf } from '../bar/http.js';
import { base, itemPath, listPath } from '../bar/world.js';
import { projects } from './projects.js';
import { type Opened, openSubject } from './subject.js';

const AT_ONCE = 20;

interface Contested {
  readonly resource: Resource;
  readonly field: ScalarField;
}

const times = <T>(count: number, work: (index: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, index) => work(index)));

/** Statuses with how often each came: `{ 201: 1, 409: 19 }`. */
function tally(answers: readonly Answer[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { status } of answers) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}

/** Each user has at most one row: the requests of one writer contest that before anything else. */
const isOneOfEach = ({ fields }: Resource): boolean =>
  fields.some((field) => field.kind === 'belongsTo' && field.owner && field.unique);

/** Every column that a request may set and that no two rows may share. */
const contestedOf = (resources: readonly Resource[]): readonly Contested[] =>
  resources
    .filter((resource) => !isOneOfEach(resource))
    .flatMap((resource) =>
      resource.fields
        .filter((field) => field.kind === 'scalar')
        .filter(({ unique, readonly, type }) => unique && !readonly && type !== 'slug')
        .map((field) => ({ resource, field })),
    );

/** Whether two rows may have one value, of any words, whatever else is in them. */
const mayRepeat = ({ fields, unique: lists = [] }: Resource, name: string | undefined): boolean =>
  !lists.some((list) => list.some((one) => one === name)) &&
  fields.some(
    (field) => field.kind === 'scalar' && field.name === name && !field.unique && field.pattern === undefined,
  );

describe.each(projects)('races in %s', (_title, args) => {
  let opened: Opened;
  beforeAll(async () => {
    opened = await openSubject(args);
  });
  afterAll(() => opened?.close());

  const live = () => opened.subject.live();
  const contested = () => {
    const found = contestedOf(
      opened.subject.files.resources.filter(({ operations }) => operations === undefined),
    );
    expect(found.length).toBeGreaterThan(0);
    return found;
  };

  it('D1 of many creations of one unique value, one succeeds', async () => {
    const { world } = await live();
    for (const { resource, field } of contested()) {
      const value = await newValue(resource, field);
      const answers = await times(AT_ONCE, () => world.tryCreate(resource, { [field.name]: value }));
      expect(tally(answers), `${resource.name}.${field.name}`).toEqual({ 201: 1, 409: AT_ONCE - 1 });
    }
  });

  it('D1 of many changes to one unique value, one succeeds', async () => {
    const { client, world } = await live();
    for (const { resource, field } of contested()) {
      const value = await newValue(resource, field);
      const rows = await times(AT_ONCE, () => world.create(resource));
      const token = (await world.mighty())?.token;
      const patch = (row: Json): Promise<Answer> => {
        const path = itemPath(resource).replace('{id}', String(row['id']));
        return client.ask('PATCH', path, { token, body: { [field.name]: value } });
      };
      const answers = await Promise.all(rows.map(patch));
      expect(tally(answers), `${resource.name}.${field.name}`).toEqual({ 200: 1, 409: AT_ONCE - 1 });
    }
  });

  it('one of many registrations of one address succeeds', async () => {
    const { client } = await live();
    const person = { email: 'race@example.com', password: 'a long pass phrase', name: 'Racer' };
    const answers = await times(AT_ONCE, () => client.post(`${base}/auth/register`, person));
    expect(tally(answers)).toEqual({ 201: 1, 409: AT_ONCE - 1 });
  });

  it('slugs of rows that are created at once differ', async () => {
    const { world } = await live();
    const slugged = opened.subject.files.resources.flatMap((resource) =>
      resource.fields.flatMap((field) =>
        field.kind === 'scalar' && field.type === 'slug' && mayRepeat(resource, field.source)
          ? [{ resource, source: field.source, slug: field.name }]
          : [],
      ),
    );
    expect(slugged.length).toBeGreaterThan(0);
    for (const { resource, source, slug } of slugged) {
      const rows = await times(AT_ONCE, () => world.create(resource, { [String(source)]: 'The same words' }));
      expect(new Set(rows.map((row) => row[slug])).size, resource.name).toBe(AT_ONCE);
    }
  });

  /** A good value of the field that no row has. */
  async function newValue(resource: Resource, { name }: ScalarField): Promise<unknown> {
    const { client, document, world } = await live();
    const operation = document.find('post', listPath(resource));
    if (!operation) throw new Error(`${resource.name} cannot be created.`);
    const writer = await world.writerOf(resource);
    const body = await world.bodyFor(operation);
    const row = objectOf(
      expected(await client.post(listPath(resource), body, { token: writer?.token }), 201),
    );
    const path = itemPath(resource).replace('{id}', String(row['id']));
    const remover = (await world.mighty())?.token;
    expected(await client.ask('DELETE', path, { token: remover }), 204);
    return body[name];
  }
});
