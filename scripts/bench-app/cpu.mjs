import { cpuSeconds, load, start } from './processes.mjs';

/** What a request may cost, in requests of the bare handler. */
const targets = { list: 2.2, create: 3.6, patch: 5.1 };

/** CPU milliseconds of a service per request, of all its threads: the least of some runs, since others can only add to it. */
export async function cpuOfRequests(programs, caller, { env, idle, runs, seconds }) {
  const costs = new Map();
  for (const [name, { dir, args }] of programs) {
    const service = await start(args, { cwd: dir, env });
    try {
      const of = {};
      for (const [operation, request] of Object.entries(requestsOf(service.url, caller))) {
        of[operation] = await cost(service, request, { runs, seconds });
        await idle();
      }
      costs.set(name, of);
    } finally {
      await service.stop();
    }
  }
  return costs;
}

/** The same requests for every program: all have one database, and those that read a token one secret. */
function requestsOf(url, { headers, ids }) {
  const path = '/api/v1/posts';
  const body = JSON.stringify({ title: 'Made [id]', content: 'x'.repeat(500), published: true });
  return {
    list: { url: `${url}${path}?cursor=&limit=20&include=author` },
    get: { url: `${url}${path}/${ids[0]}?include=author` },
    create: { url: `${url}${path}`, method: 'POST', headers, body },
    patch: {
      url: `${url}${path}/${ids[0]}`,
      method: 'PATCH',
      headers,
      body: JSON.stringify({ title: 'Changed [id]' }),
      paths: ids.map((id) => `${path}/${id}`),
    },
  };
}

async function cost({ pid }, { url, ...request }, { runs, seconds }) {
  // The engine compiles what is hot for some seconds; a service has run for longer.
  await load(url, { seconds, ...request });
  const costs = [];
  for (let run = 0; run < runs; run += 1) {
    const before = cpuSeconds(pid);
    const { total, failures } = await load(url, { seconds, ...request });
    if (failures.length > 0)
      throw new Error(`${url}: ${failures.map(([kind, n]) => `${n} x ${kind}`).join(', ')}`);
    costs.push((1000 * (cpuSeconds(pid) - before)) / total);
  }
  return Math.min(...costs);
}

/** A row for each program: milliseconds, and how many requests of the bare handler that is. */
export function cpuTable(costs) {
  const bare = costs.get('bare');
  const operations = Object.keys(bare);
  const row = ([name, of]) => {
    const cells = operations.map((operation) => {
      const times = of[operation] / bare[operation];
      return `${of[operation].toFixed(2)} (${times.toFixed(1)} x)`;
    });
    return [name, ...cells];
  };
  const head = ['CPU ms per request', ...operations];
  const aims = [
    'target',
    ...operations.map((operation) => (targets[operation] ? `<= ${targets[operation]} x` : '')),
  ];
  return [head, head.map(() => '---'), ...[...costs].map(row), aims]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
}
