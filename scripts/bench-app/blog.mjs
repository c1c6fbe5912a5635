import { randomBytes } from 'node:crypto';
import { cpSync, mkdirSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { seed } from './seed.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const bin = fileURLToPath(new URL('../../dist/bin/create-plinth.js', import.meta.url));
const password = 'correct horse 42';

/** A generated blog of each framework, built, with the same rows: their tables are the same. */
export async function prepareBlog(root, { server, posts, users }) {
  const dir = built(root, 'express');
  const nestDir = built(root, 'nest');
  mkdirSync(join(dir, 'bench'));
  for (const name of ['bare.mjs', 'usual.mjs']) cpSync(join(here, name), join(dir, 'bench', name));

  const database = await createDatabase(server);
  const env = environment(database.url);
  try {
    execFileSync(process.execPath, ['dist/database/migrate.js', 'up'], { cwd: dir, env, stdio: 'ignore' });
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    await seed(client, { posts, users }, await hash(dir));
    await client.end();
  } catch (error) {
    await database.drop();
    throw error;
  }
  return { dir, nestDir, env, email: 'user1@example.com', password, ...database };
}

function built(root, framework) {
  // Of one name: it is the issuer of the tokens.
  const home = join(root, framework);
  const dir = join(home, 'blog');
  const modules = process.env.PLINTH_BENCH_MODULES;
  const install = modules ? ['--no-install'] : [];
  const args = [bin, 'blog', '--framework', framework, '--preset', 'blog', '--no-git', '-y', ...install];
  const stdio = ['ignore', 'ignore', 'inherit'];
  mkdirSync(home);
  execFileSync(process.execPath, args, { cwd: home, stdio });
  // Hard links, not one folder for both: the compiler keeps what it knows of a project there.
  if (modules) execFileSync('cp', ['-al', modules, join(dir, 'node_modules')], { stdio });
  execFileSync('npm', ['run', 'build'], { cwd: dir, stdio });
  return dir;
}

/** Production, with limits that a benchmark does not reach. */
function environment(url) {
  const { NODE_OPTIONS: _options, NODE_EXTRA_CA_CERTS: _certificates, ...own } = process.env;
  return {
    ...own,
    NODE_ENV: 'production',
    DATABASE_URL: url,
    JWT_SECRET: randomBytes(48).toString('base64url'),
    RATE_LIMIT_MAX: '1000000000',
    AUTH_RATE_LIMIT_MAX: '1000000000',
  };
}

function hash(dir) {
  const argon2 = createRequire(join(dir, 'package.json'))('@node-rs/argon2');
  return argon2.hash(password, { memoryCost: 19_456, timeCost: 2, parallelism: 1 });
}

async function createDatabase(server) {
  const name = `plinth_bench_${randomBytes(4).toString('hex')}`;
  const run = async (sql) => {
    const client = new pg.Client({ connectionString: server });
    await client.connect();
    return client.query(sql).finally(() => client.end());
  };
  await run(`CREATE DATABASE ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    idle: () => untilIdle(run, name),
    drop: () => run(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  };
}

/** A statement goes on when its caller has gone: the statement timeout, 10 seconds, is the longest that one can. */
async function untilIdle(run, name) {
  for (let tries = 0; tries < 300; tries += 1) {
    const busy = `SELECT 1 FROM pg_stat_activity WHERE datname = '${name}' AND backend_type = 'client backend' AND state <> 'idle'`;
    if ((await run(busy)).rowCount === 0) return;
    await delay(100);
  }
  throw new Error('The database is still busy, 30 seconds after the load.');
}
