import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Service } from '../../support/service.js';
import { type Check, flawsOfAll, noAccounts, noFlaws } from '../check.js';
import { type Answer, Client, expected, show } from '../http.js';
import type { Live, Subject } from '../subject.js';
import { base, listPath } from '../world.js';
import { watched } from './database-limits.js';

const heapReporter = fileURLToPath(new URL('../../support/heap-on-signal.cjs', import.meta.url));

const ROUNDS = 3;
const REQUESTS = 400;
const LOGINS = 48;
const AT_ONCE = 8;
const MAX_LEFT_BYTES = 4_000;
// Hashing is nine tenths of a login, whatever the machine is busy with.
const MAX_OWN_SHARE = 0.5;

/** What is true on a slow, loaded machine too. Rates and percentiles are `npm run bench:app`'s business. */
const t8: Check = {
  item: 'T8',
  title:
    'lists take the same statements for any number of rows, keep nothing, and logins do not stop the rest',
  how: 'Related rows come by a join or in one more statement for all rows; nothing is kept between requests; hashing runs on threads of its own.',
  async run(subject) {
    const live = await subject.live();
    noFlaws(
      await flawsOfAll(subject, [
        () => flawsOfStatements(subject, live),
        () => flawsOfLogins(live),
        () => flawsUnderLoad(subject, live),
      ]),
    );
  },
};

/** Every resource's list by cursor, with all that may be included; without resources whatever lists there are. */
async function listsOf({ client, document, world }: Live): Promise<readonly string[]> {
  const token = (await world.mighty())?.token;
  const lists: string[] = [];
  for (const resource of world.resources) {
    await Promise.all(Array.from({ length: 6 }, () => world.create(resource)));
    const names: string[] = [];
    for (const { kind, name } of resource.fields) {
      if (kind === 'scalar') continue;
      const { status } = await client.get(`${listPath(resource)}?limit=1&include=${name}`, { token });
      if (status === 200) names.push(name);
    }
    const include = names.length > 0 ? `&include=${names.join()}` : '';
    lists.push(`${listPath(resource)}?cursor=${include}`, `${listPath(resource)}?page=1${include}`);
  }
  if (lists.length > 0) return lists;
  return document.find('get', `${base}/users`) ? [`${base}/users?cursor=`] : [];
}

async function flawsOfStatements(subject: Subject, live: Live): Promise<readonly string[]> {
  const token = (await live.world.mighty())?.token;
  const lists = await listsOf(live);
  return watched(subject, async ({ client, proxy }) => {
    const count = async (path: string): Promise<number> => {
      const before = proxy.statements;
      expected(await client.get(path, { token }), 200);
      return proxy.statements - before;
    };
    const flaws: string[] = [];
    for (const path of lists) {
      const [few, many] = [await count(`${path}&limit=2`), await count(`${path}&limit=6`)];
      // A list whose rows are counted anyway may do without that on its last page.
      if (few === 0 || many > few) flaws.push(`${path}: ${few} statements for 2 rows, ${many} for 6`);
    }
    return flaws;
  });
}

/** Lists over and over: all are answered, and nothing of them stays in memory. */
async function flawsUnderLoad(subject: Subject, live: Live): Promise<readonly string[]> {
  const lists = await listsOf(live);
  const paths = lists.length > 0 ? lists : ['/health/ready'];
  const token = (await live.world.mighty())?.token;
  const service = await subject.boot({
    env: { NODE_OPTIONS: `--expose-gc --require ${heapReporter}` },
  });
  const client = new Client(service.url);
  const ask = (index: number): Promise<Answer> =>
    client.get(paths[index % paths.length] ?? '/health/ready', { token });
  try {
    const answers = await inParallel(REQUESTS, ask);
    const heaps = [await heapOf(service)];
    for (let round = 1; round < ROUNDS; round += 1) {
      answers.push(...(await inParallel(REQUESTS, ask)));
      heaps.push(await heapOf(service));
    }
    // A service that is still warming up keeps something once, a leak each time.
    const growths = heaps.slice(1).map((heap, round) => heap - (heaps[round] ?? 0));
    const left = Math.min(...growths) / REQUESTS;
    return [
      ...answers.filter(({ status }) => status !== 200).map(show),
      ...(left > MAX_LEFT_BYTES ? [`${left.toFixed(0)} bytes of each request stay`] : []),
    ];
  } finally {
    client.close();
    await service.stop();
  }
}

async function inParallel(count: number, ask: (index: number) => Promise<Answer>): Promise<Answer[]> {
  const answers: Answer[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < count) answers.push(await ask(next++));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return answers;
}

