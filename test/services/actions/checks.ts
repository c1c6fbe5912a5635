import assert from 'node:assert/strict';
import type { Action, Resource } from '../../../src/resource/model.js';
import { columnName, namesOf } from '../../../src/resource/names.js';
import { type Check, noFlaws } from '../../bar/check.js';
import { asObject, propertiesOf } from '../../bar/document.js';
import { type Answer, type Client, expected, type Json, objectOf, show } from '../../bar/http.js';
import type { Live, Subject } from '../../bar/subject.js';
import { base, listPath, type Person, tableOf } from '../../bar/world.js';
import { query } from '../working.js';
import { comparisonCheck, stayLine } from './comparisons.js';

/** A project whose one resource with actions has each kind of them; a courier may ship and read, and nothing else. */
export const actionArgs: readonly string[] = [
  '--features',
  'auth-jwt,openapi,api-keys',
  '--resource',
  [
    'Ticket subject:string customer:belongsTo=User:owner access=private',
    'status:enum=draft,open,paid,shipped,closed:default=draft:readonly',
    'action=open:from=draft:to=open',
    'action=close:from=draft,open,paid:to=closed:body=reason:text:optional:body=score:integer:min=1:max=5',
    'action=ship:from=paid:to=shipped:by=admin',
    'action=look:by=authenticated',
  ].join(' '),
  // It shares the service that the actions have.
  '--resource',
  stayLine,
  '--role',
  'courier tickets:ship tickets:read',
];

const RACERS = 10;
const body = { score: 3 };

interface Subjects {
  readonly live: Live;
  readonly resource: Resource;
  readonly actions: readonly Action[];
  readonly owner: Person;
}

async function subjects(subject: Subject): Promise<Subjects> {
  const live = await subject.live();
  const resource = live.world.resource('Ticket');
  assert.ok(resource, 'there is no Ticket');
  return { live, resource, actions: resource.actions ?? [], owner: await live.world.owner() };
}

const pathOf = (resource: Resource, id: unknown, { name }: Pick<Action, 'name'>): string =>
  `${listPath(resource)}/${String(id)}/${namesOf(name).kebab}`;

const done = (client: Client, path: string, action: Action, token?: string): Promise<Answer> =>
  client.post(path, action.body.length > 0 ? body : undefined, { token });

/** A row of the owner's, in a state that no request could bring about. */
async function rowIn(
  subject: Subject,
  { live, resource, owner }: Subjects,
  state: string | undefined,
): Promise<Json> {
  const row = await live.world.create(resource, {}, owner);
  const { transition } = (resource.actions ?? []).find((action) => action.transition) ?? {};
  if (state !== undefined && transition !== undefined)
    await query(
      subject,
      `UPDATE ${tableOf(resource)} SET ${columnName(transition.field)} = '${state}' WHERE id = '${String(row['id'])}'`,
    );
  return row;
}

const statesOf = ({ fields }: Resource, name: string): readonly string[] =>
  fields.flatMap((field) => (field.kind === 'scalar' && field.name === name ? (field.values ?? []) : []));

async function flawsOfState(
  subject: Subject,
  all: Subjects,
  action: Action,
  state: string,
): Promise<readonly string[]> {
  const { transition } = action;
  if (transition === undefined) return [];
  const { live, resource } = all;
  const { id } = await rowIn(subject, all, state);
  const answer = await done(
    live.client,
    pathOf(resource, id, action),
    action,
    (await live.world.admin()).token,
  );
  const [row] = await query(subject, `SELECT * FROM ${tableOf(resource)} WHERE id = '${String(id)}'`);
  const stored = row?.[columnName(transition.field)];
  const isAllowed = transition.from.includes(state);
  const where = `${action.name} of a row that is ${state}`;
  const wanted = isAllowed ? transition.to : state;
  const flaws = stored === wanted ? [] : [`${where} leaves ${String(stored)}`];
  if (answer.status !== (isAllowed ? 200 : 409)) return [...flaws, `${where}: ${show(answer)}`];
  if (isAllowed)
    return objectOf(answer)[transition.field] === transition.to
      ? flaws
      : [...flaws, `${where}: ${show(answer)}`];
  const { detail } = objectOf(answer);
  const unsaid = [state, ...transition.from].filter((one) => !String(detail).includes(one));
  return unsaid.length === 0
    ? flaws
    : [...flaws, `${where} does not say ${unsaid.join(', ')}: ${String(detail)}`];
}

/** What each may do with somebody else's row, by the bar's own reading of who may. */
function statusesOf({
  by,
}: Action): Readonly<Record<'nobody' | 'stranger' | 'owner' | 'courier' | 'admin', number>> {
  const isAdmins = by === 'admin';
  return {
    nobody: 401,
    // Of a private row they know nothing; whether they may ship at all is no secret.
    stranger: isAdmins ? 403 : 404,
    owner: isAdmins ? 403 : 200,
    courier: isAdmins || by === 'authenticated' ? 200 : 403,
    admin: 200,
  };
}

