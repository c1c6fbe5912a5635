import assert from 'node:assert/strict';
import { connect, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { Service } from '../../support/service.js';
import { type Check, flawsOfAll, noFlaws } from '../check.js';
import { Client, show } from '../http.js';
import type { Subject } from '../subject.js';
import { base } from '../world.js';

const GRACE_MS = 3_000;
/** A machine may be busy: what is to happen soon may take this long. */
const SOON_MS = 15_000;

const d9: Check = {
  item: 'D9',
  title:
    'SIGTERM: not ready, served until the grace ends, then what is in flight ends well, nothing new, exit 0',
  how: 'SIGTERM turns ready into 503; the service goes on serving for SHUTDOWN_GRACE_MS, each answer the last on its connection, then closes the server when requests in flight are done, then the pool. Sockets without a request are not waited for.',
  async run(subject) {
    noFlaws(
      await flawsOfAll(subject, [
        () => whileStopping(subject, { SHUTDOWN_GRACE_MS: String(GRACE_MS) }, flawsOfGrace),
        () => whileStopping(subject, { SHUTDOWN_GRACE_MS: '0' }, flawsOfFinish),
        () => whileStopping(subject, {}, flawsOfDefault),
      ]),
    );
  },
};

type Stopping = (subject: Subject, service: Service, client: Client) => Promise<readonly string[]>;

async function whileStopping(
  subject: Subject,
  env: Readonly<Record<string, string>>,
  work: Stopping,
): Promise<readonly string[]> {
  const service = await subject.boot({ env });
  const client = new Client(service.url);
  try {
    return await work(subject, service, client);
  } finally {
    client.close();
    await service.stop();
  }
}

/** A balancer learns that it is not ready, and whatever it still sends meanwhile is answered. */
const flawsOfGrace: Stopping = async (_subject, service, client) => {
  service.signal('SIGTERM');
  await untilLogged(service, 'shutting down');
  const ready = await client.get('/health/ready');
  const fresh = await client.get(`${base}/nothing`);
  return [
    ...(ready.status === 503 ? [] : [`ready is ${ready.status}`]),
    ...(fresh.status === 404 ? [] : [`a new request is refused during the grace: ${show(fresh)}`]),
    ...(fresh.headers['connection'] === 'close' ? [] : ['the connection is kept during the grace']),
  ];
};

/** Without a grace it finishes at once: a request in flight is answered, a silent socket waited for by nobody. */
const flawsOfFinish: Stopping = async (subject, service) => {
  const silent = await opened(service.port);
  const inFlight = await startSlowRequest(subject, service.port);
  service.signal('SIGTERM');
  await untilLogged(service, 'shutting down');
  const refused = await untilRefused(service.port);
  const answer = await inFlight.finish();
  const finished = Date.now();
  const how = await Promise.race([service.ended, delay(SOON_MS, 'still running')]);
  const tookMs = Date.now() - finished;
  silent.destroy();
  return [
    ...(refused ? [] : ['a new request is accepted after the grace']),
    ...(/^HTTP\/1\.1 [24]\d\d /.test(answer) ? [] : [`in flight: ${answer.slice(0, 200) || 'cut off'}`]),
    ...(how === 0 ? [] : [`it ended with ${how}`]),
    // Long enough for a busy machine, shorter than the limit of a request in flight.
    ...(tookMs < 5_000 ? [] : [`it took ${tookMs} ms after the last answer: a silent socket is waited for`]),
  ];
};

const flawsOfDefault: Stopping = async (_subject, service) => {
  const started = Date.now();
  service.signal('SIGTERM');
  const how = await Promise.race([service.ended, delay(SOON_MS, 'still running')]);
  return [
    ...(how === 0 ? [] : [`it ended with ${how}`]),
    ...(Date.now() - started < 10_000 ? [] : ['it took more than 10 s']),
  ];
};

export async function untilLogged(service: Service, text: string): Promise<void> {
  const deadline = Date.now() + SOON_MS;
  while (!service.logs().includes(text)) {
    assert.ok(Date.now() < deadline, `no line says "${text}"`);
    await delay(10);
  }
}

async function untilRefused(port: number): Promise<boolean> {
  const deadline = Date.now() + 5_000;
  while (Date.now() < deadline) {
    const socket = await opened(port).catch(() => undefined);
    if (!socket) return true;
    socket.destroy();
    await delay(20);
  }
  return false;
}

export function opened(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  return new Promise((resolve, reject) => {
    socket.once('error', reject);
    socket.once('connect', () => {
      socket.off('error', reject).on('error', () => undefined);
      resolve(socket);
    });
  });
}

/** A request whose second half comes when it is asked for. */
async function startSlowRequest(subject: Subject, port: number): Promise<{ finish: () => Promise<string> }> {
  const { document } = await subject.live();
  const operation = document.api.find(({ method, isPublic, body }) => method === 'post' && isPublic && body);
  const path = operation?.path ?? '/health/live';
  const body = '{"surprise":1}';
  const socket = await opened(port);
  let received = '';
  socket.setEncoding('utf8').on('data', (part: string) => (received += part));
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  const head = [
    `POST ${path} HTTP/1.1`,
    'Host: a',
    'Content-Type: application/json',
    `Content-Length: ${body.length}`,
  ];
  socket.write(`${head.join('\r\n')}\r\n\r\n${body.slice(0, 5)}`);
  await delay(200);
  const finish = async (): Promise<string> => {
    socket.write(body.slice(5));
    await Promise.race([closed, delay(3_000)]);
    socket.destroy();
    return received;
  };
  return { finish };
}

export const shutdownChecks: readonly Check[] = [d9];
