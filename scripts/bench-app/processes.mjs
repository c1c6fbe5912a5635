import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { setTimeout as delay } from 'node:timers/promises';
import { freePort } from '../processes.mjs';

const loader = fileURLToPath(new URL('load.mjs', import.meta.url));
const canPin = spawnSync('taskset', ['-c', '1', 'true']).status === 0;
const pinned = (core, command) => (canPin ? ['taskset', '-c', String(core), ...command] : command);
const ticksPerSecond = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));

export const pinning = canPin
  ? 'service on core 0, load on core 1'
  : 'NOT pinned to cores: no taskset, or one core';

/** A service on one core; its log goes nowhere. */
export async function start(args, { cwd, env }) {
  const port = await freePort();
  const [program, ...rest] = pinned(0, [process.execPath, ...args]);
  const child = spawn(program, rest, {
    cwd,
    env: { ...env, PORT: String(port) },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const url = `http://127.0.0.1:${port}`;
  await untilAnswers(url, child);
  return {
    url,
    pid: child.pid,
    ended,
    async stop() {
      child.kill('SIGTERM');
      const patience = setTimeout(() => child.kill('SIGKILL'), 5_000);
      await ended;
      clearTimeout(patience);
    },
  };
}

async function untilAnswers(url, child) {
  for (let tries = 0; tries < 300; tries += 1) {
    if (child.exitCode !== null) throw new Error(`A service ended with ${child.exitCode}.`);
    const answer = await fetch(`${url}/api/v1/posts?limit=1`).catch(() => undefined);
    await answer?.text();
    if (answer?.ok) return;
    await delay(100);
  }
  throw new Error('A service does not answer.');
}

/** CPU seconds of a process so far, all its threads. */
export function cpuSeconds(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
}

export const rssOf = (pid) =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024;

/** One run of load from the other core. */
export async function load(url, { seconds, connections = 16, ...request }) {
  const options = JSON.stringify({ url, duration: seconds, connections, ...request });
  const [program, ...args] = pinned(1, [process.execPath, loader, options]);
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text) => (output += text));
  await new Promise((resolve) => child.once('close', resolve));
  const { requests, latency, errors, timeouts, statusCodeStats } = JSON.parse(output);
  const refused = Object.entries(statusCodeStats).filter(([status]) => !status.startsWith('2'));
  return {
    rate: requests.average,
    total: requests.total,
    p50: latency.p50,
    p99: latency.p99,
    failures: [
      ...refused.map(([status, { count }]) => [status, count]),
      ['timeout', timeouts],
      ['error', errors - timeouts],
    ].filter(([, count]) => count > 0),
  };
}
