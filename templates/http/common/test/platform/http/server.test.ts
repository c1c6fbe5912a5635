import { once } from 'node:events';
import { get, type IncomingMessage, type RequestListener } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import express from 'express';
import { afterEach, describe, expect, it } from 'vitest';
import { boundAnswers } from '../../../src/platform/http/answers.js';
import { HttpServer } from '../../../src/platform/http/server.js';

const limits = { KEEP_ALIVE_MS: undefined, MAX_CONNECTIONS: 100, TRUST_PROXY: 0 };
let server: HttpServer;
afterEach(() => server.closeAllConnections());

async function serve(listener: RequestListener, changes: object = {}): Promise<number> {
  server = new HttpServer(listener).limit({ ...limits, ...changes });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

async function open(port: number, text = ''): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  if (text) socket.write(text);
  return socket;
}

async function ask(port: number, path = '/'): Promise<IncomingMessage> {
  const [answer] = await once(get({ port, path, host: '127.0.0.1' }), 'response');
  return (answer as IncomingMessage).resume();
}

const large = 'x'.repeat(20_000_000);
const listsFor = (SLOW_READER_MS: number): RequestListener =>
  express()
    .use((req, _res, next) => {
      req.id = 'test';
      next();
    })
    .use(boundAnswers({ RESPONSE_BUFFER_MB: 50, SLOW_READER_MS }))
    .get('/small', (_req, res) => void res.send('small'))
    .get('/large', (_req, res) => void res.send(large));
const lists = listsFor(60_000);

describe('a client that does not read', () => {
  const request = 'GET /large HTTP/1.1\r\nHost: a\r\n\r\n';

  it('gets a bounded part of the memory', async () => {
    const port = await serve(lists);
    const readers = await Promise.all(Array.from({ length: 2 }, () => open(port, request)));
    for (const socket of readers) socket.pause();
    const status = async () => (await ask(port, '/large')).statusCode;
    await expect.poll(status, { timeout: 20_000 }).toBe(503);
    expect((await ask(port, '/small')).statusCode).toBe(200);
    for (const socket of readers) socket.destroy();
    await expect.poll(status, { timeout: 20_000 }).toBe(200);
  });

  it('is cut off', async () => {
    const port = await serve(listsFor(100));
    const accepted = once(server, 'connection');
    (await open(port, request)).pause();
    const [socket] = (await accepted) as [Socket];
    await expect.poll(() => socket.destroyed, { timeout: 20_000 }).toBe(true);
  });
});

describe('connections', () => {
  it('are kept longer than a balancer does, behind one', async () => {
    await serve(lists);
    expect(server.keepAliveTimeout).toBeLessThanOrEqual(10_000);
    expect(server.limit({ ...limits, TRUST_PROXY: 1 }).keepAliveTimeout).toBeGreaterThan(60_000);
    expect(server.limit({ ...limits, KEEP_ALIVE_MS: 75_000 }).keepAliveTimeout).toBe(75_000);
  });

  it('have an upper bound', async () => {
    const port = await serve(lists, { MAX_CONNECTIONS: 2 });
    const first = [await open(port), await open(port)];
    const third = await open(port);
    await once(third, 'close');
    expect(first.map(({ destroyed }) => destroyed)).toEqual([false, false]);
  });
});

describe('a server that stops', () => {
  it('answers on, each time for the last time on a connection', async () => {
    const answers: (() => void)[] = [];
    const port = await serve((req, res) => {
      if (req.url === '/slow') answers.push(() => res.end());
      else res.end();
    });
    const slow = ask(port, '/slow');
    await expect.poll(() => answers.length).toBe(1);
    server.drain();
    expect((await ask(port)).headers['connection']).toBe('close');
    answers[0]?.();
    expect((await slow).headers['connection']).toBe('close');
  });

  it('waits for what is in flight, and for nobody else', async () => {
    const answers: (() => void)[] = [];
    const port = await serve((_req, res) => void answers.push(() => res.end()));
    const silent = await open(port);
    const idle = await open(port, 'GET / HTTP/1.1\r\nHost: a\r\n\r\n');
    await expect.poll(() => answers.length).toBe(1);
    answers[0]?.();
    await once(idle, 'data');
    const inFlight = ask(port);
    await expect.poll(() => answers.length).toBe(2);
    const finished = server.finish();
    await Promise.all([once(silent, 'close'), once(idle, 'close')]);
    answers[1]?.();
    expect((await inFlight).statusCode).toBe(200);
    await finished;
  });

  it('does not wait for headers that never end', async () => {
    const port = await serve((_req, res) => void res.end());
    const half = await open(port, 'GET / HTTP/1.1\r\nHost: a\r\n');
    await delay(50);
    await Promise.all([server.finish(), once(half, 'close')]);
  });
});
