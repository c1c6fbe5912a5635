import { AccountApi } from '../account-api.js';
import { type Check, noAccounts, noFlaws } from '../check.js';
import { propertiesOf, requiredOf } from '../document.js';
import { expected, show } from '../http.js';
import type { Live, Subject } from '../subject.js';
import { flawsOfAccountLimit, ThrottledService } from '../throttled.js';
import { base } from '../world.js';

const newPassword = 'an entirely different phrase';

const a17: Check = {
  item: 'A17',
  title: 'a new password wants the current one, within a limit, and ends the other sessions',
  how: 'The current password is verified under the same limit as a login, and every other session is revoked in the transaction of the change.',
  async run(subject) {
    if (!subject.files.hasAuth) return noAccounts;
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

export const passwordChangeChecks: readonly Check[] = [a17];
