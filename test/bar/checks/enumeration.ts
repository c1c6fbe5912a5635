import assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import { AccountApi, newEmail } from '../account-api.js';
import { type Check, noAccounts, noFlaws } from '../check.js';
import { type Answer, expected } from '../http.js';
import type { Live } from '../subject.js';
import { flawsOfTime } from '../timing.js';
import { base, type Person } from '../world.js';

const wrongPassword = 'not the password 42';

const a3: Check = {
  item: 'A3',
  title: 'no status, header or body tells who has an account',
  how: 'Unknown, disabled and wrong are one error after the same work, and its headers tell no count.',
  async run(subject) {
    if (!subject.files.hasAuth) return noAccounts;
    const live = await subject.live();
    const api = new AccountApi(live.client);
    const { email, refreshToken } = await live.world.signUp();
    const disabled = await disabledUser(live);
    const deleted = await deletedUser(live);
    const nobody = essence(await api.login(newEmail(), wrongPassword));
    const logins = {
      'a wrong password': await api.login(email, wrongPassword),
      'a disabled account, wrong password': await api.login(disabled.email, wrongPassword),
      'a disabled account, right password': await api.login(disabled.email, disabled.password),
      'a deleted account': await api.login(deleted.email, deleted.password),
    };
    for (const [name, answer] of Object.entries(logins)) same(answer, nobody, name);

    const secret = randomBytes(32).toString('base64url');
    const [sessionId = ''] = refreshToken.split('.');
    const noSession = essence(await api.refresh(`${randomUUID()}.${secret}`));
    same(await api.refresh(`${sessionId}.${secret}`), noSession, 'the id of a session');
    await idsAreNotTold(live, deleted);
    if (!live.document.find('post', `${base}/auth/forgot-password`)) return;
    const unknown = essence(await api.forgotPassword(newEmail()));
    for (const known of [email, disabled.email]) {
      same(await api.forgotPassword(known), unknown, 'a forgotten password');
    }
  },
};

async function idsAreNotTold({ client, world }: Live, deleted: Person): Promise<void> {
  const { token } = await world.stranger();
  const read = (id: string): Promise<Answer> => client.get(`${base}/users/${id}`, { token });
  const noUser = essence(await read(randomUUID()));
  same(await read((await world.owner()).id), noUser, "somebody's id");
  same(await read(deleted.id), noUser, 'the id of somebody deleted');
}

async function disabledUser({ client, world }: Live): Promise<Person> {
  const user = await world.signUp();
  const { token } = await world.admin();
  const body = { disabled: true };
  expected(await client.ask('patch', `${base}/users/${user.id}`, { token, body }), 200);
  return user;
}

async function deletedUser({ client, world }: Live): Promise<Person> {
  const user = await world.signUp();
  const { token } = await world.admin();
  expected(await client.ask('delete', `${base}/users/${user.id}`, { token }), 204);
  return user;
}

/** Differ between any two answers: that they are there may tell something, their values do not. */
const volatile = ['x-request-id', 'date', 'ratelimit'];

function essence(answer: Answer): object {
  const id = String(answer.headers['x-request-id']);
  const headers = Object.entries(answer.headers).map(([name, value]) =>
    volatile.includes(name) ? [name] : [name, value],
  );
  return { status: answer.status, body: answer.text.replaceAll(id, ''), headers };
}

const same = (answer: Answer, wanted: object, name: string): void =>
  assert.equal(JSON.stringify(essence(answer)), JSON.stringify(wanted), `${name} is told: ${answer.text}`);

const a4: Check = {
  item: 'A4',
  title: 'no time tells who has an account',
  how: "A login without an account is held against a dummy hash of the same cost, and the account's state is looked at afterwards.",
  async run(subject) {
    if (!subject.files.hasAuth) return noAccounts;
    const live = await subject.live();
    const api = new AccountApi(live.client);
    const [{ email }, disabled] = [await live.world.signUp(), await disabledUser(live)];
    const flaws = await flawsOfTime({
      'an unknown address': async () => expected(await api.login(newEmail(), wrongPassword), 401),
      'a wrong password': async () => expected(await api.login(email, wrongPassword), 401),
      'a disabled account': async () => expected(await api.login(disabled.email, wrongPassword), 401),
    });
    noFlaws(flaws);
  },
};

export const enumerationChecks: readonly Check[] = [a3, a4];
