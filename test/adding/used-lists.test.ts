import { describe, expect, it } from 'vitest';
import { parseResource } from '../../src/resource/language/field-language.js';
import { replaced } from '../projects/hand.js';
import { adapterPairs, creation, type Files, filesOf, resourceAddition } from './planning.js';

const tag = parseResource('Tag', ['name:string']);
const late = parseResource('Late', ['name:string']);
const bases = new Map(
  await Promise.all(
    adapterPairs.map(
      async (adapters) => [adapters.http, filesOf(await creation({ adapters, resources: [tag] }))] as const,
    ),
  ),
);
const baseOf = (framework: string): Files => bases.get(framework) ?? new Map();

interface Added {
  /** The lines of a file with the added symbol. */
  readonly lines: Readonly<Record<string, readonly string[]>>;
  readonly manual: readonly string[];
}

/** Where an addition named what it added, in files that were there. */
async function added(before: Files): Promise<Added> {
  const plan = await resourceAddition(before, late, 60);
  const updates = plan.changes.filter((change) => change.kind === 'update');
  const lines = updates.flatMap(({ path, before: old, after }) => {
    const known = new Set(old.split('\n'));
    const fresh = after.split('\n').filter((line) => !known.has(line) && !line.startsWith('import '));
    return path.startsWith('.plinth') ? [] : [[path, fresh] as const];
  });
  return {
    lines: Object.fromEntries(lines),
    manual: plan.manual.map(({ path, reason }) => `${path}: ${reason}`),
  };
}

/** The list in which the new element stands, by the text before it. */
async function listOf(before: Files, path: string, element: RegExp): Promise<string> {
  const plan = await resourceAddition(before, late, 60);
  expect(plan.manual).toEqual([]);
  const text = plan.project.read(path) ?? '';
  const body = text.slice(text.search(/^(?!import|\/)/m));
  const at = body.search(element);
  expect(at, `${path} has no ${String(element)}:\n${text}`).toBeGreaterThan(0);
  const opening = body
    .slice(0, at)
    .match(/(\w+)(?::[^=\n]*(?:=> \w+\)?\[?\]?)?)?\s*(?:=[^=\n[]*|:\s*)\[(?=[^\]]*$)/);
  return opening?.[1] ?? '';
}

const MODULES = 'src/modules.ts';
const SOURCE = 'src/database/data-source.ts';
const above = (files: Files, path: string, before: string | RegExp, text: string): Files =>
  replaced(files, path, [[before, `${text}\n$&`]]);