export const actionChecks: readonly Check[] = [
  {
    item: 'B1',
    title:
      'an action takes a row from the states that it names to another, and from no other state: a 409 names both',
    how: '`checkState` is asked under the lock of the row.',
    async run(subject) {
      const all = await subjects(subject);
      const flaws: string[] = [];
      for (const action of all.actions)
        for (const state of statesOf(all.resource, action.transition?.field ?? ''))
          flaws.push(...(await flawsOfState(subject, all, action, state)));
      noFlaws(flaws);
    },
  },
  {
    item: 'B2',
    title: `of ${RACERS} who do one action at once one is answered 200, the others 409`,
    how: 'The row is locked before its state is looked at.',
    async run(subject) {
      const all = await subjects(subject);
      const { live, resource, owner, actions } = all;
      for (const action of actions.filter(({ by, transition }) => by === 'owner' && transition)) {
        const { id } = await rowIn(subject, all, action.transition?.from[0]);
        const path = pathOf(resource, id, action);
        const answers = await Promise.all(
          Array.from({ length: RACERS }, () => done(live.client, path, action, owner.token)),
        );
        const statuses = answers.map(({ status }) => status).toSorted();
        const wanted = [200, ...Array.from({ length: RACERS - 1 }, () => 409)];
        assert.deepEqual(statuses, wanted, `${action.name} by ${RACERS} at once: ${statuses.join(' ')}`);
      }
    },
  },
  {
    item: 'B3',
    title: 'only who may does an action, by whose row it is, by role and by the scope of a key',
    how: 'The endpoint asks for a permission of its own, `tickets:ship`, or the service for the owner; scopes follow from the path.',
    async run(subject) {
      const all = await subjects(subject);
      const { live, resource, owner, actions } = all;
      const people = {
        nobody: undefined,
        stranger: (await live.world.stranger()).token,
        owner: owner.token,
        courier: (await live.world.signUp('courier')).token,
        admin: (await live.world.admin()).token,
      };
      const flaws: string[] = [];
      for (const action of actions) {
        const wanted = statusesOf(action);
        for (const who of Object.keys(people) as (keyof typeof people)[]) {
          const { id } = await rowIn(subject, all, action.transition?.from[0]);
          const answer = await done(live.client, pathOf(resource, id, action), action, people[who]);
          if (answer.status !== wanted[who]) flaws.push(`${who}: ${show(answer)}`);
        }
        flaws.push(...(await flawsOfScopes(subject, all, action)));
      }
      noFlaws(flaws);
    },
  },
  {
    item: 'B4',
    title: 'an action is documented, takes its own body alone, and honours If-Match',
    how: 'Each has its schema and its operation; `checkPrecondition` is asked under the lock.',
    async run(subject) {
      const all = await subjects(subject);
      const flaws: string[] = [];
      for (const action of all.actions) flaws.push(...(await flawsOfRequest(subject, all, action)));
      noFlaws(flaws);
    },
  },
  comparisonCheck,
];

/** A key of the owner's, or of an admin's where only they may. */
async function flawsOfScopes(subject: Subject, all: Subjects, action: Action): Promise<readonly string[]> {
  const { live, resource, owner } = all;
  const { token } = action.by === 'admin' ? await live.world.admin() : owner;
  const own = `tickets:${namesOf(action.name).kebab}`;
  const flaws: string[] = [];
  for (const [scope, status] of [
    [own, 200],
    ['tickets:*', 200],
    ['tickets:update', 403],
    ['tickets:create', 403],
  ] as const) {
    const scopes = [scope, 'tickets:read'];
    const made = await live.client.post(
      `${base}/auth/api-keys`,
      { name: 'A program', scopes, expiresAt: null },
      { token },
    );
    const key = String(objectOf(expected(made, 201))['key']);
    const { id } = await rowIn(subject, all, action.transition?.from[0]);
    const answer = await done(live.client, pathOf(resource, id, action), action, key);
    if (answer.status !== status) flaws.push(`a key for ${scope}: ${show(answer)}`);
  }
  return flaws;
}

async function flawsOfRequest(subject: Subject, all: Subjects, action: Action): Promise<readonly string[]> {
  const { live, resource } = all;
  const { client, document, world } = live;
  const { token } = await world.admin();
  const operation = document.find('post', pathOf(resource, '{id}', action));
  if (operation === undefined) return [`${action.name} is not documented`];
  const known = operation.body ? Object.keys(propertiesOf(document, operation.body)) : [];
  const wanted = action.body.map(({ name }) => name);
  const flaws =
    known.join() === wanted.join()
      ? []
      : [`${action.name} is documented with ${known.join(', ') || 'no body'}`];
  const { id } = await rowIn(subject, all, action.transition?.from[0]);
  const path = pathOf(resource, id, action);
  const tries: (readonly [what: string, status: number, answer: Answer])[] = [
    [
      'another tag',
      412,
      await client.post(path, action.body.length > 0 ? body : undefined, {
        token,
        headers: { 'if-match': '"other"' },
      }),
    ],
    ...(action.body.length === 0
      ? []
      : ([
          ['nothing in its body', 422, await client.post(path, {}, { token })],
          ['another field', 422, await client.post(path, { ...body, more: 1 }, { token })],
          ['a score of 6', 422, await client.post(path, { score: 6 }, { token })],
        ] as const)),
  ];
  for (const [what, status, answer] of tries)
    if (answer.status !== status) flaws.push(`${action.name} with ${what}: ${show(answer)}`);
  const read = await client.get(`${listPath(resource)}/${String(id)}`, { token });
  const tag = String(expected(read, 200).headers['etag']);
  const answer = await client.post(path, action.body.length > 0 ? body : undefined, {
    token,
    headers: { 'if-match': tag },
  });
  if (answer.status !== 200) flaws.push(`${action.name} with its own tag: ${show(answer)}`);
  else if (asObject(answer.json)['id'] !== id) flaws.push(`${action.name} answers without the row`);
  return flaws;
}

export const removeTickets = async (subject: Subject): Promise<void> =>
  void (await query(subject, 'DELETE FROM tickets; DELETE FROM stays; DELETE FROM api_keys'));
