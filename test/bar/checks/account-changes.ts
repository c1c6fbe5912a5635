import { AccountApi } from '../account-api.js';
import { type Check, noAccounts, noFlaws } from '../check.js';
import { type Answer, Client, expected, type Json, objectOf, show } from '../http.js';
import type { Live } from '../subject.js';
import { base, type Person } from '../world.js';

const newPassword = 'an entirely different phrase';

/** Somebody who changes accounts through one process, while their holders call another. */
interface Changing {
  readonly live: Live;
  readonly api: AccountApi;
  readonly elsewhere: Client;
}

const a14: Check = {
  item: 'A14',
  title: 'disabling, deleting, a role and a password act on the next request, in every process',
  how: "Every request reads the caller's row and session: nothing about them is taken from the token.",
  async run(subject) {
    if (!subject.files.hasAuth) return noAccounts;
    const live = await subject.live();
    const service = await subject.boot();
    const elsewhere = new Client(service.url);
    const changing: Changing = { live, api: new AccountApi(live.client), elsewhere };
    try {
      noFlaws([
        ...(await flawsOfDisabling(changing)),
        ...(await flawsOfDisablingByHand(changing)),
        ...(await flawsOfDeleting(changing)),
        ...(await flawsOfDemoting(changing)),
        ...(await flawsOfNewPassword(changing)),
      ]);
    } finally {
      elsewhere.close();
      await service.stop();
    }
  },
};

async function change({ live, elsewhere }: Changing, id: string, body: Json): Promise<void> {
  const { token } = await live.world.admin();
  expected(await elsewhere.ask('patch', `${base}/users/${id}`, { token, body }), 200);
}

/** A user who just called, so that whatever remembers callers remembers them. */
async function caller({ live, api }: Changing, role: 'user' | 'admin' = 'user'): Promise<Person> {
  const user = await live.world.signUp(role);
  expected(await api.me(user.token), 200);
  return user;
}

async function flawsOfDisabling(changing: Changing): Promise<readonly string[]> {
  const { live, api } = changing;
  const user = await caller(changing);
  const second = await live.world.signIn(user);
  await change(changing, user.id, { disabled: true });
  const flaws = await api.flawsOf('over', { disabled: user, 'disabled, second session': second });
  flaws.push(...refused('disabled', await api.login(user.email, user.password)));
  await change(changing, user.id, { disabled: false });
  return [...flaws, ...(await flawsOfReturn(changing, user, 'enabled again'))];
}

/** An operator without an admin's login: the row alone has to be enough. */
async function flawsOfDisablingByHand(changing: Changing): Promise<readonly string[]> {
  const { live, api } = changing;
  const user = await caller(changing);
  const set = (disabled: boolean) =>
    live.sql.query('UPDATE users SET disabled = $1 WHERE id = $2', [disabled, user.id]);
  await set(true);
  const flaws = await api.flawsOf('over', { 'disabled in the database': user });
  await set(false);
  return [...flaws, ...(await flawsOfReturn(changing, user, 'enabled again in the database'))];
}

async function flawsOfReturn({ api }: Changing, user: Person, name: string): Promise<readonly string[]> {
  const login = await api.login(user.email, user.password);
  if (login.status !== 200) return [`${name}: ${show(login)}`];
  const { accessToken, refreshToken } = objectOf(login);
  return api.flawsOf('live', {
    [name]: { token: String(accessToken), refreshToken: String(refreshToken) },
  });
}

async function flawsOfDeleting(changing: Changing): Promise<readonly string[]> {
  const { live, api, elsewhere } = changing;
  const user = await caller(changing);
  const { token } = await live.world.admin();
  expected(await elsewhere.ask('delete', `${base}/users/${user.id}`, { token }), 204);
  const flaws = await api.flawsOf('over', { deleted: user });
  return [...flaws, ...refused('deleted', await api.login(user.email, user.password))];
}

async function flawsOfDemoting(changing: Changing): Promise<readonly string[]> {
  const user = await caller(changing, 'admin');
  const list = async (): Promise<number> =>
    (await changing.live.client.get(`${base}/users`, { token: user.token })).status;
  const before = await list();
  await change(changing, user.id, { role: 'user' });
  const demoted = await list();
  await change(changing, user.id, { role: 'admin' });
  const promoted = await list();
  const [was, shouldBe] = [[before, demoted, promoted].join(', '), '200, 403, 200'];
  return was === shouldBe ? [] : [`admin, demoted, admin again: ${was} instead of ${shouldBe}`];
}

async function flawsOfNewPassword(changing: Changing): Promise<readonly string[]> {
  const { live, api, elsewhere } = changing;
  const user = await caller(changing);
  const { token } = await live.world.signIn(user);
  const body = { currentPassword: user.password, newPassword };
  expected(await new AccountApi(elsewhere).changePassword(token, body), 204);
  const flaws = await api.flawsOf('over', { 'before the password changed': user });
  flaws.push(...refused('the old password', await api.login(user.email, user.password)));
  return [
    ...flaws,
    ...(await flawsOfReturn(changing, { ...user, password: newPassword }, 'with the new password')),
  ];
}

const refused = (name: string, answer: Answer): readonly string[] =>
  answer.status === 401 ? [] : [`${name}: ${show(answer)}`];

export const accountChangeChecks: readonly Check[] = [a14];
