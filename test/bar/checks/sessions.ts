import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { AccountApi, type Session } from '../account-api.js';
import { type Check, noAccounts, noFlaws } from '../check.js';
import { asObject } from '../document.js';
import { type Answer, Client, expected, type Json, objectOf, show } from '../http.js';
import type { Live } from '../subject.js';
import type { Person, World } from '../world.js';

const AT_ONCE = 10;
const ROUNDS = 5;

const a11: Check = {
  item: 'A11',
  title: 'of many refreshes with one token at once, one succeeds, and the session goes on with it',
  how: 'One conditional UPDATE swaps the hash of a refresh token: whoever comes second changes no row. Those that overlap are the tabs of one user: they are refused, and end nothing. REFRESH_TOKEN_GRACE makes that seconds.',
  async run(subject) {
    if (!subject.files.hasAuth) return noAccounts;
    const { client, world } = await subject.live();
    const user = await world.signUp();
    const { flaws, ended } = await refreshesAtOnce(client, world, user);
    // On a busy machine a request may begin after the others' end, and is a reuse then: not in every round.
    if (ended.length === ROUNDS) flaws.push(...ended);
    // With a grace that no machine is too slow for, it is none in any round.
    const service = await subject.boot({ env: { REFRESH_TOKEN_GRACE: '60' } });
    const graceful = new Client(service.url);
    try {
      const within = await refreshesAtOnce(graceful, world, user);
      flaws.push(...within.flaws, ...within.ended.map((flaw) => `within REFRESH_TOKEN_GRACE, ${flaw}`));
    } finally {
      graceful.close();
      await service.stop();
    }
    noFlaws(flaws);
  },
};

/** Signs in anew for each round. `ended` has a line for each round that ended the session of its winner. */
async function refreshesAtOnce(
  client: Client,
  world: World,
  user: Person,
): Promise<{ readonly flaws: string[]; readonly ended: readonly string[] }> {
  const api = new AccountApi(client);
  const flaws: string[] = [];
  const ended: string[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const { refreshToken } = await world.signIn(user);
    const answers = await Promise.all(Array.from({ length: AT_ONCE }, () => api.refresh(refreshToken)));
    const succeeded = answers.filter(({ status }) => status === 200).length;
    if (succeeded !== 1) flaws.push(`${succeeded} of ${AT_ONCE} refreshes at once succeed`);
    ended.push(...(await flawsOfWinner(api, answers)));
    flaws.push(...answers.filter(({ status }) => ![200, 401].includes(status)).map(show));
  }
  return { flaws, ended };
}

/** Tabs of one user that refresh at once do not end their session. */
async function flawsOfWinner(api: AccountApi, answers: readonly Answer[]): Promise<readonly string[]> {
  const won = answers.find(({ status }) => status === 200);
  if (!won) return [];
  const me = await api.me(String(objectOf(won)['accessToken']));
  return me.status === 200 ? [] : [`the session of those at once: ${show(me)}`];
}

const a12: Check = {
  item: 'A12',
  title: 'a refresh token that comes back ends its family, and no other, and is logged without it',
  how: 'A token that matches its session but not its latest hash was used before: the session is revoked and a warning logged.',
  async run(subject) {
    if (!subject.files.hasAuth) return noAccounts;
    const live = await subject.live();
    const api = new AccountApi(live.client);
    const user = await live.world.signUp();
    const another = await live.world.signIn(user);
    const stranger = await live.world.signUp();
    const flaws: string[] = [];
    for (const reused of [0, 1]) {
      const family = await familyOf(api, await live.world.signIn(user), 3);
      const before = live.service.logs().length;
      const answer = await api.refresh(family[reused]?.refreshToken ?? '');
      if (answer.status !== 401) flaws.push(`token ${reused} of 3 works again: ${show(answer)}`);
      flaws.push(...(await flawsOfLog(live, before, family)));
      // The newest first: it is the one that a thief, or the owner, still holds.
      const members = family.map((one, index) => [`${index} after ${reused} came back`, one]).toReversed();
      flaws.push(...(await api.flawsOf('over', Object.fromEntries(members))));
    }
    flaws.push(...(await api.flawsOf('live', { 'another session of the user': another })));
    flaws.push(...(await api.flawsOf('live', { 'a session of somebody else': stranger })));
    noFlaws(flaws);
  },
};

