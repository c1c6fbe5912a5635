import { AccountApi } from '../account-api.js';
import { type Check, noFlaws } from '../check.js';
import { propertiesOf, requiredOf } from '../document.js';
import { type Answer, Client, expected, type Json, objectOf, show } from '../http.js';
import type { Live, Subject } from '../subject.js';
import { flawsOfAccountLimit, ThrottledService } from '../throttled.js';
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
  async run(subject) {
    if (!subject.files.hasAuth) return;
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

const a17: Check = {
  item: 'A17',
  title: 'a new password wants the current one, within a limit, and ends the other sessions',
  async run(subject) {
    if (!subject.files.hasAuth) return;
    const live = await subject.live();
    noFlaws([
      ...undemanding(live),
      ...(await flawsOfWrongPassword(live)),
      ...(await flawsOfRightPassword(live)),
      ...(await flawsOfGuessing(subject)),
    ]);
  },
};

/** Of every operation with which somebody changes how they sign in. */
function undemanding({ document }: Live): readonly string[] {
  const credentials = ['password', 'newPassword', 'email', 'newEmail'];
  return document.api
    .filter(({ isPublic, path }) => !isPublic && path.startsWith(`${base}/auth/`))
    .filter(({ body }) => credentials.some((name) => name in propertiesOf(document, body)))
    .filter(({ body }) => !requiredOf(body).includes('currentPassword'))
    .map(({ id }) => `${id} does not require the current password`);
}

async function flawsOfWrongPassword({ client, world }: Live): Promise<readonly string[]> {
  const api = new AccountApi(client);
  const user = await world.signUp();
  const [second, stranger] = [await world.signIn(user), await world.signUp()];
  const flaws: string[] = [];
  const wrong = [
    'not the password 42',
    stranger.password,
    newPassword,
    user.password.toUpperCase(),
    '',
    null,
  ];
  const bodies = [...wrong.map((currentPassword) => ({ currentPassword, newPassword })), { newPassword }];
  for (const body of bodies) {
    const answer = await api.changePassword(user.token, body);
    if (answer.status < 400 || answer.status >= 500)
      flaws.push(`the current password is not asked: ${show(answer)}`);
  }
  const login = await api.login(user.email, user.password);
  if (login.status !== 200) flaws.push(`the password is another one after all: ${show(login)}`);
  return [
    ...flaws,
    ...(await api.flawsOf('live', { 'nothing changed': user, 'nothing changed, other': second })),
  ];
}

async function flawsOfRightPassword({ client, world }: Live): Promise<readonly string[]> {
  const api = new AccountApi(client);
  const user = await world.signUp();
  const others = { 'another session': await world.signIn(user), 'a third one': await world.signIn(user) };
  const stranger = await world.signUp();
  const body = { currentPassword: user.password, newPassword };
  expected(await api.changePassword(user.token, body), 204);
  const logins = [await api.login(user.email, user.password), await api.login(user.email, newPassword)];
  const statuses = logins.map(({ status }) => status).join(', ');
  // Whether the session that changed it goes on is for the project to say; half of it must not.
  const own = (await api.me(user.token)).status === 200 ? 'live' : 'over';
  return [
    ...(statuses === '401, 200' ? [] : [`login with the old and the new password: ${statuses}`]),
    ...(await api.flawsOf('over', others)),
    ...(await api.flawsOf(own, { 'the session itself': user })),
    ...(await api.flawsOf('live', { "somebody else's": stranger })),
  ];
}

/** Whoever found an open session may try some passwords, and not many. */
async function flawsOfGuessing(subject: Subject): Promise<readonly string[]> {
  const { world } = await subject.live();
  const service = await ThrottledService.boot(subject, 1);
  try {
    return await flawsOfAccountLimit(service, 'change-password', async () => {
      const { token } = await world.signUp();
      return (api) => api.changePassword(token, { currentPassword: 'not the password 42', newPassword });
    });
  } finally {
    await service.close();
  }
}

export const accountChangeChecks: readonly Check[] = [a14, a17];
