import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { type Check, noFlaws } from '../../bar/check.js';
import type { Operation } from '../../bar/document.js';
import { type Answer, type Ask, Client, expected, type Json, objectOf, show } from '../../bar/http.js';
import type { Subject } from '../../bar/subject.js';
import { base, type Person } from '../../bar/world.js';
import { countOf, query, until } from '../working.js';

const path = `${base}/auth/api-keys`;
const MOST = 20;

/** No keys of checks before. */
export const removeKeys = async (subject: Subject): Promise<void> =>
  void (await query(subject, 'DELETE FROM api_keys'));

interface Made {
  readonly id: string;
  readonly key: string;
  readonly answer: Json;
}

const tryToMake = (client: Client, owner: Person, scopes: readonly string[]): Promise<Answer> =>
  client.post(path, { name: 'A program', scopes, expiresAt: null }, { token: owner.token });

async function make(client: Client, owner: Person, ...scopes: readonly string[]): Promise<Made> {
  const answer = objectOf(expected(await tryToMake(client, owner, scopes), 201));
  return { id: String(answer['id']), key: String(answer['key']), answer };
}

const secretOf = ({ key }: Made): string => key.slice(-43);
const bodyOf = (title: string): Json => ({ title, content: 'Words', published: true });

/** What a key may read that is good. */
const read = (client: Client, owner: Person, { key }: Pick<Made, 'key'>): Promise<Answer> =>
  client.get(`${base}/users/${owner.id}`, { token: key });

/** With a service of its own, whose limits are these. */
async function withLimits(
  subject: Subject,
  env: Readonly<Record<string, string>>,
  work: (client: Client) => Promise<void>,
): Promise<void> {
  const service = await subject.boot({ env });
  const client = new Client(service.url);
  try {
    await work(client);
  } finally {
    client.close();
    await service.stop();
  }
}

const actions: Readonly<Record<string, string>> = {
  'get all': 'read',
  'get one': 'read',
  'post all': 'create',
  'put one': 'update',
  'patch one': 'update',
  'delete one': 'delete',
};

/** By the words of the document, and not by those of the service. */
function scopeOf({ method, path: whole }: Operation, resources: ReadonlySet<string>): string | undefined {
  const [resource = '', item, ...more] = whole.slice(`${base}/`.length).split('/');
  const usual = actions[`${method} ${item === undefined ? 'all' : 'one'}`];
  const action = more.length === 0 ? usual : method === 'post' ? more[0] : undefined;
  if (more.length > 1 || action === undefined || !resources.has(resource)) return undefined;
  return resource === 'users' && action !== 'read' ? undefined : `${resource}:${action}`;
}

const covers = (scope: string, needed: string | undefined): boolean => {
  const [resource, action] = needed?.split(':') ?? [];
  return needed !== undefined && [needed, `${resource}:*`, `*:${action}`, '*'].includes(scope);
};

const call = (client: Client, { method, path: whole }: Operation, ask: Ask): Promise<Answer> =>
  client.ask(method, whole.replaceAll(/\{\w+\}/g, randomUUID()), ask);

const isRefused = (answer: Answer): boolean =>
  answer.status === 403 && /scope/.test(String(objectOf(answer)['detail']));

