const rate = (result) => result.rate.toFixed(result.rate < 10 ? 1 : 0);

/** Rates beside each other; none where the other answers nothing either. */
function ratio(ours, other) {
  if (!other) return '';
  const failed = other.failures.length > 0 ? ` (${failures(other)})` : '';
  return other.rate > 0
    ? `${(ours.rate / other.rate).toFixed(2)} x of ${rate(other)}${failed}`
    : `${rate(other)}${failed}`;
}

/** What failed, and how often: `12 x 503, 3 x timeout`. */
function failures({ failures: kinds }) {
  const counts = new Map();
  for (const [kind, count] of kinds) counts.set(kind, (counts.get(kind) ?? 0) + count);
  return [...counts].map(([kind, count]) => `${count} x ${kind}`).join(', ') || '0';
}

/** A row for each operation: ours beside the usual. */
export function table(operations, { ours, usual }) {
  const rows = operations.map(({ name, target }, index) => {
    const own = ours[index];
    const met = target ? (own.rate >= 1000 && own.rate >= 0.5 * usual.get(name).rate ? 'yes' : 'NO') : '';
    const cells = [name, rate(own), own.perCore.toFixed(0), `${own.p50} ms`, `${own.p99} ms`, failures(own)];
    return [...cells, ratio(own, usual.get(name)), target ?? '', met];
  });
  const head = [
    'operation',
    'requests/s',
    'per CPU second',
    'p50',
    'p99',
    'failed',
    'usual',
    'target',
    'met',
  ];
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** What is promised beside the rates. */
export function facts({
  ours,
  statements,
  memory,
  storm,
  searches,
  readers,
  shutdown,
  posts,
  lastPage,
  memorySeconds,
}) {
  const { first, last } = memory;
  const [near, far] = [ours[0], ours[1]];
  const slower = near.perCore / far.perCore;
  const steady = statements.lists.every(({ few, many }) => many <= few);
  const met = (good) => (good ? 'yes' : 'NO');
  return [
    `- cursor of page ${lastPage}: ${slower.toFixed(2)} x the time of page 1 (<= 1.5 x): ${met(slower <= 1.5)}`,
    `- statements per list of 2 / of 100: ${statements.lists.map(({ name, few, many }) => `${name} ${few} / ${many}`).join(', ')}: ${met(steady)}`,
    `- statements per write, signed in: ${statements.writes.map(({ method, statements: count }) => `${method} ${count}`).join(', ')} (<= 5): ${met(statements.writes.every(({ statements: count }) => count <= 5))}`,
    `- memory over ${memorySeconds} s: first third ${first.toFixed(0)} MB, last third ${last.toFixed(0)} MB (<= 1.1 x): ${met(last <= 1.1 * first)}`,
    `- search reads all ${posts} rows and counts what it finds: ILIKE '%…%' needs an index of its own (pg_trgm) to do less`,
    ...[...storm].map(
      ([path, p99]) =>
        `- ${path} p99 while everybody signs in: ${p99.toFixed(0)} ms (< 100 ms): ${met(p99 < 100)}`,
    ),
    ...[...searches].map(
      ([path, p99]) =>
        `- ${path} p99 while 20 callers search: ${p99.toFixed(0)} ms (< 500 ms): ${met(p99 < 500)}`,
    ),
    `- ${readers.readers} clients that ask for 10 MB and read nothing: at most ${readers.peak.toFixed(0)} MB (< 1000), ${readers.open} left after 40 s (0): ${met(readers.peak < 1000 && readers.open === 0)}`,
    `- SIGTERM under load: ${shutdown.failed} of ${shutdown.answered + shutdown.failed} requests failed (0), gone after ${(shutdown.tookMs / 1000).toFixed(1)} s (< 10): ${met(shutdown.failed === 0 && shutdown.tookMs < 10_000)}`,
  ].join('\n');
}
