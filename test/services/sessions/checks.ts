import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Check } from '../../bar/check.js';
import { type Answer, type Client, expected, objectOf } from '../../bar/http.js';
import type { Subject } from '../../bar/subject.js';
import { base } from '../../bar/world.js';
import { query, untilWaiting, whileLocked } from '../working.js';

const password = 'a fine long passphrase';
const newPassword = 'another fine passphrase';
const session = `${base}/auth/session`;
const planted = 'A'.repeat(43);
const evil = 'https://evil.example';

/** No session of tests before. */
export const withoutSessions = async (subject: Subject): Promise<void> =>
  void (await query(subject, 'DELETE FROM auth_sessions'));

type Headers = Readonly<Record<string, string>>;

const cookie = (secret: string): Headers => ({ cookie: `__Host-session=${secret}` });

interface Person {
  readonly email: string;
  readonly secret: string;
}

const signIn = (client: Client, email: string, headers: Headers = {}, word = password): Promise<Answer> =>
  client.post(session, { email, password: word }, { headers });

/** The secret that an answer sets. */
function secretOf({ headers }: Answer): string {
  const [set = ''] = headers['set-cookie'] ?? [];
  const [, secret = ''] = /^__Host-session=([^;]*)/.exec(set) ?? [];
  return secret;
}

async function person(client: Client): Promise<Person> {
  const email = `${randomUUID()}@example.com`;
  expected(await client.post(`${base}/auth/register`, { email, password, name: 'Marie' }), 201);
  return { email, secret: await again(client, email) };
}

/** One more session. */
const again = async (client: Client, email: string): Promise<string> =>
  secretOf(expected(await signIn(client, email), 200));

async function isSignedIn(client: Client, secret: string): Promise<boolean> {
  const { status } = expected(await client.get(`${base}/auth/me`, { headers: cookie(secret) }), 200, 401);
  return status === 200;
}

async function isOver(client: Client, secret: string, when: string): Promise<void> {
  assert.equal(await isSignedIn(client, secret), false, `a session goes on: ${when}`);
}

async function goesOn(client: Client, secret: string, when: string): Promise<void> {
  assert.equal(await isSignedIn(client, secret), true, `a session is over: ${when}`);
}

interface Listed {
  readonly id: string;
  readonly current: boolean;
}

async function sessionsOf(client: Client, secret: string): Promise<readonly Listed[]> {
  const answer = await client.get(`${base}/auth/sessions`, { headers: cookie(secret) });
  return objectOf(expected(answer, 200))['data'] as readonly Listed[];
}

async function idOf(client: Client, secret: string): Promise<string> {
  return (
    (await sessionsOf(client, secret)).find(({ current }) => current)?.id ?? assert.fail('It is not listed.')
  );
}

const revoke = (client: Client, id: string, secret: string): Promise<Answer> =>
  client.ask('DELETE', `${base}/auth/sessions/${id}`, { headers: cookie(secret) });

const changePassword = (client: Client, secret: string): Promise<Answer> =>
  client.post(
    `${base}/auth/change-password`,
    { currentPassword: password, newPassword },
    { headers: cookie(secret) },
  );

/** Where requests that change something may not come from, by what browsers say. */
const elsewhere: readonly Headers[] = [
  { origin: evil },
  { origin: 'null' },
  { 'sec-fetch-site': 'cross-site', origin: evil },
  { 'sec-fetch-site': 'cross-site' },
  { 'sec-fetch-site': 'same-site', origin: 'https://neighbour.example.com' },
];

