import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { builtIns } from '../../src/cli/planning/load-built-ins.js';
import { run } from '../../src/cli/main.js';
import type { Shell } from '../../src/ports/shell.js';
import { fakeWorld } from '../cli/fake-world.js';
import { sandbox, type Sandbox } from '../cli/sandbox.js';
import { blog } from './blog.js';
import { laidDown } from './committed.js';
import { withOlder, withoutLine } from './older.js';
import type { Files } from './planning.js';

let box: Sandbox;
beforeEach(() => void (box = sandbox()));
afterEach(() => box.remove());

const service = 'src/modules/posts/post.service.ts';
const repository = 'src/modules/posts/post.repository.ts';
const manifest = '.plinth/manifest.json';

/** What npm was asked for, and what there was then in its folder. */
interface Asked {
  readonly words: string;
  readonly cwd: string;
  readonly spec: string;
}

/** Runs a command where the version that npm gets creates these files, and ends with this code. */
async function plinth(words: readonly string[], created: Readonly<Record<string, string>>, code = 0) {
  const fake = fakeWorld({ cwd: join(box.root, 'app') });
  const asked: Asked[] = [];
  const shell: Shell = {
    ...fake.shell,
    run(argv, options) {
      if (argv[1] !== 'exec') return fake.shell.run(argv, options);
      const { cwd } = options;
      const spec = readFileSync(join(cwd, 'plinth.yaml'), 'utf8');
      asked.push({ words: argv.join(' '), cwd, spec });
      for (const [path, text] of Object.entries(created)) {
        mkdirSync(dirname(join(cwd, 'project', path)), { recursive: true });
        writeFileSync(join(cwd, 'project', path), text);
      }
      return Promise.resolve({ code, tail: [] });
    },
  };
  const world = { ...fake, shell, builtIns: () => Promise.resolve(builtIns) };
  return { code: await run('plinth', words, world), ...world.printed(), asked };
}

/** A blog that version 0.0.9 wrote, which had two files in another way, both edited by hand since. Nothing is committed. */
async function edited() {
  const files = await blog();
  const now = (path: string): string => files.get(path) ?? '';
  const older = { [service]: withoutLine(now(service), 3), [repository]: withoutLine(now(repository), 3) };
  const text = now(manifest).replace(/"plinth": "[^"]+"/, '"plinth": "0.0.9"');
  let then: Files = new Map(files).set(manifest, text);
  for (const [path, before] of Object.entries(older)) then = withOlder(then, path, before);
  laidDown(box, then);
  for (const [path, before] of Object.entries(older)) box.write({ [`app/${path}`]: `${before}\n// Ours.\n` });
  return { now, older };
}

const read = (path: string): string => box.read(`app/${path}`);

it('what no commit has comes from the version that wrote it, which npm is asked for once', async () => {
  const { now, older } = await edited();
  const spec = (await plinth(['spec'], {})).stdout;
  const { code, stderr, asked } = await plinth(['update', '--no-install'], older);
  expect(code).toBe(0);
  expect(stderr).toMatch(/^npm exec create-plinth@0\.0\.9, to see what it wrote…\ndone: [^\n]+\n$/);
  expect([read(service), read(repository)]).toEqual([
    `${now(service)}\n// Ours.\n`,
    `${now(repository)}\n// Ours.\n`,
  ]);
  expect(asked).toMatchObject([
    {
      words:
        'npm exec --yes --ignore-scripts --fetch-retries=0 --fetch-timeout=20000 --prefer-offline --package=create-plinth@0.0.9 -- create-plinth project --from plinth.yaml --no-install --no-git --yes',
      spec,
    },
  ]);
  expect(existsSync(asked[0]?.cwd ?? '')).toBe(false);
});

it('so does what another command merges', async () => {
  const { older } = await edited();
  const words = ['add', 'field', 'Post', 'subtitle:string:optional', '--no-install'];
  const { code, asked } = await plinth(words, older);
  expect([code, asked.length]).toEqual([0, 1]);
  expect(read(repository)).toMatch(/subtitle[^]*\/\/ Ours\.\n$/);
});

it('a text that it did not write is never taken for it', async () => {
  const { older } = await edited();
  const others = Object.fromEntries(
    Object.entries(older).map(([path, text]) => [path, `${text}// Other.\n`]),
  );
  const before = [read(service), read(repository)];
  const { code, stdout } = await plinth(['update', '--no-install'], others);
  expect([code, read(service), read(repository)]).toEqual([3, ...before]);
  expect(stdout).toContain(`neither a commit nor create-plinth@0.0.9 has it as Plinth wrote it`);
});

it('where npm cannot get it, there is a step by hand', async () => {
  await edited();
  const before = read(service);
  const { code, stdout, stderr } = await plinth(['update', '--no-install'], {}, 1);
  expect([code, read(service)]).toEqual([3, before]);
  expect(stdout).toContain('neither a commit nor create-plinth@0.0.9 has it');
  expect(stderr).toContain('failed: npm exec create-plinth@0.0.9');
});

it('Ctrl-C while npm gets it changes nothing', async () => {
  const { older } = await edited();
  const before = box.snapshot();
  const { code } = await plinth(['update', '--no-install'], older, 130);
  expect([code, box.snapshot()]).toEqual([130, before]);
});

it('nobody is asked where nothing was edited, where a version is none, or by --json for words on the screen', async () => {
  const { now, older } = await edited();
  const json = await plinth(['update', '--no-install', '--json'], older);
  expect([json.code, json.stderr, json.asked.length]).toEqual([0, '', 1]);
  await edited();
  box.write({ [`app/${manifest}`]: now(manifest).replace(/"plinth": "[^"]+"/, '"plinth": "0.0.9; rm -rf"') });
  const odd = await plinth(['update', '--no-install'], older);
  expect(odd.asked).toEqual([]);
  laidDown(box, withOlder(new Map(await blog()), service, older[service] ?? ''));
  box.write({ [`app/${manifest}`]: now(manifest).replace(/"plinth": "[^"]+"/, '"plinth": "0.0.9"') });
  const untouched = await plinth(['update', '--no-install'], older);
  expect([untouched.code, untouched.asked]).toEqual([0, []]);
});
