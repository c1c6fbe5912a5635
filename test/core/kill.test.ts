import { execFile } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commitNew, repair } from '../../src/core/commit.js';
import { nodeDisk } from '../../src/ports/node-disk.js';
import { planTo } from './planned.js';

const run = promisify(execFile);
const repository = fileURLToPath(new URL('../..', import.meta.url));
const child = fileURLToPath(new URL('./kill-child.mjs', import.meta.url));
const workshop = mkdtempSync(join(tmpdir(), 'plinth-kill-'));
const compiled = join(workshop, 'compiled');

/** The children run without vitest, so they need the engine compiled. */
beforeAll(async () => {
  const options = [
    '--module',
    'nodenext',
    '--target',
    'es2023',
    '--types',
    'node',
    '--skipLibCheck',
    '--ignoreConfig',
  ];
  const files = ['src/core/commit.ts', 'src/ports/node-disk.ts', 'src/ports/interruption.ts'];
  const tsc = join(repository, 'node_modules/typescript/bin/tsc');
  const rootDir = ['--rootDir', 'src', '--outDir', compiled];
  await run(process.execPath, [tsc, ...options, ...rootDir, ...files], { cwd: repository });
  writeFileSync(join(workshop, 'package.json'), '{ "type": "module" }');
  // What is compiled imports packages.
  symlinkSync(join(repository, 'node_modules'), join(workshop, 'node_modules'));
});
afterAll(() => rmSync(workshop, { recursive: true, force: true }));

type Files = Readonly<Record<string, string>>;

function projectOnDisk(files: Files): string {
  const root = mkdtempSync(join(workshop, 'project-'));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

/** Every file with its text, every folder, hidden ones too. */
function everything(root: string): Record<string, string> {
  const paths = readdirSync(root, { recursive: true, encoding: 'utf8' }).sort();
  return Object.fromEntries(
    paths.map((path) => {
      const file = join(root, path);
      return [path, statSync(file).isDirectory() ? 'folder' : readFileSync(file, 'utf8')];
    }),
  );
}

interface Ended {
  readonly signal?: string;
  /** The writing operations of a run that was not killed. */
  readonly operations: readonly string[];
}

async function killed(
  root: string,
  plan: string,
  operation: string,
  signal: string,
  folder?: string,
): Promise<Ended> {
  const args = [child, compiled, root, plan, operation, signal, ...(folder === undefined ? [] : [folder])];
  try {
    return { operations: (await run(process.execPath, args)).stdout.split(' ') };
  } catch (error) {
    const { signal: by, stderr } = error as { signal?: string; stderr: string };
    expect(stderr).toBe('');
    return { signal: by ?? 'none', operations: [] };
  }
}

function planFile(before: Files, after: Readonly<Record<string, string | undefined>>): string {
  const { changes, seen } = planTo(before, after);
  const file = join(mkdtempSync(join(workshop, 'plan-')), 'plan.json');
  writeFileSync(
    file,
    JSON.stringify({ changes, seen: [...seen].map(([path, text]) => [path, text ?? null]) }),
  );
  return file;
}

/** Two at a time, for two cores. */
async function forEach(
  operations: readonly string[],
  act: (operation: string) => Promise<void>,
): Promise<void> {
  const waiting = [...operations];
  const worker = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await act(next);
  };
  await Promise.all([worker(), worker()]);
}

/** After every operation, and in the middle of every write. */
const points = (operations: readonly string[]): readonly string[] => [
  '0',
  ...operations.flatMap((name, index) =>
    name === 'write' ? [`${index + 1}t`, `${index + 1}`] : [`${index + 1}`],
  ),
];

describe('a process killed with SIGKILL', () => {
  const before = { 'src/app.ts': 'one\n', 'src/list.ts': 'a\n', 'src/old/gone.ts': 'gone\n' };
  const after = {
    'src/app.ts': 'two\n',
    'src/list.ts': 'a\nb\n',
    'src/new/deep/x.ts': 'x\n',
    y: 'y\n',
    'src/old/gone.ts': undefined,
  };
  const { 'src/old/gone.ts': _, ...left } = { ...before, ...after };

  it('after every single operation of an add leaves the project as before or as after, once repaired', async () => {
    const plan = planFile(before, after);
    const [asBefore, asAfter] = [everything(projectOnDisk(before)), everything(projectOnDisk(left))];
    const { operations } = await killed(projectOnDisk(before), plan, '-1', 'SIGKILL');
    expect(operations.length).toBeGreaterThan(30);
    const states = new Set<object>();
    await forEach(points(operations), async (operation) => {
      const root = projectOnDisk(before);
      expect((await killed(root, plan, operation, 'SIGKILL')).signal, operation).toBe('SIGKILL');
      await repair(nodeDisk(root));
      const found = everything(root);
      expect([asBefore, asAfter], operation).toContainEqual(found);
      states.add(Object.keys(found).includes('y') ? asAfter : asBefore);
      rmSync(root, { recursive: true });
    });
    expect(states.size).toBe(2);
  });

  it('after every single operation of a create leaves a complete project or none, and the next create tidies up', async () => {
    const files = { 'package.json': '{}\n', 'src/app.ts': 'app\n' };
    const plan = planFile({}, files);
    const complete = everything(projectOnDisk({ 'blog/package.json': '{}\n', 'blog/src/app.ts': 'app\n' }));
    const { operations } = await killed(projectOnDisk({}), plan, '-1', 'SIGKILL', 'blog');
    expect(operations.length).toBeGreaterThan(5);
    await forEach(points(operations), async (operation) => {
      const root = projectOnDisk({});
      expect((await killed(root, plan, operation, 'SIGKILL', 'blog')).signal, operation).toBe('SIGKILL');
      const found = everything(root);
      if (Object.keys(found).includes('blog')) expect(found, operation).toEqual(complete);
      else await commitNew(planTo({}, files), nodeDisk(root), 'blog');
      expect(everything(root), operation).toEqual(complete);
      rmSync(root, { recursive: true });
    });
  });

  it.each(['SIGINT', 'SIGTERM'])(
    'is not the same as %s: that waits until the commit is whole, then ends the process',
    async (signal) => {
      const plan = planFile(before, after);
      for (const operation of ['1', '9', '20']) {
        const root = projectOnDisk(before);
        expect((await killed(root, plan, operation, signal)).signal).toBe(signal);
        expect(everything(root)).toEqual(everything(projectOnDisk(left)));
      }
    },
  );
});
