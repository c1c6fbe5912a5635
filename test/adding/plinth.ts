import { builtIns } from '../../src/cli/planning/load-built-ins.js';
import { run } from '../../src/cli/main.js';
import type { Bin } from '../../src/cli/start.js';
import { type FakeOptions, fakeWorld } from '../cli/fake-world.js';
import type { Sandbox } from '../cli/sandbox.js';

/** Runs a command line in a sandbox, in this process, with the real features. */
export async function plinth(
  box: Sandbox,
  words: readonly string[],
  bin: Bin = 'plinth',
  answers?: FakeOptions['answers'],
) {
  const options = { cwd: box.root, ...(answers && { answers }) };
  const world = { ...fakeWorld(options), builtIns: () => Promise.resolve(builtIns) };
  return { code: await run(bin, words, world), ...world.printed(), ran: world.ran, asked: world.asked };
}