/** A session and what it is refreshed to, oldest first. */
async function familyOf(api: AccountApi, first: Session, size: number): Promise<readonly Session[]> {
  const family = [first];
  while (family.length < size) {
    const renewed = objectOf(expected(await api.refresh(family.at(-1)?.refreshToken ?? ''), 200));
    const { accessToken, refreshToken } = renewed;
    family.push({ token: String(accessToken), refreshToken: String(refreshToken) });
  }
  return family;
}

const LOGGED_WITHIN_MS = 1_500;

/** Whoever watches has to learn of it, and whose session it is: the user's id, or the session's. */
async function flawsOfLog(
  { service }: Live,
  from: number,
  family: readonly Session[],
): Promise<readonly string[]> {
  const { sub, sid } = claimsOf(family[0]?.token ?? '');
  const ids = [sub, sid].filter((id) => typeof id === 'string');
  const warned = (): boolean =>
    service
      .logs()
      .slice(from)
      .split('\n')
      .some((line) => /reus|replay/i.test(line) && isWarning(line) && ids.some((id) => line.includes(id)));
  const deadline = Date.now() + LOGGED_WITHIN_MS;
  while (!warned() && Date.now() < deadline) await delay(20);
  const logs = service.logs();
  const secrets = family.flatMap(({ token, refreshToken }) => [token, refreshToken]);
  const shown = secrets.filter((secret) => logs.includes(secret.split('.').at(-1) ?? secret));
  return [
    ...(warned() ? [] : ['no warning in the log names the reuse and the user or the session']),
    ...shown.map(() => 'a token is in the log'),
  ];
}

const claimsOf = (token: string): Json =>
  asObject(JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as unknown);

const isWarning = (line: string): boolean => /"level":"(?:warn|error|fatal)"|"level":[4-6]0\b/.test(line);

const a13: Check = {
  item: 'A13',
  title: 'logout ends access and refresh at once, logout-all those of every session, and of nobody else',
  how: 'A session is a row: logout revokes it, and each request looks it up, so its access token is dead too.',
  async run(subject) {
    if (!subject.files.hasAuth) return noAccounts;
    const { client, world } = await subject.live();
    const api = new AccountApi(client);
    const user = await world.signUp();
    const stranger = await world.signUp();
    const [byBoth, byRefresh, byAccess, guessed] = [user, ...(await several(3, () => world.signIn(user)))];
    if (!byBoth || !byRefresh || !byAccess || !guessed) throw new Error('too few sessions');
    const flaws: string[] = [];

    expected(await api.logout(byBoth.refreshToken, byBoth.token), 204);
    expected(await api.logout(byRefresh.refreshToken), 204);
    expected(await api.logout('no token of ours', byAccess.token), 204);
    const [sessionId = ''] = guessed.refreshToken.split('.');
    expected(await api.logout(`${sessionId}.${randomBytes(32).toString('base64url')}`), 204);
    const loggedOut = {
      'logged out': byBoth,
      'logged out by refresh token': byRefresh,
      'logged out by access token': byAccess,
    };
    flaws.push(...(await api.flawsOf('over', loggedOut)));

    const last = await world.signIn(user);
    if ((await api.me(guessed.token)).status !== 200) flaws.push('a session ended without its token');
    expected(await api.logoutAll(last.token), 204);
    flaws.push(...(await api.flawsOf('over', { 'after logout-all': last, 'another after it': guessed })));
    flaws.push(...(await api.flawsOf('live', { "somebody else's": stranger })));
    flaws.push(...(await api.flawsOf('live', { 'a new one': await world.signIn(user) })));
    noFlaws(flaws);
  },
};

async function several<T>(count: number, make: () => Promise<T>): Promise<readonly T[]> {
  const made: T[] = [];
  while (made.length < count) made.push(await make());
  return made;
}

export const sessionChecks: readonly Check[] = [a11, a12, a13];
