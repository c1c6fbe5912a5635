import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import express from '../projects/all-in-one-express/hand.js';
import onNest from '../projects/all-in-one-nest/hand.js';
import type { HandEdit } from '../projects/hand.js';
import { cleanEnvironment } from '../support/run.js';
import { blog, review } from './blog.js';
import { complaints, onDisk } from './on-disk.js';
import { changedPairs, filesOf, resourceAddition } from './planning.js';

const development = ['--import', './dev/setup.mjs'];

/** Somebody's project on each framework, and with what `npm run dev` starts it. */
const projects: Readonly<Record<string, { readonly hand: HandEdit; readonly start: readonly string[] }>> = {
  express: { hand: express, start: ['node_modules/tsx/dist/cli.mjs', ...development, 'src/server.ts'] },
  nest: { hand: onNest, start: ['--import', '@oxc-node/core/register', ...development, 'src/main.ts'] },
};

it.each(changedPairs)(
  'a project on $http that was edited by hand passes its tests and serves what was added',
  async (adapters) => {
    const project = projects[adapters.http];
    if (project === undefined) throw new Error(`Nobody has edited a project on ${adapters.http}.`);
    const before = await project.hand.apply(await blog(adapters));
    const plan = await resourceAddition(before, review, 60);
    await onDisk(filesOf(plan), async (folder) => {
      // Those of the embedded database take longest, and know nothing of the project: T4 runs them.
      expect(await complaints(folder, 'vitest', 'run', '--exclude', 'test/dev/**')).toBe('');
      const answer = await served(folder, project.start, '/api/v1/reviews');
      expect(answer).toMatchObject({ status: 200, body: { data: [] } });
    });
  },
);

/** The embedded database starts for the first time, on a machine that may be busy. */
const ANSWER_WITHIN_MS = 180_000;

/** What the project's own server answers. */
async function served(
  folder: string,
  start: readonly string[],
  path: string,
): Promise<{ status: number; body: unknown }> {
  const port = await freePort();
  const env = cleanEnvironment({
    PORT: String(port),
    NODE_ENV: 'development',
    JWT_SECRET: randomBytes(32).toString('base64url'),
  });
  const server = spawn(process.execPath, start, { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [server.stdout, server.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (said += text));
  const deadline = Date.now() + ANSWER_WITHIN_MS;
  try {
    while (Date.now() < deadline && server.exitCode === null) {
      const response = await fetch(`http://127.0.0.1:${port}${path}`).catch(() => undefined);
      if (response !== undefined) return { status: response.status, body: await response.json() };
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    const end = server.exitCode === null ? 'did not answer in time' : `ended with ${server.exitCode}`;
    throw new Error(`The server ${end}:\n${said.slice(-2000)}`);
  } finally {
    server.kill();
    if (server.exitCode === null) await once(server, 'close');
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}