export const apiKeyChecks: readonly Check[] = [
  {
    item: 'H1',
    title: 'a key is shown once; neither the database nor the log has what works as a key',
    how: 'The row has the SHA-256 of 256 random bits; a line of the log names a key by its id.',
    async run(subject) {
      const { client, sql, world } = await subject.live();
      const owner = await world.signUp();
      const made = await make(client, owner, 'users:read');
      assert.match(made.key, /^plk_[\da-f]{32}_[\w-]{43}$/);
      expected(await read(client, owner, made), 200);
      const listed = expected(await client.get(path, { token: owner.token }), 200);
      const { key: _, lastUsedAt: __, ...shown } = made.answer;
      const [item] = objectOf(listed)['items'] as readonly Json[];
      assert.deepEqual({ ...item, lastUsedAt: undefined }, { ...shown, lastUsedAt: undefined });
      for (const table of ['api_keys', 'users', 'auth_sessions']) {
        const { rows } = await sql.query(`SELECT t::text AS row FROM ${table} t`);
        assert.ok(!JSON.stringify(rows).includes(secretOf(made)), `${table} has the secret`);
      }
      const [stored] = await query(subject, 'SELECT secret_hash FROM api_keys');
      const replayed = made.key.replace(secretOf(made), String(stored?.['secret_hash']));
      assert.equal((await read(client, owner, { key: replayed })).status, 401, 'what is stored is a key');
      expected(await client.ask('DELETE', `${path}/${made.id}`, { token: owner.token }), 204);
      for (const event of ['api-key.created', 'api-key.revoked']) {
        const isSaid = (line: string): boolean => line.includes(event) && line.includes(made.id);
        await until(`a line says ${event}`, 5_000, async () => subject.logs().split('\n').some(isSaid));
      }
      assert.ok(!subject.logs().includes(secretOf(made)), 'the log has the secret');
    },
  },
  {
    item: 'H2',
    title:
      'a key that is revoked or expired, or whose user is disabled or gone, is 401 with the next request; a change of role counts with it',
    how: 'One statement asks for the key and its user with every request. A user takes their keys along.',
    async run(subject) {
      const { client, world } = await subject.live();
      const ends: readonly (readonly [string, string])[] = [
        ['revoked', 'UPDATE api_keys SET revoked_at = now() WHERE user_id = $1'],
        ['expired', `UPDATE api_keys SET expires_at = now() - interval '1 second' WHERE user_id = $1`],
        ['disabled', 'UPDATE users SET disabled = true WHERE id = $1'],
        ['gone', 'DELETE FROM users WHERE id = $1'],
      ];
      for (const [name, statement] of ends) {
        const owner = await world.signUp();
        const made = await make(client, owner, 'users:read');
        expected(await read(client, owner, made), 200);
        await query(subject, statement.replace('$1', `'${owner.id}'`));
        assert.equal((await read(client, owner, made)).status, 401, `a key goes on: ${name}`);
      }
      const [admin, other] = [await world.signUp('admin'), await world.signUp()];
      const made = await make(client, admin, 'users:read');
      expected(await read(client, other, made), 200);
      await query(subject, `UPDATE users SET role = 'user' WHERE id = '${admin.id}'`);
      assert.equal((await read(client, other, made)).status, 403, 'a key has the role of before');
      const { id } = await make(client, other, 'users:read');
      const stranger = await client.ask('DELETE', `${path}/${id}`, { token: admin.token });
      assert.equal(stranger.status, 404, 'somebody revokes the key of another');
    },
  },
  {
    item: 'H3',
    title:
      'a key opens the operations that its scopes name, and no other: every scope against every operation',
    how: 'Method and path of an operation say its permission, in one place that the guard of all operations asks.',
    async run(subject) {
      const { client, world, document } = await subject.live();
      const admin = await world.signUp('admin');
      const guarded = document.api.filter(({ isPublic }) => !isPublic);
      const first = guarded.map(({ path: whole }) => String(whole.split('/')[3]));
      const resources = new Set(first.filter((name) => name !== 'auth'));
      const needs = guarded.map((operation) => ({ operation, needed: scopeOf(operation, resources) }));
      const single = [...new Set(needs.flatMap(({ needed }) => needed ?? []))];
      assert.ok(single.length >= 10, `only ${single.join(', ')}`);
      const scopes = [...single, ...[...resources].map((one) => `${one}:*`), '*:read', '*:delete', '*'];
      for (const scope of scopes) {
        const flaws: string[] = [];
        const { id, key } = await make(client, admin, scope);
        for (const { operation, needed } of needs) {
          const answer = await call(client, operation, { token: key });
          if (isRefused(answer) === covers(scope, needed)) flaws.push(`${scope}: ${show(answer)}`);
        }
        noFlaws(flaws);
        expected(await client.ask('DELETE', `${path}/${id}`, { token: admin.token }), 204);
      }
      const reader = await make(client, admin, 'posts:read');
      const post = expected(await client.post(`${base}/posts`, bodyOf('Mine'), { token: admin.token }), 201);
      const mine = `${base}/posts/${String(objectOf(post)['id'])}`;
      for (const [method, body] of [
        ['PATCH', { title: 'Theirs' }],
        ['PUT', bodyOf('Theirs')],
        ['DELETE', undefined],
      ] as const) {
        const answer = await client.ask(method, mine, { token: reader.key, body });
        assert.equal(answer.status, 403, `a key to read: ${show(answer)}`);
      }
      expected(await client.get(mine, { token: reader.key }), 200);
    },
  },
  {
    item: 'H4',
    title: 'a key opens no operation of an account, nor one on keys, and nothing that only admins do',
    how: 'An operation that has no permission refuses credentials that have scopes.',
    async run(subject) {
      const { client, world } = await subject.live();
      const owner = await world.signUp('admin');
      const { id, key } = await make(client, owner, '*');
      const { token, refreshToken, password: currentPassword } = owner;
      const change = { currentPassword, newPassword: 'another fine passphrase' };
      const tries: readonly (readonly [string, string, unknown?])[] = [
        ['GET', 'auth/me'],
        ['POST', 'auth/logout-all'],
        ['POST', 'auth/change-password', change],
        ['GET', 'auth/api-keys'],
        ['POST', 'auth/api-keys', { name: 'Another', scopes: ['*'], expiresAt: null }],
        ['DELETE', `auth/api-keys/${id}`],
        ['PATCH', `users/${(await world.signUp()).id}`, { role: 'admin' }],
      ];
      for (const [method, to, body] of tries) {
        const answer = await client.ask(method, `${base}/${to}`, { token: key, body });
        assert.equal(answer.status, 403, `a key opens ${show(answer)}`);
      }
      expected(await client.post(`${base}/auth/logout`, { refreshToken: 'x' }, { token: key }), 204);
      expected(await client.get(`${base}/auth/me`, { token }), 200);
      expected(await client.post(`${base}/auth/refresh`, { refreshToken }), 200);
    },
  },
  {
    item: 'H5',
    title: 'a key may do no more than its user, whatever its scopes say',
    how: 'A permission is there where the role grants it and, with scopes, one of them does too.',
    async run(subject) {
      const { client, world } = await subject.live();
      const [owner, other] = [await world.signUp(), await world.signUp()];
      const { key } = await make(client, owner, '*');
      const own = expected(await client.post(`${base}/posts`, bodyOf('Own'), { token: key }), 201);
      const mine = `${base}/posts/${String(objectOf(own)['id'])}`;
      expected(await client.ask('PATCH', mine, { token: key, body: { title: 'Still mine' } }), 200);
      const theirs = expected(
        await client.post(`${base}/posts`, bodyOf('Theirs'), { token: other.token }),
        201,
      );
      const post = `${base}/posts/${String(objectOf(theirs)['id'])}`;
      const tries: readonly (readonly [string, string, unknown?])[] = [
        ['PATCH', post, { title: 'Mine' }],
        ['DELETE', post],
        ['GET', `${base}/users`],
        ['GET', `${base}/users/${other.id}`],
        ['POST', `${base}/tags`, { name: 'Tag' }],
      ];
      for (const [method, to, body] of tries) {
        const answer = await client.ask(method, to, { token: key, body });
        assert.equal(answer.status, 403, `a scope grants what the role does not: ${show(answer)}`);
      }
    },
  },
  {
    item: 'H6',
    title:
      'requests are counted per key, and keys that are not valid per address, without locking out a good one',
    how: 'The stores of all limits; a request counts for its key once the key is known to be good.',
    async run(subject) {
      const { world } = await subject.live();
      const [owner, other] = [await world.signUp(), await world.signUp()];
      const env = { API_KEY_RATE_LIMIT_MAX: '3', AUTH_RATE_LIMIT_MAX: '3' };
      await withLimits(subject, env, async (client) => {
        const [one, two, neighbour] = [
          await make(client, owner, 'users:read'),
          await make(client, owner, 'users:read'),
          await make(client, other, 'users:read'),
        ];
        const ask = async (key: string, count: number) => {
          const answers: Answer[] = [];
          for (let index = 0; index < count; index += 1) answers.push(await read(client, owner, { key }));
          return answers;
        };
        const used = await ask(one.key, 4);
        const statuses = used.map(({ status }) => status);
        assert.deepEqual(statuses, [200, 200, 200, 429], 'requests of a key are not counted');
        assert.match(String(used[3]?.headers['retry-after']), /^([1-9]|[1-5]\d|60)$/);
        assert.equal((await ask(two.key, 1))[0]?.status, 200, 'another key is out of breath');
        const wrong = `${neighbour.key.slice(0, -43)}${'A'.repeat(43)}`;
        const tried = (await ask(wrong, 5)).map(({ status }) => status);
        assert.equal(tried.at(0), 401);
        assert.equal(tried.at(-1), 429, 'keys that are not valid are not counted');
        const good = await read(client, other, neighbour);
        assert.equal(good.status, 200, 'a good key is locked out');
      });
    },
  },
  {
    item: 'H7',
    title: 'a key is good as a whole: with the secret of another, a part of it, or more than it, it is 401',
    how: 'Found by its id, then the hashes are compared in constant time.',
    async run(subject) {
      const { client, world } = await subject.live();
      const owner = await world.signUp();
      const [one, two] = [await make(client, owner, '*'), await make(client, owner, '*')];
      const wrong = [
        one.key.replace(secretOf(one), secretOf(two)),
        one.key.replace(secretOf(one), 'A'.repeat(43)),
        one.key.replace(secretOf(one), `${secretOf(one).slice(0, -1)}~`),
        one.key.slice(0, -1),
        `${one.key}A`,
        one.key.replace('plk_', 'PLK_'),
        secretOf(one),
        `${one.id}.${secretOf(one)}`,
      ];
      for (const key of wrong) {
        const answer = await read(client, owner, { key });
        assert.equal(answer.status, 401, `it is good: ${key.replace(secretOf(one), '…')}`);
      }
      expected(await read(client, owner, one), 200);
    },
  },
  {
    item: 'H8',
    title: 'the last use of a key is noted, and no request but one a minute writes',
    how: 'The statement that finds the key says whether its last use is a minute ago.',
    async run(subject) {
      const { client, world } = await subject.live();
      const owner = await world.signUp();
      const made = await make(client, owner, 'users:read');
      const row = async () =>
        (await query(subject, 'SELECT xmin::text, ctid::text, last_used_at FROM api_keys'))[0];
      expected(await read(client, owner, made), 200);
      const first = await row();
      const age = Date.now() - Number(first?.['last_used_at'] as Date);
      assert.ok(age < 30_000, 'the use is not noted');
      for (let count = 0; count < 5; count += 1) expected(await read(client, owner, made), 200);
      assert.deepEqual(await row(), first, 'a request writes');
      await query(subject, `UPDATE api_keys SET last_used_at = now() - interval '61 seconds'`);
      await Promise.all(Array.from({ length: 10 }, () => read(client, owner, made)));
      const renewed = `api_keys WHERE last_used_at > now() - interval '30 seconds'`;
      assert.equal(await countOf(subject, renewed), 1, 'the use after a minute is not noted');
    },
  },
  {
    item: 'H9',
    title: `nobody has more than ${MOST} keys, of 40 that are made at once neither`,
    how: "They are counted with the user's row held.",
    async run(subject) {
      const { client, world } = await subject.live();
      const owner = await world.signUp();
      const tries = await Promise.all(
        Array.from({ length: 2 * MOST }, () => tryToMake(client, owner, ['users:read'])),
      );
      const others = tries.filter(({ status }) => status !== 201 && status !== 409);
      assert.deepEqual(others.map(show), []);
      const count = await countOf(subject, 'api_keys');
      assert.equal(count, MOST, `there are ${count} keys`);
      const [row] = await query(subject, 'SELECT id FROM api_keys LIMIT 1');
      expected(await client.ask('DELETE', `${path}/${String(row?.['id'])}`, { token: owner.token }), 204);
      expected(await tryToMake(client, owner, ['users:read']), 201);
    },
  },
];