describe('Express: the list of modules that the program uses', () => {
  const base = baseOf('express');
  const list = /^export const modules/m;

  it.each([
    ['typed like it and exported', 'export const disabled: readonly Module[] = [tagModule];'],
    ['not exported', 'const disabled: Module[] = [tagModule];'],
    ['satisfying the type', 'export const disabled = [tagModule] satisfies Module[];'],
    ['as a constant', 'export const disabled = [tagModule] as const satisfies readonly Module[];'],
    [
      'in a function',
      'export function disabled(): Module[] { const modules: Module[] = [tagModule]; return modules; }',
    ],
    [
      'in a comment and a text',
      '// export const modules: Module[] = [];\nexport const note = "const modules: Module[] = [];";',
    ],
    ['several', 'export const a: Module[] = [];\nexport const b: Module[] = [tagModule];'],
  ])('beside one that nobody uses: %s', async (_, text) => {
    expect(await listOf(above(base, MODULES, list, text), MODULES, /^ {2}lateModule,/m)).toBe('modules');
  });

  const elsewhere = replaced(base, 'src/app.ts', [
    [
      "import { interceptors, middleware, modules, pages } from './modules.js';",
      "import { active as modules } from './active.js';\nimport { interceptors, middleware, pages } from './modules.js';",
    ],
  ]);
  const active =
    "import type { Module } from './module.js';\nimport { tagModule } from './modules/tags/tag.routes.js';\n\nexport const active: readonly Module[] = [tagModule];\n";

  it('that createApp imports from elsewhere, where the usual one is left behind', async () => {
    const { lines, manual } = await added(new Map(elsewhere).set('src/active.ts', active));
    expect(manual).toEqual([]);
    expect(lines['src/active.ts']).toEqual([
      'export const active: readonly Module[] = [tagModule, lateModule];',
    ]);
    expect(lines).not.toHaveProperty([MODULES]);
  });

  it('through a file that only passes it on', async () => {
    const files = new Map(elsewhere)
      .set('src/active.ts', "export * from './parts/index.js';\n")
      .set('src/parts/index.ts', "export { real as active } from './real.js';\n")
      .set('src/parts/real.ts', active.replaceAll("'./", "'../").replace('active', 'real'));
    const { lines, manual } = await added(files);
    expect(manual).toEqual([]);
    expect(lines['src/parts/real.ts']).toEqual([
      'export const real: readonly Module[] = [tagModule, lateModule];',
    ]);
  });

  it('not that of a second program', async () => {
    const files = new Map(base).set(
      'src/admin.ts',
      "import { createApp } from './app.js';\nimport type { Module } from './module.js';\nexport const adminModules: Module[] = [];\ncreateApp(undefined as never, undefined, { modules: adminModules, middleware: [], pages: [] });\n",
    );
    const two = above(files, MODULES, list, 'export const spare: Module[] = [];');
    expect(await listOf(two, MODULES, /^ {2}lateModule,/m)).toBe('modules');
  });

  it.each([
    [
      'used as well',
      (files: Files) =>
        replaced(
          above(files, MODULES, list, 'export const extra: readonly Module[] = [tagModule];'),
          'src/app.ts',
          [
            [
              '{ interceptors, middleware, modules, pages } from',
              '{ extra, interceptors, middleware, modules, pages } from',
            ],
            ['parts.modules.flatMap', '[...parts.modules, ...extra].flatMap'],
          ],
        ),
    ],
    [
      'computed, with a plain one beside it',
      (files: Files) =>
        replaced(above(files, MODULES, list, 'export const disabled: readonly Module[] = [];'), MODULES, [
          [/(export const modules: readonly Module\[\] = )(\[[^\]]*\])/, '$1process.env["LEAN"] ? [] : $2'],
        ]),
    ],
    [
      'filtered',
      (files: Files) =>
        replaced(above(files, MODULES, list, 'export const disabled: readonly Module[] = [];'), MODULES, [
          [/(export const modules: readonly Module\[\] = \[[^\]]*\])/, '$1.filter(Boolean)'],
        ]),
    ],
    [
      'given another value later',
      (files: Files) =>
        replaced(files, MODULES, [
          [
            /export const modules: readonly Module\[\] = (\[[^\]]*\]);/,
            'let all: readonly Module[] = $1;\nall = all.slice(1);\n\nexport const modules = all;',
          ],
        ]),
    ],
  ])('a step by hand where it cannot be told: %s', async (_, change) => {
    const { lines, manual } = await added(change(base));
    expect(manual).toHaveLength(1);
    expect(lines).not.toHaveProperty([MODULES]);
  });
});