export const cookieChecks: readonly Check[] = [
  {
    item: 'S1',
    title:
      'the cookie is __Host-, HttpOnly, Secure and SameSite; a planted one is not adopted, and each sign-in gives another and ends the one before',
    how: 'A new session with 32 random bytes of the service’s own for each sign-in, in the transaction that revokes the session of the cookie before.',
    async run(subject) {
      const { client } = await subject.live();
      const { email, secret } = await person(client);
      const answer = expected(await signIn(client, email, cookie(planted)), 200);
      const attributes = (answer.headers['set-cookie'] ?? []).map((one) => one.replace(/=[^;]*/, ''));
      assert.deepEqual(
        attributes.map((one) => one.toLowerCase().split(/; */).toSorted().join('; ')),
        ['__host-session; httponly; path=/; samesite=lax; secure'],
        'other attributes',
      );
      assert.match(String(answer.headers['cache-control']), /no-store/);
      const second = secretOf(answer);
      assert.match(second, /^[\w-]{43}$/, 'too little entropy');
      assert.notEqual(second, planted, 'a planted cookie is adopted');
      assert.equal(await isSignedIn(client, planted), false, 'a planted cookie is adopted');

      const third = secretOf(expected(await signIn(client, email, cookie(second)), 200));
      assert.equal(new Set([secret, second, third]).size, 3, 'the same cookie again');
      await isOver(client, second, 'its cookie was there when somebody signed in');
      await goesOn(client, secret, 'somebody signed in elsewhere');
    },
  },
  {
    item: 'S2',
    title:
      'what changes something is refused to pages of other sites, signing in too; a form is refused; an Authorization header counts more than a cookie',
    how: 'Sec-Fetch-Site, or Origin where there is none, has to name the service itself or a listed origin. Bodies are JSON alone.',
    async run(subject) {
      const { client } = await subject.live();
      const { email, secret } = await person(client);
      for (const from of elsewhere) {
        const headers = { ...cookie(secret), ...from };
        const tries = [
          client.post(`${base}/auth/logout-all`, undefined, { headers }),
          client.ask('DELETE', session, { headers }),
          client.post(`${base}/posts`, { title: 'x' }, { headers }),
          signIn(client, email, from),
        ];
        const statuses = (await Promise.all(tries)).map(({ status }) => status);
        const said = `from ${JSON.stringify(from)}: ${statuses.join(', ')}`;
        assert.ok(
          statuses.every((status) => status === 403),
          said,
        );
      }
      await goesOn(client, secret, 'pages of other sites asked for its end');

      const form = { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' };
      const raw = `email=${encodeURIComponent(email)}&password=${encodeURIComponent(password)}`;
      assert.equal(
        (await client.ask('POST', session, { raw, headers: form })).status,
        415,
        'a form is taken',
      );

      const both = { ...cookie(secret), authorization: 'Bearer nonsense' };
      const { status } = await client.get(`${base}/auth/me`, { headers: both });
      assert.equal(status, 401, 'a bad token is forgiven');

      for (const from of [
        { 'sec-fetch-site': 'same-origin' },
        { 'sec-fetch-site': 'none' },
        { origin: client.url.origin },
        {},
      ]) {
        const one = await again(client, email);
        const headers = { ...cookie(one), ...from };
        const done = await client.ask('DELETE', session, { headers });
        assert.equal(done.status, 204, `own pages are refused: ${JSON.stringify(from)}`);
      }
    },
  },
  {
    item: 'S3',
    title: 'a dump of the database has nothing that works as a cookie, and the log has no cookie',
    how: 'Of a cookie the database has the SHA-256, of 256 random bits.',
    async run(subject) {
      const { client, sql } = await subject.live();
      const { secret } = await person(client);
      await goesOn(client, secret, 'it has just begun');
      for (const table of ['auth_sessions', 'session_cookies', 'users']) {
        const { rows } = (await sql.query(`SELECT * FROM ${table}`)) as { rows: readonly object[] };
        assert.ok(!JSON.stringify(rows).includes(secret), `${table} has the cookie`);
        for (const value of rows.flatMap((row) => Object.values(row)).map(String)) {
          if (!/^[\w.$=,/+-]{20,200}$/.test(value)) continue;
          assert.equal(await isSignedIn(client, value), false, `a value of ${table} works as a cookie`);
        }
      }
      assert.ok(!subject.logs().includes(secret), 'the log has the cookie');
    },
  },
  {
    item: 'S4',
    title:
      'a session ends half an hour after its last use and twelve hours after its beginning; its use is written once a minute; roles and disabling act at once',
    how: 'One statement asks for the cookie, the session with both limits by the clock of the database, and the user as they are now.',
    async run(subject) {
      const { client, sql } = await subject.live();
      const begin = async () => (await person(client)).secret;
      const all = (change: string) => sql.query(`UPDATE auth_sessions SET ${change}`);
      const lastUse = async (): Promise<number> => {
        const { rows } = (await sql.query('SELECT last_used_at AS at FROM auth_sessions')) as {
          rows: { at: Date }[];
        };
        return Number(rows[0]?.at);
      };

      const idle = await begin();
      await all(`last_used_at = now() - interval '29 minutes'`);
      await goesOn(client, idle, 'it was used 29 minutes ago');
      const written = await lastUse();
      assert.ok(Date.now() - written < 60_000, 'its use is not written');
      await goesOn(client, idle, 'it was used a moment ago');
      assert.equal(await lastUse(), written, 'every use is written');
      await all(`last_used_at = now() - interval '31 minutes'`);
      await isOver(client, idle, 'it was used 31 minutes ago');
      await withoutSessions(subject);

      const old = await begin();
      const { rows } = (await sql.query(
        `SELECT extract(epoch FROM expires_at - created_at) AS seconds FROM auth_sessions`,
      )) as { rows: { seconds: string }[] };
      assert.ok(Math.abs(Number(rows[0]?.seconds) - 43_200) < 60, 'it lasts for another time');
      await all(`expires_at = now() - interval '1 second'`);
      await isOver(client, old, 'its twelve hours are over');
      await withoutSessions(subject);

      const live = await begin();
      const users = async () => (await client.get(`${base}/users`, { headers: cookie(live) })).status;
      const whose = `(SELECT user_id FROM auth_sessions)`;
      const seen = [await users()];
      await sql.query(`UPDATE users SET role = 'admin' WHERE id = ${whose}`);
      seen.push(await users());
      await sql.query(`UPDATE users SET role = 'user' WHERE id = ${whose}`);
      seen.push(await users());
      assert.deepEqual(seen, [403, 200, 403], 'a role is remembered');
      await sql.query(`UPDATE users SET disabled = true WHERE id = ${whose}`);
      await isOver(client, live, 'its user is disabled');
    },
  },
  {
    item: 'S5',
    title:
      'signing out, ending one session, and all of them act on the server; a new password ends all others and renews the cookie; nobody ends or sees those of others',
    how: 'A session is a row that is revoked by its cookie, or by its id and its user; a new password replaces the hash of the cookie in its own transaction.',
    async run(subject) {
      const { client } = await subject.live();
      const one = await person(client);
      const [second, third] = [await again(client, one.email), await again(client, one.email)];
      const stranger = await person(client);

      const foreign = await revoke(client, await idOf(client, stranger.secret), one.secret);
      assert.equal(foreign.status, 404, 'somebody else’s session is not unknown');
      await goesOn(client, stranger.secret, 'somebody else asked for its end');
      assert.equal((await sessionsOf(client, one.secret)).length, 3, 'other sessions are listed');

      expected(await client.ask('DELETE', session, { headers: cookie(second) }), 204);
      await isOver(client, second, 'they signed out');
      expected(await revoke(client, await idOf(client, third), one.secret), 204);
      await isOver(client, third, 'it was ended by its id');
      await goesOn(client, one.secret, 'others were ended');

      const other = await again(client, one.email);
      const renewed = secretOf(expected(await changePassword(client, one.secret), 204));
      await isOver(client, other, 'the password is another one');
      await isOver(client, one.secret, 'its cookie was renewed with the password');
      await goesOn(client, renewed, 'its password was changed');

      const more = secretOf(expected(await signIn(client, one.email, {}, newPassword), 200));
      const all = { headers: cookie(renewed) };
      expected(await client.post(`${base}/auth/logout-all`, undefined, all), 204);
      for (const secret of [renewed, more]) await isOver(client, secret, 'all of them were ended');
      await goesOn(client, stranger.secret, 'somebody else ended all of theirs');
    },
  },
  {
    item: 'S6',
    title:
      'of 10 that end a session at once one succeeds; whoever signs in with the old password while it is changed has no session afterwards',
    how: 'One conditional UPDATE ends a session; a sign-in locks the user and compares the hash that it has verified.',
    async run(subject) {
      const { client } = await subject.live();
      const { email, secret } = await person(client);
      const id = await idOf(client, await again(client, email));
      const ends = await Promise.all(Array.from({ length: 10 }, () => revoke(client, id, secret)));
      const statuses = ends.map(({ status }) => status).toSorted();
      assert.deepEqual(statuses, [204, ...Array<number>(9).fill(404)], 'not exactly one ends it');

      const row = `SELECT 1 FROM users WHERE email = '${email}' FOR UPDATE`;
      const [changed, begun] = await whileLocked(subject, row, async () => {
        const first = changePassword(client, secret);
        await untilWaiting(subject, 1);
        // Its password is verified before that of the change, which comes first, is there.
        const second = signIn(client, email);
        await untilWaiting(subject, 2);
        return [first, second] as const;
      });
      expected(await changed, 204);
      assert.equal((await begun).status, 401, 'somebody signs in with the old password');

      const other = await person(client);
      const change = changePassword(client, other.secret);
      const attempts: Promise<Answer>[] = [];
      for (let count = 0; count < 30; count += 1) {
        attempts.push(signIn(client, other.email));
        await delay(5);
      }
      expected(await change, 204);
      for (const answer of await Promise.all(attempts)) {
        expected(answer, 200, 401);
        if (answer.status === 200)
          await isOver(client, secretOf(answer), 'it was begun with the old password');
      }
    },
  },
];
