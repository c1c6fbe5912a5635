// node kill-child.mjs <compiled src> <root> <plan.json> <operation> <signal> [folder]
// Runs one commit on the real disk and sends itself the signal right after that writing operation (0: before the first).
// With an operation like 3t the third one, if it is a write, is cut off in the middle.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { watched } from './faulty-disk.mjs';

const [, , compiled, root, planFile, operation, signal, folder] = process.argv;
const load = (path) => import(pathToFileURL(join(compiled, path)).href);
const { commit, commitNew } = await load('core/commit.js');
const { Project } = await load('core/project.js');
const { nodeDisk } = await load('ports/node-disk.js');
const { nodeInterruption } = await load('ports/interruption.js');

const { changes, seen } = JSON.parse(readFileSync(planFile, 'utf8'));
const plan = {
  changes,
  seen: new Map(seen.map(([path, text]) => [path, text ?? undefined])),
  project: Project.empty(),
};
const die = () => process.kill(process.pid, signal);
const at = Number.parseInt(operation, 10);
const names = [];
const disk = watched(nodeDisk(root), (number, name, act, args) => {
  names.push(name);
  if (number === at && operation.endsWith('t') && name === 'write') {
    const path = args[0];
    writeFileSync(join(root, path), args[1].slice(0, 5));
    die();
  }
  const result = act();
  if (number === at) die();
  return result;
});
if (at === 0) die();
const isInterrupted = await nodeInterruption.guard(async (interruption) => {
  await (folder === undefined ? commit(plan, disk) : commitNew(plan, disk, folder));
  // As in a command, where tasks follow: a signal that came during synchronous work is seen in the next turn of the event loop.
  for (const _ of [1, 2]) await new Promise((resolve) => setImmediate(resolve));
  return interruption.aborted;
});
if (isInterrupted) die();
process.stdout.write(names.join(' '));
