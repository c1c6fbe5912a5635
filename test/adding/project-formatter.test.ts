import { readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sandbox, type Sandbox } from '../cli/sandbox.js';
import { installedModules } from '../support/dependencies.js';
import { oracleModules } from '../support/oracles.js';
import { run } from '../support/run.js';
import { blog } from './blog.js';
import { plinth } from './plinth.js';

interface Case {
  readonly name: string;
  /** Its settings, and where they are below the repository's root. */
  readonly settings: Readonly<Record<string, string>>;
  readonly modules: () => Promise<string>;
  /** Says nothing where the files are as the formatter leaves them. */
  readonly check: (files: readonly string[]) => readonly [string, ...string[]];
  /** What a new file has that it would not have without. */
  readonly shows: RegExp;
}

const cases: readonly Case[] = [
  {
    name: 'Biome',
    settings: {
      'biome.json': JSON.stringify({
        formatter: { indentStyle: 'tab', lineWidth: 72 },
        javascript: { formatter: { quoteStyle: 'double', semicolons: 'asNeeded' } },
      }),
    },
    modules: oracleModules,
    check: (files) => ['biome', 'format', ...files],
    shows: /^\tconstructor\(/m,
  },
  {
    name: 'dprint',
    settings: {
      'dprint.json': JSON.stringify({
        typescript: { indentWidth: 3, quoteStyle: 'alwaysDouble', semiColons: 'asi' },
        plugins: ['./node_modules/@dprint/typescript/plugin.wasm'],
      }),
    },
    modules: oracleModules,
    check: (files) => ['dprint', 'check', ...files],
    shows: /^ {3}constructor\(/m,
  },
  {
    name: 'Prettier with settings that are a program',
    settings: {
      'prettier.config.mjs':
        'export default { semi: false, tabWidth: 8, experimentalOperatorPosition: "start" };\n',
    },
    modules: installedModules,
    check: (files) => ['prettier', '--check', ...files],
    shows: /^ {8}constructor\(/m,
  },
  {
    name: 'Prettier with a plugin',
    settings: {
      '.prettierrc': '{ "tabWidth": 5, "plugins": ["./plugin.mjs"] }\n',
      'plugin.mjs': 'export default {};\n',
    },
    modules: installedModules,
    check: (files) => ['prettier', '--check', ...files],
    shows: /^ {5}constructor\(/m,
  },
  {
    name: 'Prettier with settings above the project',
    settings: { '../.git/HEAD': '', '../.prettierrc': '{ "tabWidth": 6 }\n' },
    modules: installedModules,
    check: (files) => ['prettier', '--check', ...files],
    shows: /^ {6}constructor\(/m,
  },
];

const words = [
  'add',
  'resource',
  'Review',
  'rating:integer:min=1:max=5',
  'body:text',
  'author:belongsTo=User',
];

/** The blog with settings of its own, in a repository; `modules` is its node_modules. */
async function project(box: Sandbox, settings: Case['settings'], modules?: string): Promise<string> {
  const files = [...(await blog())].filter(([path]) => path !== '.prettierrc.json');
  box.write(Object.fromEntries(files.map(([path, text]) => [`api/${path}`, text])));
  box.write(Object.fromEntries(Object.entries(settings).map(([path, text]) => [`api/${path}`, text])));
  const dir = join(box.root, 'api');
  if (modules !== undefined) symlinkSync(modules, join(dir, 'node_modules'));
  return dir;
}

interface Document {
  readonly changes: readonly { readonly path: string; readonly kind: string }[];
  readonly notes: readonly string[];
}

async function added(box: Sandbox): Promise<{ created: readonly string[]; notes: readonly string[] }> {
  const { stdout } = await plinth(box, [...words, '--no-install', '--cwd', 'api', '--json']);
  const { changes, notes } = JSON.parse(stdout) as Document;
  const created = changes.filter(({ kind, path }) => kind === 'create' && path.endsWith('.ts'));
  return { created: created.map(({ path }) => path), notes };
}

async function inSandbox(work: (box: Sandbox) => Promise<void>): Promise<void> {
  const box = sandbox();
  try {
    await work(box);
  } finally {
    box.remove();
  }
}

describe('new files in a project that has a formatter of its own', () => {
  it.each(cases)('are as $name leaves them', ({ settings, modules, check, shows }) =>
    inSandbox(async (box) => {
      const dir = await project(box, settings, await modules());
      const { created, notes } = await added(box);
      expect([created.length > 8, notes]).toEqual([true, []]);
      const [program, ...args] = check(created);
      const { code, stdout, stderr } = await run(join(dir, 'node_modules', '.bin', program), args, {
        cwd: dir,
      });
      expect([code, code === 0 ? '' : stdout + stderr]).toEqual([0, '']);
      expect(readFileSync(join(dir, 'src/modules/reviews/review.controller.ts'), 'utf8')).toMatch(shows);
    }),
  );

  it('are in the style of the others where it is not installed, and that is said', () =>
    inSandbox(async (box) => {
      const dir = await project(box, { 'biome.json': '{}' });
      const { created, notes } = await added(box);
      expect(created.length).toBeGreaterThan(8);
      expect(notes).toEqual([
        `${join(dir, 'biome.json')} sets up Biome, which could not be run (biome is not installed): format the new files with it.`,
      ]);
      expect(readFileSync(join(dir, 'src/modules/reviews/review.controller.ts'), 'utf8')).toMatch(
        /^  constructor\(/m,
      );
    }));

  it('are formatted by Plinth where Biome only lints', () =>
    inSandbox(async (box) => {
      await project(box, { 'biome.jsonc': '{ // lint\n "formatter": { "enabled": false } }' });
      expect((await added(box)).notes).toEqual([]);
    }));
});
