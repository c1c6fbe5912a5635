import { describe, expect, it } from 'vitest';
import { isBookkeeping } from '../../src/core/manifest.js';
import type { Plan } from '../../src/core/plan.js';
import { parseResource } from '../../src/resource/language/field-language.js';
import { moved, replaced } from '../projects/hand.js';
import {
  adapterPairs,
  choices,
  creation,
  featureAddition,
  type Files,
  filesOf,
  resourceAddition,
  resourceAgain,
} from './planning.js';

const tag = parseResource('Tag', ['name:string']);
const note = parseResource('Note', ['title:string', 'tag:belongsTo=Tag:inverse=notes']);
const SOURCE = 'src/database/data-source.ts';
const noteFile = '.plinth/resources/Note.json';

const paths = ({ changes }: Plan): readonly string[] =>
  changes.map(({ path }) => path).filter((path) => !isBookkeeping(path));
const without = (files: Files, gone: (path: string) => boolean): Files =>
  new Map([...files].filter(([path]) => !gone(path)));

describe.each(adapterPairs)('adding a resource again on $http', async (adapters) => {
  const files = filesOf(await creation({ adapters, features: choices, resources: [tag, note] }));
  const migrationOf = (plural: string): string =>
    [...files.keys()].find((path) => path.endsWith(`-create-${plural}.ts`)) ?? '';
  const root = adapters.http === 'nest' ? 'src/app.module.ts' : 'src/modules.ts';
  const mounted = adapters.http === 'nest' ? 'NoteModule' : 'noteModule';

  const damages: readonly (readonly [what: string, damaged: Files])[] = [
    ['the service', without(files, (path) => path === 'src/modules/notes/note.service.ts')],
    ['the entity', without(files, (path) => path === 'src/modules/notes/note.entity.ts')],
    ['the migration', without(files, (path) => path === migrationOf('notes'))],
    ['the folder', without(files, (path) => path.startsWith('src/modules/notes/'))],
    ['its tests', without(files, (path) => /^test\/.*note/.test(path))],
    ['the module in its list', replaced(files, root, [[new RegExp(`^ +${mounted},\\n`, 'm'), '']])],
    ['the entity in its list', replaced(files, SOURCE, [[/^ +Note,\n/m, '']])],
    ['the migration in its list', replaced(files, SOURCE, [[/^ +CreateNotes\d+,\n/m, '']])],
    [
      'the migration, and its place in the list',
      without(
        replaced(files, SOURCE, [
          [/^ +CreateNotes\d+,\n/m, ''],
          [/^import .*CreateNotes.*\n/m, ''],
        ]),
        (path) => path === migrationOf('notes'),
      ),
    ],
  ];

  it.each(damages)('brings back what was deleted, byte for byte: %s', async (_, damaged) => {
    const plan = await resourceAgain(damaged, 'Note', 3600);
    expect(plan.manual).toEqual([]);
    expect(Object.fromEntries(filesOf(plan))).toEqual(Object.fromEntries(files));
  });

  it('finds the migration of a resource that has a plural of its own', async () => {
    const memo = parseResource('Memo', ['text:string'], { plural: 'memoranda' });
    const all = filesOf(await creation({ adapters, features: choices, resources: [memo] }));
    const gone = [...all.keys()].find((path) => path.endsWith('-create-memoranda.ts')) ?? '';
    const plan = await resourceAgain(
      without(all, (path) => path === gone),
      'Memo',
      3600,
    );
    expect([gone === '', plan.manual, paths(plan)]).toEqual([false, [], [gone]]);
  });

  it('makes the table of a target as it was: what points at it came later, and did that itself', async () => {
    const gone = migrationOf('tags');
    const plan = await resourceAgain(
      without(files, (path) => path === gone),
      'Tag',
      3600,
    );
    expect([plan.manual, paths(plan)]).toEqual([[], [gone]]);
    expect(plan.project.read(gone)).toBe(files.get(gone));
  });

  it('leaves alone what was edited, and what was moved', async () => {
    const edited = replaced(files, 'src/modules/notes/note.service.ts', [[/$/, '\n// Mine.\n']]);
    const elsewhere = moved(edited, 'src/modules/notes/note.schema.ts', 'src/shared/note.schema.ts');
    for (const now of [edited, elsewhere]) {
      const plan = await resourceAgain(now, 'Note', 3600);
      expect([plan.manual, paths(plan)]).toEqual([[], []]);
    }
  });

  it('tells the step that is left each time, until it is done', async () => {
    const computed = replaced(files, SOURCE, [
      [/^import .*CreateNotes.*\n/m, ''],
      [/^ +CreateNotes\d+,\n/m, ''],
      [/^ {4}migrations,$/m, '    migrations: load(),'],
    ]);
    for (const now of [computed, filesOf(await resourceAgain(computed, 'Note', 3600))]) {
      const { manual } = await resourceAgain(now, 'Note', 3600);
      expect(manual.map(({ path, snippet }) => [path, snippet])).toEqual([
        [SOURCE, expect.stringContaining('CreateNotes')],
      ]);
    }
  });

  it('knows the code where a merge took the resource out of the manifest: no second migration', async () => {
    const ours = new Map(without(files, (path) => path === noteFile));
    const plan = await resourceAddition(ours, note, 3600);
    expect([plan.manual, paths(plan)]).toEqual([[], []]);
    expect(plan.project.read(noteFile)).toBe(files.get(noteFile));
  });

  it('writes no migration for a table that another one makes', async () => {
    const one =
      'import type { MigrationInterface } from \'typeorm\';\nexport class Init1800000000000 implements MigrationInterface {\n  up = (q) => q.query(`CREATE TABLE "notes" (id uuid)`);\n}\n';
    const squashed = new Map(
      without(
        replaced(files, SOURCE, [
          [/^ +CreateNotes\d+,\n/m, ''],
          [/^import .*CreateNotes.*\n/m, ''],
        ]),
        (path) => path === migrationOf('notes'),
      ),
    ).set('src/database/migrations/1800000000000-init.ts', one);
    const plan = await resourceAgain(squashed, 'Note', 3600);
    expect([plan.manual, paths(plan)]).toEqual([[], []]);
    expect(plan.notes).toContain(
      'src/database/migrations/1800000000000-init.ts is in no list of migrations, so it never runs: add its class to the data source, or delete the file.',
    );
    expect(plan.notes.join()).toContain('makes the table notes');
  });

  it.each(choices.map((feature) => [feature.id, feature] as const))(
    'brings back a deleted file of %s',
    async (_, feature) => {
      const fresh = filesOf(
        await creation({
          adapters,
          features: choices.filter((one) => one !== feature && !one.needs.includes(feature.id)),
        }),
      );
      const own =
        [...filesOf(await creation({ adapters, features: choices })).keys()].find(
          (path) => !fresh.has(path) && files.has(path) && path.includes('/') && !isBookkeeping(path),
        ) ?? '';
      const plan = await featureAddition(
        without(files, (path) => path === own),
        feature,
      );
      expect([own === '', plan.manual]).toEqual([false, []]);
      if (paths(plan).length > 0) expect(plan.project.read(own)).toBe(files.get(own));
    },
  );
});
