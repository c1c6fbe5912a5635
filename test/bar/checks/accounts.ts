import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { goodPassword, newEmail } from '../account-api.js';
import { type Check, doesNotApply, noAccounts, noFlaws } from '../check.js';
import { propertiesOf, requiredOf } from '../document.js';
import { type Answer, type Json, show } from '../http.js';
import { wrongValues } from '../bad-values.js';
import type { Live, Subject } from '../subject.js';
import { base } from '../world.js';

const forged: Json = {
  role: 'admin',
  roles: ['admin'],
  isAdmin: true,
  is_admin: true,
  admin: true,
  emailVerified: true,
  email_verified: true,
  disabled: true,
  passwordHash: 'forged',
  password_hash: 'forged',
  id: '11111111-1111-4111-8111-111111111111',
  createdAt: '2001-01-01T00:00:00.000Z',
  created_at: '2001-01-01T00:00:00.000Z',
  updatedAt: '2001-01-01T00:00:00.000Z',
};

const a1: Check = {
  item: 'A1',
  title: 'registration takes no role, flag, id or date',
  how: 'The body of a registration is a strict zod object of e-mail, password and name; everything else is refused.',
  async run(subject) {
    if (!subject.files.hasAuth) return noAccounts;
    const { client, sql } = await subject.live();
    /** The row that comes of it: none where it is refused. */
    const register = async (extras: Json): Promise<Json | undefined> => {
      const email = newEmail();
      const body = { email, password: goodPassword, name: 'Mallory', ...extras };
      const answer = await client.post(`${base}/auth/register`, body);
      if (answer.status >= 500) throw new Error(show(answer));
      const { rows } = await sql.query('SELECT * FROM users WHERE email = $1', [email]);
      return (rows as Json[])[0];
    };
    const innocent = await register({});
    assert.ok(innocent, 'nobody can register');
    const flaws: string[] = [];
    for (const [name, value] of Object.entries(forged)) {
      const row = await register({ [name]: value });
      const taken = Object.keys(row ?? {}).filter((column) => isForged(row?.[column], innocent[column]));
      if (taken.length > 0) flaws.push(`${name} was taken: ${taken.join(', ')}`);
    }
    noFlaws(flaws);
  },
};

/** Anything that was sent; and another flag than everybody gets, by whatever name it was sent. */
function isForged(stored: unknown, usual: unknown): boolean {
  if (stored instanceof Date) return stored.getFullYear() === 2001;
  if (typeof stored === 'boolean' || stored === 'admin') return stored !== usual;
  return Object.values(forged).includes(stored);
}

const a2: Check = {
  item: 'A2',
  title: 'every operation with a body validates it',
  how: 'An endpoint that takes a body states its zod schema, and the router validates by it before the handler runs.',
  async run(subject) {
    const { client, document, world } = await subject.live();
    const operations = document.api.filter(({ body }) => body);
    if (operations.length === 0) return doesNotApply('no operation takes a body');
    const flaws: string[] = [];
    for (const operation of operations) {
      const token = (await world.callerOf(operation))?.token;
      const path = await world.pathFor(operation);
      const good = await world.bodyFor(operation);
      const required = operation.method === 'patch' ? [] : requiredOf(operation.body);
      const cases = [
        { ...good, surprise: 1 },
        ...required.map((name) => without(good, name)),
        ...Object.entries(propertiesOf(document, operation.body)).flatMap(([name, schema]) =>
          wrongValues(document, schema).map((value) => ({ ...good, [name]: value })),
        ),
      ];
      for (const body of cases) {
        const answer = await client.ask(operation.method, path, { token, body });
        if (answer.status < 400 || answer.status >= 500) flaws.push(show(answer));
      }
    }
    noFlaws(flaws);
  },
};

const without = (body: Json, name: string): Json =>
  Object.fromEntries(Object.entries(body).filter(([key]) => key !== name));

const refusedPasswords = [
  'letmein-please-now',
  'elevenchars',
  'x7'.padEnd(129, 'qkz81mfw'),
  'password1234',
  'Password123!',
  '123456789012',
  'qwertyuiop12',
  'aaaaaaaaaaaa',
  'iloveyou1234',
];
const acceptedPasswords = [
  'é'.repeat(64),
  'twelve chars',
  'only lower case words',
  '8402751963 5127',
  'пароль, которого нет',
  '🐘🐘 elephants walk far',
  'kq3'.padEnd(128, 'v9mz4bt1wx'),
];

const a5: Check = {
  item: 'A5',
  title: 'the same rule for passwords on register and change',
  how: '`password-policy.ts` holds the one rule (12 to 128 characters, nothing common or patterned) for registration and change.',
  async run(subject) {
    if (!subject.files.hasAuth) return noAccounts;
    const { client, world } = await subject.live();
    const flaws: string[] = [];
    const judge = (answer: Answer, fits: boolean): void => {
      const accepted = answer.status < 300;
      if (accepted !== fits || answer.status >= 500) flaws.push(show(answer));
    };
    for (const password of [...refusedPasswords, ...acceptedPasswords]) {
      const fits = acceptedPasswords.includes(password);
      judge(await client.post(`${base}/auth/register`, { email: newEmail(), password, name: 'Any' }), fits);
      const user = await world.signUp();
      const body = { currentPassword: user.password, newPassword: password };
      judge(await client.post(`${base}/auth/change-password`, body, { token: user.token }), fits);
    }
    noFlaws(flaws);
  },
};

interface Argon2 {
  hash(password: string, options: object): Promise<string>;
}

const a6: Check = {
  item: 'A6',
  title: 'argon2id of the right cost, renewed on login, off the event loop',
  how: '`@node-rs/argon2` hashes in its own threads with argon2id, and a login renews a hash of other parameters.',
  async run(subject) {
    if (!subject.files.hasAuth) return noAccounts;
    const live = await subject.live();
    const { sql, world } = live;
    const user = await world.signUp();
    assertStrong(await hashOf(live, user.id));
    const require = createRequire(join(subject.files.dir, 'package.json'));
    const { hash } = require('@node-rs/argon2') as Argon2;
    const weak = await hash(user.password, { memoryCost: 8192, timeCost: 1, parallelism: 1 });
    await sql.query('UPDATE users SET password_hash = $1 WHERE id = $2', [weak, user.id]);
    await world.signIn(user);
    assertStrong(await hashOf(live, user.id));
    assertOffTheLoop(subject);
  },
};

function assertOffTheLoop({ files }: Subject): void {
  const blocking = files
    .list((path) => /^src\/.*\.ts$/.test(path))
    .filter((path) =>
      /\b(?:hashSync|verifySync|compareSync|hashRawSync|pbkdf2Sync)\b/.test(files.read(path)),
    );
  assert.deepEqual(blocking, []);
}

async function hashOf({ sql }: Live, id: string): Promise<string> {
  const { rows } = await sql.query('SELECT * FROM users WHERE id = $1', [id]);
  const [row] = rows as Json[];
  return String(row?.['password_hash']);
}

function assertStrong(stored: string): void {
  const [, m, t, p] = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$/.exec(stored) ?? [];
  const good = Number(m) >= 19_456 && Number(t) >= 2 && Number(p) === 1;
  assert.ok(good, `weak password hash: ${stored.slice(0, 40)}`);
}

export const accountChecks: readonly Check[] = [a1, a2, a5, a6];
