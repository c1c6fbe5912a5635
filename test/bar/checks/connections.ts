import { readFile } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { Resource, ScalarField } from '../../../src/resource/model.js';
import { type Check, doesNotApply, flawsOfAll, noFlaws } from '../check.js';
import { type Answer, Client, show } from '../http.js';
import type { Service } from '../../support/service.js';
import type { Live, Subject } from '../subject.js';
import { listPath, tableOf } from '../world.js';
import { opened } from './shutdown.js';

const ROWS = 100;
const ROW_BYTES = 100_000;
const READERS = 40;
const BUFFER_MB = 32;
const CONNECTIONS = 60;
/** So many lists are made at the same time, and no reader is refused for another reason than its memory. */
const LISTS = 10;
/** What those take while they are made, each some 60 MB for 10 MB; without any bound it was 2.7 GB. */
const MAX_GROWTH_MB = 800;
const SOON_MS = 20_000;

const r18: Check = {
  item: 'R18',
  title: 'clients that ask for much and read nothing get a bounded part of the memory, and are dropped',
  how: '`src/platform/http/answers.ts` bounds the bytes that wait for readers (RESPONSE_BUFFER_MB): more is a 503, small answers always go out, and who reads nothing for SLOW_READER_MS is cut off. MAX_CONNECTIONS bounds the sockets.',
  async run(subject) {
    const live = await subject.live();
    const found = large(live);
    if (!found) return doesNotApply('no resource holds long texts');
    const { resource, field } = found;
    const token = (await live.world.writerOf(resource))?.token;
    await fill(live, resource, field);
    try {
      noFlaws(await flawsOfReaders(subject, `${listPath(resource)}?limit=${ROWS}`, token));
    } finally {
      await live.sql.query(`DELETE FROM "${tableOf(resource)}" WHERE length("${columnOf(field)}") > 50000`);
    }
  },
};

const columnOf = ({ name }: ScalarField): string =>
  name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

function large({ world }: Live): { resource: Resource; field: ScalarField } | undefined {
  for (const resource of world.resources) {
    for (const field of resource.fields) {
      const isLong = field.kind === 'scalar' && field.type === 'text' && !field.hidden && !field.readonly;
      if (isLong && field.max === undefined && field.pattern === undefined) return { resource, field };
    }
  }
  return undefined;
}

/** Rows over HTTP, their texts by SQL. */
async function fill({ world, sql }: Live, resource: Resource, field: ScalarField): Promise<void> {
  const ids: string[] = [];
  for (let done = 0; done < ROWS; done += 10) {
    const rows = await Promise.all(Array.from({ length: 10 }, () => world.create(resource)));
    ids.push(...rows.map(({ id }) => String(id)));
  }
  const column = columnOf(field);
  await sql.query(
    `UPDATE "${tableOf(resource)}" SET "${column}" = repeat('x', ${ROW_BYTES}) WHERE id::text = ANY($1)`,
    [ids],
  );
}

async function flawsOfReaders(
  subject: Subject,
  path: string,
  token: string | undefined,
): Promise<readonly string[]> {
  const env = {
    RESPONSE_BUFFER_MB: String(BUFFER_MB),
    LIST_POOL_MAX: String(LISTS),
    MAX_CONNECTIONS: String(CONNECTIONS),
    SLOW_READER_MS: '2000',
  };
  const service = await subject.boot({ env });
  const client = new Client(service.url);
  const sockets: Socket[] = [];
  try {
    return await flawsOfAll(subject, [
      () => flawsOfMemory(service, client, { path, token, sockets }),
      () => flawsOfCap(service, sockets),
    ]);
  } finally {
    for (const socket of sockets) socket.destroy();
    client.close();
    await service.stop();
  }
}

interface Readers {
  readonly path: string;
  readonly token: string | undefined;
  readonly sockets: Socket[];
}

async function flawsOfMemory(
  service: Service,
  client: Client,
  { path, token, sockets }: Readers,
): Promise<readonly string[]> {
  const before = await peakOf(service);
  const statuses: Promise<string>[] = [];
  const authorization = token === undefined ? '' : `Authorization: Bearer ${token}\r\n`;
  for (let index = 0; index < READERS; index += 1) {
    const socket = (await opened(service.port)).pause();
    sockets.push(socket);
    statuses.push(statusLineOf(socket));
    socket.write(`GET ${path} HTTP/1.1\r\nHost: a\r\n${authorization}\r\n`);
    if (statuses.length % LISTS === 0) await Promise.all(statuses);
  }
  const small = await client.get('/health/live');
  const again = await untilServed(client, path, token);
  const held = await stillOpen(service, sockets);
  const growth = Math.round(((await peakOf(service)) - before) / 1024);
  for (const socket of sockets) socket.destroy();
  const refused = (await Promise.all(statuses)).filter((line) => line.endsWith('503')).length;
  return [
    ...(small.status === 200 ? [] : [`others: ${show(small)}`]),
    ...(again.status === 200 ? [] : [`it does not recover: ${again.status}`]),
    ...(held === 0 ? [] : [`${held} of ${READERS} clients that read nothing are kept`]),
    ...(refused > 0
      ? []
      : [`none of ${READERS} readers of 10 MB each was refused, with a bound of ${BUFFER_MB} MB`]),
    ...(growth <= MAX_GROWTH_MB ? [] : [`memory grows by ${growth} MB for ${READERS} slow readers`]),
  ];
}

