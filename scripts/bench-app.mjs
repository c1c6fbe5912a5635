// How fast a generated blog answers, on one core and a real PostgreSQL, beside a bare handler and the usual one. Prints Markdown.
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { prepareBlog } from './bench-app/blog.mjs';
import { cpuOfRequests, cpuTable } from './bench-app/cpu.mjs';
import { cpuSeconds, load, pinning, rssOf, start } from './bench-app/processes.mjs';
import { facts, table } from './bench-app/report.mjs';
import { publishedOf } from './bench-app/seed.mjs';
import { shutdownUnderLoad } from './bench-app/shutdown.mjs';
import { slowReaders } from './bench-app/slow-readers.mjs';
import { countStatements } from './bench-app/statement-counter.mjs';
import { answersInStorm } from './bench-app/storm.mjs';
import { statementsOfWrites } from './bench-app/writes.mjs';

const { values: flags } = parseArgs({
  options: {
    seconds: { type: 'string', default: '5' },
    runs: { type: 'string', default: '3' },
    memory: { type: 'string', default: '60' },
    posts: { type: 'string', default: '100000' },
    users: { type: 'string', default: '1000' },
    cpu: { type: 'boolean', default: false },
  },
});
const [seconds, runs, memory, posts, users] = ['seconds', 'runs', 'memory', 'posts', 'users'].map((name) =>
  Number(flags[name]),
);
const server = process.env.PLINTH_BENCH_POSTGRES ?? 'postgresql://postgres@127.0.0.1:5432/postgres';
const LIMIT = 20;
const list = '/api/v1/posts';
const lastPage = Math.floor(publishedOf(posts) / LIMIT);

const median = (numbers) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1];
const json = async (url, init) => {
  const answer = await fetch(url, init);
  if (!answer.ok) throw new Error(`${url}: ${answer.status} ${await answer.text()}`);
  return answer.json();
};

/** The cursor of the last page, by walking there. */
async function cursorAtEnd(url) {
  let cursor = '';
  for (let left = (lastPage - 1) * LIMIT; left > 0;) {
    const limit = Math.min(100, left);
    cursor = (await json(`${url}${list}?limit=${limit}&cursor=${cursor}`)).meta.nextCursor;
    left -= limit;
  }
  return cursor;
}

const jsonType = { 'content-type': 'application/json' };

async function signedIn(url, { email, password }) {
  const body = JSON.stringify({ email, password });
  const { accessToken } = await json(`${url}/api/v1/auth/login`, { method: 'POST', headers: jsonType, body });
  return { body, headers: { ...jsonType, authorization: `Bearer ${accessToken}` } };
}

async function operationsOf(url, blog) {
  const { body, headers } = await signedIn(url, blog);
  const { data } = await json(`${url}${list}?limit=1`);
  const post = JSON.stringify({ title: 'Made [id]', content: 'x'.repeat(500), published: true });
  const included = `limit=${LIMIT}&include=author`;
  return [
    { name: 'list, first cursor', path: `${list}?cursor=&${included}`, target: '>= 1000/s, >= 0.5 x usual' },
    {
      name: `list, cursor of page ${lastPage}`,
      path: `${list}?cursor=${await cursorAtEnd(url)}&${included}`,
      ours: true,
    },
    { name: 'list, page 1 (counts)', path: `${list}?page=1&${included}` },
    { name: `list, page ${lastPage} (counts)`, path: `${list}?page=${lastPage}&${included}` },
    // A search reads every row: more at once would only wait for each other until they time out.
    {
      name: 'search, no index, 2 connections',
      path: `${list}?search=number%2099&${included}`,
      connections: 2,
    },
    { name: 'get', path: `${list}/${data[0].id}?include=author` },
    {
      name: 'create, signed in',
      path: list,
      ours: true,
      load: { method: 'POST', headers, body: post },
    },
    {
      name: 'login storm',
      path: '/api/v1/auth/login',
      ours: true,
      load: { method: 'POST', headers: jsonType, body },
    },
  ];
}

/** Medians; `perCore` is what a core does that has nothing else to do, by the CPU time of the process. */
async function measure({ url, pid }, blog, { path, connections, load: request }) {
  const results = [];
  // The engine compiles what is hot for some seconds; a service has run for longer.
  await load(`${url}${path}`, { seconds, connections, ...request });
  for (let run = 0; run < runs; run += 1) {
    const before = cpuSeconds(pid);
    const result = await load(`${url}${path}`, { seconds, connections, ...request });
    results.push({ ...result, perCore: result.total / (cpuSeconds(pid) - before) });
  }
  // What the load has left behind is not to slow down what is measured next.
  await blog.idle();
  const of = (name) => median(results.map((result) => result[name]));
  const failures = results.flatMap((result) => result.failures);
  return { rate: of('rate'), p50: of('p50'), p99: of('p99'), perCore: of('perCore'), failures };
}

async function measureAll(service, blog, operations) {
  const results = [];
  for (const operation of operations) results.push(await measure(service, blog, operation));
  return results;
}

async function others(blog, operations, program) {
  const service = await start([program], { cwd: blog.dir, env: blog.env });
  try {
    const measured = new Map();
    for (const operation of operations.filter(({ ours }) => !ours)) {
      measured.set(operation.name, await measure(service, blog, operation));
    }
    return measured;
  } finally {
    await service.stop();
  }
}

