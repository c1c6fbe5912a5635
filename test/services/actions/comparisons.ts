import assert from 'node:assert/strict';
import type { Resource } from '../../../src/resource/model.js';
import { type Check, noFlaws } from '../../bar/check.js';
import { asObject } from '../../bar/document.js';
import { type Answer, expected, type Json, objectOf, show } from '../../bar/http.js';
import type { Live, Subject } from '../../bar/subject.js';
import { itemPath, listPath, type Person } from '../../bar/world.js';

/** A resource with checks between its fields: moments, exact numbers with a default, and one with what only the server sets. */
export const stayLine = [
  'Stay startsAt:datetime endsAt:datetime:optional price:decimal paid:decimal:default=0',
  'floor:integer:readonly:default=10 level:integer user:belongsTo=User access=owner',
  'check=startsAt<endsAt check=paid<=price check=floor<=level',
].join(' ');

const RACES = 8;
const day = (number: number): string => `2027-01-${String(number).padStart(2, '0')}T00:00:00.000Z`;
const good: Json = { startsAt: day(10), endsAt: day(20), price: '10.00', paid: '9.00', level: 10 };

interface Parts {
  readonly live: Live;
  readonly resource: Resource;
  readonly owner: Person;
}

async function partsOf(subject: Subject): Promise<Parts> {
  const live = await subject.live();
  const resource = live.world.resource('Stay');
  assert.ok(resource, 'there is no Stay');
  return { live, resource, owner: await live.world.owner() };
}

type Method = 'post' | 'put' | 'patch';

async function asked({ live, resource, owner }: Parts, method: Method, body: Json): Promise<Answer> {
  const { token } = owner;
  const made = method === 'post' ? undefined : await live.client.post(listPath(resource), good, { token });
  const path = made
    ? `${listPath(resource)}/${String(objectOf(expected(made, 201))['id'])}`
    : listPath(resource);
  return live.client.ask(method, path, { token, body });
}

/** Requests that break one of the checks, with the fields that the answer has to name. */
const breaking: readonly (readonly [what: string, method: Method, body: Json, fields: readonly string[]])[] =
  [
    ['the end before the start', 'post', { ...good, endsAt: day(9) }, ['startsAt', 'endsAt']],
    ['the end at the start', 'put', { ...good, endsAt: day(10) }, ['startsAt', 'endsAt']],
    ['the end alone', 'patch', { endsAt: day(10) }, ['startsAt', 'endsAt']],
    ['the start alone', 'patch', { startsAt: day(21) }, ['startsAt', 'endsAt']],
    ['both', 'patch', { startsAt: day(31), endsAt: day(30) }, ['startsAt', 'endsAt']],
    ['less than the default', 'post', { startsAt: day(1), price: '-0.01', level: 10 }, ['paid', 'price']],
    ['more paid than the price', 'patch', { paid: '10.01' }, ['paid', 'price']],
    ['less than what the server sets', 'post', { ...good, level: 9 }, ['floor', 'level']],
    ['less than what the server has set', 'patch', { level: 9 }, ['floor', 'level']],
  ];

/** Requests that are right. */
const holding: readonly (readonly [what: string, method: Method, body: Json])[] = [
  ['numbers with more digits', 'post', good],
  ['no end', 'post', { ...good, endsAt: null }],
  ['the same amount', 'put', { ...good, paid: '10' }],
  ['no end any more', 'patch', { endsAt: null }],
  ['both later', 'patch', { startsAt: day(25), endsAt: day(26) }],
];

/** Two that are right by themselves, at once: both together would break it. */
async function raced(parts: Parts): Promise<readonly string[]> {
  const { live, resource, owner } = parts;
  const { token } = owner;
  const flaws: string[] = [];
  for (let race = 0; race < RACES; race += 1) {
    const { id } = objectOf(expected(await asked(parts, 'post', good), 201));
    const path = `${listPath(resource)}/${String(id)}`;
    const changes = [{ startsAt: day(18) }, { endsAt: day(12) }];
    const answers = await Promise.all(changes.map((body) => live.client.ask('patch', path, { token, body })));
    const statuses = answers
      .map(({ status }) => status)
      .toSorted()
      .join();
    const row = objectOf(expected(await live.client.get(path, { token }), 200));
    if (statuses !== '200,422' || String(row['startsAt']) >= String(row['endsAt']))
      flaws.push(`two at once: ${statuses}, then ${JSON.stringify(row)}`);
  }
  return flaws;
}

/** What the document says, as its schemas cannot. */
function documented({ live, resource }: Parts): readonly string[] {
  return (['post', 'put', 'patch'] as const).flatMap((method) => {
    const path = method === 'post' ? listPath(resource) : itemPath(resource);
    const { description } = asObject(live.document.find(method, path)?.body);
    return String(description).includes('startsAt is before endsAt')
      ? []
      : [`${method} does not say it in the document`];
  });
}

export const comparisonCheck: Check = {
  item: 'D17',
  title:
    'what is to hold between two fields holds after each POST, PUT and PATCH, also of two at once: a 422 names both, defaults and what the server sets count, null passes',
  how: 'The schemas and, under the row’s lock, the service compare them; a CHECK of the table has the last word, and its violation becomes the same 422.',
  async run(subject) {
    const parts = await partsOf(subject);
    const flaws: string[] = [...documented(parts)];
    for (const [what, method, body, fields] of breaking) {
      const answer = await asked(parts, method, body);
      const { errors } = asObject(answer.json);
      const told = Array.isArray(errors) ? errors.map((error) => asObject(error)) : [];
      const isNamed = fields.every((field) =>
        told.some(
          (error) =>
            error['field'] === field &&
            fields.some((one) => one !== field && String(error['message']).includes(one)),
        ),
      );
      if (answer.status !== 422 || !isNamed) flaws.push(`${method} of ${what}: ${show(answer)}`);
    }
    for (const [what, method, body] of holding) {
      const answer = await asked(parts, method, body);
      if (answer.status >= 300) flaws.push(`${method} of ${what} is refused: ${show(answer)}`);
    }
    noFlaws([...flaws, ...(await raced(parts))]);
  },
};