/** The beginning of the answer, `HTTP/1.1 503`, without taking the rest; empty where the connection ends before. */
function statusLineOf(socket: Socket): Promise<string> {
  return new Promise((resolve) => {
    socket.once('readable', () => resolve(String(socket.read('HTTP/1.1 200'.length) ?? '')));
    socket.once('close', () => resolve(''));
  });
}

async function untilServed(client: Client, path: string, token: string | undefined): Promise<Answer> {
  const deadline = Date.now() + SOON_MS;
  for (;;) {
    const answer = await client.get(path, { token });
    if (answer.status === 200 || Date.now() > deadline) return answer;
    await delay(200);
  }
}

/** Sockets whose answer was not taken. Those that were refused may wait for their next request. */
async function stillOpen(service: Service, sockets: readonly Socket[]): Promise<number> {
  const deadline = Date.now() + SOON_MS;
  for (;;) {
    const open = await establishedOn(service, sockets);
    if (open === 0 || Date.now() > deadline) return open;
    await delay(200);
  }
}

/** What the service's own side of a connection says: a client that reads nothing does not hear of its end. */
async function establishedOn({ port }: Service, sockets: readonly Socket[]): Promise<number> {
  const hex = (value: number): string => value.toString(16).toUpperCase().padStart(4, '0');
  const ours = new Set(sockets.map(({ localPort = 0 }) => hex(localPort)));
  const [v4, v6] = await Promise.all(
    ['/proc/net/tcp', '/proc/net/tcp6'].map((path) => readFile(path, 'utf8')),
  );
  return `${v4}\n${v6}`
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([, local = '', remote = '', state, queues = '']) => {
      const isServer = local.endsWith(`:${hex(port)}`) && ours.has(remote.split(':')[1] ?? '');
      return isServer && state === '01' && !queues.startsWith('00000000:');
    }).length;
}

/** The most memory that the process ever had, in kB. */
async function peakOf({ pid }: Service): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/VmHWM:\s+(\d+)/.exec(status)?.[1]);
}

async function flawsOfCap(service: Service, sockets: Socket[]): Promise<readonly string[]> {
  for (const socket of sockets) socket.destroy();
  await delay(200);
  const many = await Promise.all(Array.from({ length: CONNECTIONS + 20 }, () => opened(service.port)));
  sockets.push(...many);
  for (const socket of many) socket.resume();
  await delay(500);
  const open = many.filter(({ destroyed }) => !destroyed).length;
  return open <= CONNECTIONS ? [] : [`${open} connections are open, of ${CONNECTIONS}`];
}

const r19: Check = {
  item: 'R19',
  title:
    'behind a proxy an idle connection is kept longer than the 60 s of balancers, and as long as is asked for',
  how: 'KEEP_ALIVE_MS says how long, and is 65 s where TRUST_PROXY names a proxy: else the balancer reuses a connection in the moment in which it is closed, a 502.',
  async run(subject) {
    const cases = [
      [{ TRUST_PROXY: '1' }, (seconds: number) => seconds > 60],
      [{ KEEP_ALIVE_MS: '33000' }, (seconds: number) => seconds === 33],
    ] as const;
    const flaws = await Promise.all(
      cases.map(async ([env, isRight]) => {
        const seconds = await keepAliveOf(subject, env);
        return isRight(seconds)
          ? []
          : [`${JSON.stringify(env)}: an idle connection is kept for ${seconds} s`];
      }),
    );
    noFlaws(flaws.flat());
  },
};

/** As the service says it itself; that it does as it says is R11's. */
async function keepAliveOf(subject: Subject, env: Readonly<Record<string, string>>): Promise<number> {
  const service = await subject.boot({ env });
  const client = new Client(service.url);
  try {
    const { headers } = await client.get('/health/live');
    return Number(/timeout=(\d+)/.exec(String(headers['keep-alive']))?.[1]);
  } finally {
    client.close();
    await service.stop();
  }
}

export const connectionChecks: readonly Check[] = [r18, r19];
