import { newEmail } from '../account-api.js';
import { type Check, flawsOfAll, noAccounts, noFlaws } from '../check.js';
import { type Answer, objectOf, show } from '../http.js';
import type { Live, Subject } from '../subject.js';
import {
  type Attempt,
  flawsOfAccountLimit,
  flawsOfAddressLimit,
  flawsOfLimit,
  LIMIT,
  newAddress,
  ThrottledService,
} from '../throttled.js';
import { base } from '../world.js';

const wrongPassword = 'not the password 42';

/** What somebody new tries again and again, for each operation that is limited. */
function newcomersOf({ document, world }: Live): Readonly<Record<string, () => Promise<Attempt>>> {
  const forgot = document.find('post', `${base}/auth/forgot-password`);
  return {
    login: async () => {
      const email = newEmail();
      return (api, index) => api.login(spelled(email, index), wrongPassword);
    },
    'login, wrong password': async () => {
      const { email } = await world.signUp();
      return (api, index) => api.login(spelled(email, index), wrongPassword);
    },
    // A good one forgives nothing: a guesser would log in as themself in between.
    'login, right password': async () => {
      const { email, password } = await world.signUp();
      return (api) => api.login(email, password);
    },
    register: async () => {
      const email = newEmail();
      return (api, index) => api.register(spelled(email, index));
    },
    'refresh, bad token': async () => {
      return (api) => api.refresh(`no token of ours ${newEmail()}`);
    },
    refresh: async () => {
      let { refreshToken } = await world.signUp();
      return async (api) => {
        const answer = await api.refresh(refreshToken);
        if (answer.status === 200) refreshToken = String(objectOf(answer)['refreshToken']);
        return answer;
      };
    },
    ...(forgot && {
      'forgot-password': async () => {
        const email = newEmail();
        return (api: Parameters<Attempt>[0], index: number) => api.forgotPassword(spelled(email, index));
      },
    }),
  };
}

/** One account, in whatever case, with whatever around it. */
const spelled = (email: string, index: number): string =>
  [email, email.toUpperCase(), ` ${email}`, `${email} `][index % 4] ?? email;

const a7: Check = {
  item: 'A7',
  title: 'login, register and refresh are limited per address and per account, whatever a caller forges',
  how: 'Each operation counts by address and by account, refreshing by session, and by address where it fails; X-Forwarded-For counts only as far as TRUST_PROXY says.',
  async run(subject) {
    if (!subject.files.hasAuth) return noAccounts;
    const all = Object.entries(newcomersOf(await subject.live()));
    // What is no token is nobody's; and many people refresh theirs from behind one address.
    const newcomers = all.filter(([name]) => name !== 'refresh, bad token');
    const operations = all.filter(([name]) => !name.endsWith(' password') && name !== 'refresh');
    const behindProxy = (service: ThrottledService) =>
      flawsOfAll(subject, [
        ...newcomers.map(
          ([name, newcomer]) =>
            () =>
              flawsOfAccountLimit(service, name, newcomer),
        ),
        ...operations.map(
          ([name, newcomer]) =>
            () =>
              flawsOfAddressLimit(service, name, newcomer),
        ),
      ]);
    // All of them come from the one address of this machine, so each operation has its turn once.
    const forged = (service: ThrottledService) =>
      flawsOfAll(
        subject,
        operations.map(([name, newcomer]) => () => {
          const attempt = async (index: number) => (await newcomer())(service.from(newAddress()), index);
          return flawsOfLimit(`${name}, forged headers`, attempt);
        }),
      );
    noFlaws(
      await flawsOfAll(subject, [() => serving(subject, 1, behindProxy), () => serving(subject, 0, forged)]),
    );
  },
};

async function serving<T>(
  subject: Subject,
  proxies: 0 | 1,
  work: (service: ThrottledService) => Promise<T>,
): Promise<T> {
  const service = await ThrottledService.boot(subject, proxies);
  try {
    return await work(service);
  } finally {
    await service.close();
  }
}

const a19: Check = {
  item: 'A19',
  title: 'nobody locks out somebody else: an owner, a neighbour behind one address, a session that refreshes',
  how: 'One account at one address uses up at most half of the attempts of either, whoever signed in from an address has attempts of their own there, and good refreshes count for their session alone.',
  async run(subject) {
    if (!subject.files.hasAuth) return noAccounts;
    const live = await subject.live();
    noFlaws(await serving(subject, 1, (service) => flawsOfLockouts(live, service)));
  },
};

async function flawsOfLockouts({ world }: Live, service: ThrottledService): Promise<readonly string[]> {
  const [owner, neighbour, guesser] = [await world.signUp(), await world.signUp(), newAddress()];
  const guess = (from: string) => service.from(from).login(owner.email, wrongPassword);
  for (let tries = 0; tries < 2 * LIMIT; tries += 1) await guess(guesser);
  const home = service.from(newAddress());
  const answers: [string, Answer][] = [
    ['the owner, at another address than the guesser', await home.login(owner.email, owner.password)],
    [
      'somebody else, at that of the guesser',
      await service.from(guesser).login(neighbour.email, neighbour.password),
    ],
  ];
  for (let tries = 0; tries < 2 * LIMIT; tries += 1) await guess(newAddress());
  answers.push(['the owner, at home', await home.login(owner.email, owner.password)]);
  const office = service.from(newAddress());
  for (let tries = 0; tries < LIMIT + 2; tries += 1) {
    const { refreshToken } = await world.signIn(neighbour);
    answers.push(['a good refresh of somebody', await office.refresh(refreshToken)]);
  }
  return answers.filter(([, { status }]) => status !== 200).map(([who, one]) => `${who}: ${show(one)}`);
}

export const throttlingChecks: readonly Check[] = [a7, a19];