describe.each(adapterPairs)('on $http, the data source that the program uses', ({ http }) => {
  const base = baseOf(http);
  const source = (entities: string, migrations: string): string =>
    `new DataSource({ type: 'postgres', entities: [${entities}], migrations: [${migrations}] })`;

  it.each([
    ['exported', `export const scratch = ${source('Tag', '')};`],
    ['not exported', `const scratch = ${source('Tag', '')};`],
    ['in a function', `export function scratch(): DataSource {\n  return ${source('Tag', '')};\n}`],
    [
      'with lists of its own',
      `const some: (new () => object)[] = [Tag];\nexport const scratch = new DataSource({ type: 'postgres', entities: some, migrations: [] });`,
    ],
  ])('beside one that nobody uses: %s', async (_, text) => {
    const { lines, manual } = await added(above(base, SOURCE, /^\/\*\* Nothing waits/m, text));
    expect(manual).toEqual([]);
    expect(lines[SOURCE]).toEqual(['  Late,', expect.stringMatching(/^ {2}CreateLates\d{13},$/)]);
  });

  it('follows the name that is meant where it stands, not one of the same name at the top', async () => {
    const files = replaced(base, SOURCE, [
      ['  return new DataSource({', '  const entities = [Tag];\n  return new DataSource({'],
    ]);
    const { lines, manual } = await added(files);
    expect(manual).toEqual([]);
    expect(lines[SOURCE]).toContain('  const entities = [Tag, Late];');
  });

  it('a step by hand for each list where two are used', async () => {
    const files = replaced(
      above(base, SOURCE, /^\/\*\* Nothing waits/m, `export const replica = ${source('Tag', '')};`),
      'src/platform/database/start.ts',
      [
        ['import { createDataSource, type', 'import { createDataSource, replica, type'],
        [
          'const dataSource = await createDataSource(',
          'await replica.initialize();\n  const dataSource = await createDataSource(',
        ],
      ],
    );
    const { lines, manual } = await added(files);
    expect(manual).toHaveLength(2);
    expect(manual[0]).toContain(
      'It cannot be told which is the entities of the data source: replica of src/database/data-source.ts, createDataSource',
    );
    expect(lines).not.toHaveProperty([SOURCE]);
  });

  const withMigrations = (list: string): Files =>
    replaced(base, SOURCE, [
      [/^ {4}migrations,$/m, `    migrations: ${list},`],
      [/^import .*migrations\/.*\n/m, ''],
      [/const migrations: [^;]*;/, ''],
    ]);

  it.each([
    "['src/database/migrations/*.ts']",
    "['./src/database/migrations/*{.js,.ts}']",
    "['src/**/migrations/*.{js,ts}']",
    "['src/database/migrations/[0-9]*-create-?????.ts']",
    '[`${import.meta.dirname}/migrations/*.{ts,js}`]',
    "[__dirname + '/migrations/**/*{.ts,.js}']",
    "[join(import.meta.dirname, 'migrations', '*.ts')]",
    "[path.resolve(process.cwd(), 'src/database/migrations/*.ts')]",
    "[fileURLToPath(new URL('./migrations/*.ts', import.meta.url))]",
    "[join(dirname(fileURLToPath(import.meta.url)), '../database/migrations/*.ts')]",
    "['dist/database/migrations/*.js']",
  ])('is there already by the pattern %s', async (list) => {
    const { lines, manual } = await added(withMigrations(list));
    expect(manual).toEqual([]);
    expect(lines[SOURCE]).toEqual(['  Late,']);
  });

  it.each([
    "['src/database/migrations/*.js', CreateTags]",
    "['migrations/*.ts']",
    "['src/database/migrations/tags/*.ts']",
    "['src/database/migrations/+(a|b)*.ts']",
    '[patternOf("migrations")]',
    "[process.env['MIGRATIONS'] + '/*.ts']",
  ])('a step by hand beside the pattern %s', async (list) => {
    const { lines, manual } = await added(withMigrations(list));
    expect(manual).toEqual([expect.stringContaining('names files by')]);
    expect(lines[SOURCE]).toEqual(['  Late,']);
  });

  it.each(["['src/modules/**/*.entity.ts']", '[`${import.meta.dirname}/../modules/*/*.entity{.ts,.js}`]'])(
    'entities by the pattern %s',
    async (list) => {
      const files = replaced(base, SOURCE, [
        [/^ {4}entities,$/m, `    entities: ${list},`],
        [/^import .*entity.*\n/m, ''],
        [/const entities: [^;]*;/, ''],
      ]);
      const { lines, manual } = await added(files);
      expect(manual).toEqual([]);
      expect(lines[SOURCE]).toEqual([expect.stringMatching(/CreateLates/)]);
    },
  );
});