async function heapOf(service: Service): Promise<number> {
  const reports = (): readonly string[] => service.logs().match(/heap after collection: \d+/g) ?? [];
  const known = reports().length;
  service.signal('SIGUSR2');
  for (let tries = 0; tries < 200; tries += 1) {
    const report = reports()[known];
    if (report) return Number(report.replace(/\D/g, ''));
    await delay(50);
  }
  throw new Error(`No report of the heap:\n${service.logs().slice(-500)}`);
}

/** The thread that answers requests must not be the one that hashes; time itself tells little on a busy machine. */
async function flawsOfLogins({ client, service, world }: Live): Promise<readonly string[]> {
  if (!world.hasAuth) return [];
  const { email, password } = await world.signUp();
  const before = await cpuOf(service);
  const logins = inParallel(LOGINS, () => client.post(`${base}/auth/login`, { email, password }));
  const health = await client.get('/health/live');
  const answers = [...(await logins), health];
  const after = await cpuOf(service);
  const share = (after.own - before.own) / (after.all - before.all);
  return [
    ...answers.filter(({ status }) => status !== 200).map(show),
    ...(share > MAX_OWN_SHARE ? [`${(share * 100).toFixed(0)} % of a login blocks everybody else`] : []),
  ];
}

/** CPU time so far, of the thread that serves and of all threads. */
async function cpuOf({ pid }: Service): Promise<{ readonly own: number; readonly all: number }> {
  const [own, all] = await Promise.all([ticks(`/proc/${pid}/task/${pid}/stat`), ticks(`/proc/${pid}/stat`)]);
  return { own, all };
}

async function ticks(path: string): Promise<number> {
  const fields = (await readFile(path, 'utf8')).split(') ')[1]?.split(' ') ?? [];
  return Number(fields[11]) + Number(fields[12]);
}

const STORM = 200;
const TOKENS = 30;
/** A token that waits for the hashes before it takes most of the storm; one that does not a small part of it. */
const MAX_WAIT_SHARE = 0.4;
/** A busy machine keeps a token waiting now and then, a queue that it stands in every time. */
const TRIES = 3;

const a18: Check = {
  item: 'A18',
  title: 'a storm of logins does not keep those waiting who are signed in, and has an end',
  how: 'Tokens are verified at once, on the thread that serves. Passwords are hashed a few at a time, so that files, names and cores are left to others; who finds the queue full gets 503 with Retry-After.',
  async run(subject) {
    const live = await subject.live();
    if (!live.world.hasAuth) return noAccounts;
    noFlaws(await inOneOf(TRIES, () => flawsOfStorm(live)));
  },
};

/** No flaw if one of some tries has none; else those of the last. */
async function inOneOf(tries: number, flaws: () => Promise<readonly string[]>): Promise<readonly string[]> {
  const found = await flaws();
  return found.length === 0 || tries === 1 ? found : inOneOf(tries - 1, flaws);
}

async function flawsOfStorm({ client, service, world }: Live): Promise<readonly string[]> {
  const { email, password, token } = await world.signUp();
  const others = Array.from({ length: 8 }, () => new Client(service.url));
  const began = performance.now();
  const storm = Array.from({ length: STORM }, (_, at) =>
    (others[at % others.length] ?? client)
      .post(`${base}/auth/login`, { email, password })
      .catch(() => undefined),
  );
  const waits: number[] = [];
  const failed: string[] = [];
  const asked = new Client(service.url);
  for (let at = 0; at < TOKENS; at += 1) {
    const since = performance.now();
    const me = await asked.get(`${base}/auth/me`, { token }).catch(() => undefined);
    if (me?.status !== 200) failed.push(`tokens wait: ${me ? show(me) : 'no answer'}`);
    waits.push(performance.now() - since);
  }
  const answers = (await Promise.all(storm)).filter((answer) => answer !== undefined);
  const tookMs = performance.now() - began;
  for (const one of [...others, asked]) one.close();
  const longest = Math.max(...waits);
  const refused = answers.filter(({ status }) => status === 503);
  return [
    ...failed.slice(0, 3),
    ...(answers.length === STORM ? [] : [`${STORM - answers.length} logins have no answer`]),
    ...(longest <= MAX_WAIT_SHARE * tookMs
      ? []
      : [`tokens wait ${longest.toFixed(0)} ms in a storm of ${tookMs.toFixed(0)} ms`]),
    ...(refused.length > 0 ? [] : [`no login of ${STORM} at once is told to come back`]),
    ...refused.filter(({ headers }) => !headers['retry-after']).map(show),
    ...answers.filter(({ status }) => ![200, 503].includes(status)).map(show),
  ];
}

export const speedChecks: readonly Check[] = [t8, a18];