/** Peaks of the first and of the last third of a long run. */
async function memoryOf({ url, pid }, { path }) {
  const samples = [];
  const under = load(`${url}${path}`, { seconds: memory });
  let over = false;
  void under.finally(() => (over = true));
  while (!over) {
    samples.push(rssOf(pid));
    await delay(250);
  }
  const third = Math.ceil(samples.length / 3);
  return { first: Math.max(...samples.slice(0, third)), last: Math.max(...samples.slice(-third)) };
}

async function statementsOf(blog, operations, headers) {
  const counter = await countStatements(blog.url);
  const service = await start(['dist/server.js'], {
    cwd: blog.dir,
    env: { ...blog.env, DATABASE_URL: counter.url },
  });
  const count = async (path) => {
    const before = counter.statements;
    await json(`${service.url}${path}`);
    return counter.statements - before;
  };
  try {
    const counts = [];
    for (const { name, path, load: writes } of operations) {
      // A cursor is bound to the database's URL, which is the proxy's here.
      if (writes || path.includes('/posts/') || path.includes('cursor=W')) continue;
      const few = path.replace(`limit=${LIMIT}`, 'limit=2');
      counts.push({
        name,
        few: await count(few),
        many: await count(path.replace(`limit=${LIMIT}`, 'limit=100')),
      });
    }
    const writes = await statementsOfWrites(service, counter, { path: list, headers });
    return { lists: counts, writes };
  } finally {
    await service.stop();
    counter.close();
  }
}

/** What all others ask for, while 20 callers search without a pause. */
function answersInSearches(service, operations, { headers, ...rest }) {
  const path = (name) => operations.find((operation) => operation.name === name).path;
  const search = { path: path('search, no index, 2 connections'), load: { connections: 20 } };
  const others = ['get', 'list, first cursor', 'list, page 1 (counts)'].map(path);
  const paths = ['/health/ready', '/api/v1/auth/me', ...others];
  return answersInStorm(service, search, { ...rest, headers, paths });
}

/** What a request costs, on each framework, beside a bare handler and the usual one. */
async function costs(blog) {
  const service = { dir: blog.dir, args: ['--enable-source-maps', 'dist/server.js'] };
  const first = await start(service.args, { cwd: service.dir, env: blog.env });
  const { headers } = await signedIn(first.url, blog);
  // Its own ones: nobody else may change them.
  const ids = [];
  for (let made = 0; made < 100; made += 1) {
    const body = JSON.stringify({ title: `Patched ${made}`, content: 'x'.repeat(500), published: true });
    ids.push((await json(`${first.url}${list}`, { method: 'POST', headers, body })).id);
  }
  await first.stop();
  const programs = [
    ['bare', { dir: blog.dir, args: ['bench/bare.mjs'] }],
    ['usual', { dir: blog.dir, args: ['bench/usual.mjs'] }],
    ['express', service],
    ['nest', { dir: blog.nestDir, args: ['--enable-source-maps', 'dist/main.js'] }],
  ];
  return cpuTable(await cpuOfRequests(programs, { headers, ids }, { runs, seconds, ...blog }));
}

async function bench(blog) {
  const service = await start(['--enable-source-maps', 'dist/server.js'], { cwd: blog.dir, env: blog.env });
  let operations, ours, headers, storm, searches, sizes, readers, shutdown;
  try {
    operations = await operationsOf(service.url, blog);
    ours = await measureAll(service, blog, operations);
    ({ headers } = operations.find(({ name }) => name === 'create, signed in').load);
    const paths = ['/health/live', '/api/v1/auth/me'];
    storm = await answersInStorm(service, operations.at(-1), { seconds, paths, headers });
    searches = await answersInSearches(service, operations, { seconds, headers });
    await blog.idle();
    sizes = await memoryOf(service, operations[0]);
    readers = await slowReaders(service, blog);
    shutdown = await shutdownUnderLoad(service, operations[0].path);
  } finally {
    await service.stop();
  }
  const usual = await others(blog, operations, 'bench/usual.mjs');
  const statements = await statementsOf(blog, operations, headers);
  const more = {
    statements,
    memory: sizes,
    storm,
    searches,
    readers,
    shutdown,
    posts,
    lastPage,
    memorySeconds: memory,
  };
  return `${table(operations, { ours, usual })}\n\n${facts({ ours, ...more })}`;
}

const root = mkdtempSync(join(tmpdir(), 'plinth-bench-app-'));
let blog;
try {
  const before = loadavg()[0];
  blog = await prepareBlog(root, { server, posts, users });
  const about = `${posts} posts, ${users} users; medians of ${runs} runs of ${seconds} s, 16 connections; ${pinning}`;
  const machine = `Node ${process.version}, ${cpus().length} cores, ${cpus()[0]?.model ?? process.arch}; load before: ${before.toFixed(1)}`;
  process.stdout.write(`${await costs(blog)}\n\n`);
  if (!flags.cpu) process.stdout.write(`${await bench(blog)}\n\n`);
  process.stdout.write(`${about}.\n${machine}.\n`);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
  process.exitCode = 1;
} finally {
  await blog?.drop();
  rmSync(root, { recursive: true, force: true });
}
