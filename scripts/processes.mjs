// Programs a script starts. Each leads a group of its own, so that none outlives the script.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** Generous, for a busy machine: the first start makes the embedded database. */
const READY_MS = 120_000;
const windows = process.platform === 'win32';
const running = new Set();
// A script is started by npm: the same one is used, without a shell between.
const npmProgram = process.env.npm_execpath
  ? [process.execPath, process.env.npm_execpath]
  : [windows ? 'npm.cmd' : 'npm'];

/** Only a fresh shell's environment: what npm passes to a script of ours is not for the project. */
function environment(extra) {
  const ours = Object.entries(process.env).filter(
    ([name]) =>
      !/^(npm_(package|lifecycle|command)|NODE_ENV$|DATABASE_URL$|TEST_DATABASE_URL$|JWT_|PORT$)/.test(name),
  );
  return { ...Object.fromEntries(ours), NO_COLOR: '1', ...extra };
}

function start(program, args, { cwd, env = {} }) {
  const child = spawn(program, args, {
    cwd,
    env: environment(env),
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: !windows,
  });
  running.add(child);
  const output = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr']) {
    child[name].setEncoding('utf8').on('data', (text) => (output[name] += text));
  }
  const ended = new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => {
      running.delete(child);
      resolve(code ?? signal);
    });
  });
  return { child, output, ended };
}

/** Runs a program to its end. Throws, with what it printed, where it fails. */
export async function run(program, args, options) {
  const { output, ended } = start(program, args, options);
  const how = await ended;
  if (how !== 0) throw new Error(`${args.join(' ')} ended with ${how}\n${output.stdout}\n${output.stderr}`);
  return output;
}

export function npm(args, options) {
  const [program, ...before] = npmProgram;
  return run(program, [...before, ...args], options);
}

/** A script of a project's package.json, word by word. */
export function scriptOf(cwd, name) {
  const { scripts } = JSON.parse(readFileSync(join(cwd, 'package.json'), 'utf8'));
  return scripts[name].split(' ');
}

/** Starts a built project as its `npm start` does, with the given Node, and waits until it is ready. */
export function serve(cwd, { port, node = process.execPath, env = {} }) {
  const [, ...args] = scriptOf(cwd, 'start');
  return untilReady(start(node, args, { cwd, env: { ...env, PORT: String(port) } }), port);
}

/** `npm run dev`, on the embedded database. */
export function develop(cwd, { port }) {
  const [program, ...before] = npmProgram;
  return untilReady(start(program, [...before, 'run', 'dev'], { cwd, env: { PORT: String(port) } }), port);
}

/** Starts a program that prints one line when it is up: that line, and how to end the program. */
export async function background(program, args, options) {
  const { child, output, ended } = start(program, args, options);
  const line = new Promise((resolve) => {
    child.stdout.on('data', () => output.stdout.includes('\n') && resolve(output.stdout.trim()));
  });
  const over = ended.then((how) => {
    throw new Error(`${args.join(' ')} ended with ${how}\n${output.stdout}${output.stderr}`);
  });
  over.catch(() => {});
  return { line: await Promise.race([line, over]), stop: () => stopped(child, ended) };
}

async function untilReady({ child, output, ended }, port) {
  let over;
  void ended.then((how) => (over = how));
  const url = `http://localhost:${port}`;
  const deadline = Date.now() + READY_MS;
  while (!(await isReady(url))) {
    if (over !== undefined || Date.now() > deadline) {
      throw new Error(
        `the server did not become ready (${over ?? 'still starting'})\n${output.stdout}${output.stderr}`,
      );
    }
    await delay(20);
  }
  return {
    url,
    /** Asks it to stop, and tells how it ended: its exit code, or the signal. */
    stop: () => stopped(child, ended),
    /** Ctrl-C: a terminal sends it to the whole group. */
    interrupt: () => stopped(child, ended, () => signal(child, 'SIGINT')),
  };
}

function stopped(child, ended, ask = () => child.kill('SIGTERM')) {
  ask();
  const patience = setTimeout(() => signal(child, 'SIGKILL'), 12_000);
  return ended.finally(() => clearTimeout(patience));
}

async function isReady(url) {
  try {
    return (await fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(5_000) })).ok;
  } catch {
    return false;
  }
}

/** Ends what still runs, gently first. */
export async function endAll() {
  for (const child of running) signal(child, 'SIGTERM');
  const deadline = Date.now() + 5_000;
  while (running.size > 0 && Date.now() < deadline) await delay(50);
  for (const child of running) signal(child, 'SIGKILL');
}

process.once('exit', () => running.forEach((child) => signal(child, 'SIGKILL')));
// They are in groups of their own, where an interruption of the script does not reach them.
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.once(name, async () => {
    await endAll();
    process.exit(130);
  });
}

function signal(child, name) {
  try {
    if (windows) child.kill(name);
    else process.kill(-child.pid, name);
  } catch {
    // It has ended by itself.
  }
}

export async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}
