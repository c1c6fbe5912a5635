import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { createInterface } from 'node:readline';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import pg from 'pg';
import { installedModules } from './dependencies.js';
import { root } from './installed.js';
import { cleanEnvironment } from './run.js';

export interface TestDatabase {
  readonly url: string;
  close(): Promise<void>;
}

/** An empty database: of the server that PLINTH_TEST_POSTGRES names, else an embedded one in a process of its own. */
export function openDatabase(): Promise<TestDatabase> {
  const server = process.env['PLINTH_TEST_POSTGRES'];
  return server ? createOn(server) : startEmbedded();
}

/** Takes everything out of a database, so that migrations start from nothing. */
export async function emptyDatabase(url: string): Promise<void> {
  await withClient(url, (client) =>
    client.query('DROP SCHEMA IF EXISTS pgboss CASCADE; DROP SCHEMA public CASCADE; CREATE SCHEMA public'),
  );
}

export async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

async function createOn(server: string): Promise<TestDatabase> {
  const name = `plinth_test_${randomBytes(6).toString('hex')}`;
  await withClient(server, (client) => client.query(`CREATE DATABASE ${name}`));
  const url = new URL(server);
  url.pathname = `/${name}`;
  const close = async (): Promise<void> => {
    await withClient(server, (client) => client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
  };
  return { url: url.href, close };
}

async function startEmbedded(): Promise<TestDatabase> {
  const program = fileURLToPath(new URL('embedded-server.mjs', import.meta.url));
  // It ends with its stdin, and so with the test run, however that ends.
  const loader = pathToFileURL(join(await installedModules(), 'tsx', 'dist', 'loader.mjs')).href;
  const child = spawn(process.execPath, ['--import', loader, program], {
    cwd: root,
    env: cleanEnvironment(),
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const url = await new Promise<string>((resolve, reject) => {
    createInterface(child.stdout).once('line', resolve);
    child.once('exit', (code) => reject(new Error(`The embedded database exited with ${code}.`)));
  });
  const close = async (): Promise<void> => {
    child.stdin.end();
    await exited;
  };
  return { url, close };
}
