import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { changesSince, isLater } from '../../src/cli/output/changelog.js';
import { plannedUpdate } from '../../src/cli/planning/planned-update.js';
import { hashesPath, hashesWith } from '../../src/core/hashes.js';
import { isBookkeeping } from '../../src/core/manifest.js';
import { version } from '../../src/package.js';
import { sandbox, type Sandbox } from '../cli/sandbox.js';
import { asAtFirst, blog } from './blog.js';
import { committed, gitIn, laidDown, plinthIn } from './committed.js';
import { withOlder, withoutLine } from './older.js';
import { complaints, onDisk } from './on-disk.js';
import { adapterPairs, type Files, filesOf, opened } from './planning.js';

/** A blog as commit d692627 of this repository created it, with one file as its manifest. */
const createdEarlier = (http: string): Files => {
  const packed = readFileSync(join(import.meta.dirname, `earlier/${http}.json.gz`));
  return new Map(Object.entries(JSON.parse(gunzipSync(packed).toString('utf8')) as Record<string, string>));
};

/** Plans `plinth update`; `past` is what commits have of the files. */
async function updating(files: Files, past: Files = new Map()) {
  const existing = await opened(files, 3600);
  return plannedUpdate({ ...existing, writtenBefore: (path) => Promise.resolve(past.get(path)) });
}

const service = 'src/modules/posts/post.service.ts';

const withLine = (text: string, at: number, line: string): string =>
  text.split('\n').toSpliced(at, 0, line).join('\n');

/** Lines that only stand in another order are left where they are: lists are in the order of the commands. */
const inAnyOrder = (files: Files) =>
  Object.fromEntries(
    [...files]
      .filter(([path]) => !isBookkeeping(path))
      .map(([path, text]) => [path, text.split('\n').toSorted().join('\n')]),
  );

describe.each(adapterPairs)('updating on $http', (adapters) => {
  it('finds nothing to do in a project of this version', async () => {
    const plan = await updating(await blog(adapters));
    expect([plan.changes, plan.manual, plan.notes]).toEqual([[], [], []]);
  });

  it('makes of a project that an earlier commit created what is created today', async () => {
    const plan = await updating(createdEarlier(adapters.http));
    expect([plan.manual, plan.notes]).toEqual([[], []]);
    expect(plan.changes.length).toBeGreaterThan(5);
    // The preset had no roles then.
    const [updated, today] = [filesOf(plan), await blog(adapters, {}, asAtFirst)];
    expect(inAnyOrder(updated)).toEqual(inAnyOrder(today));
    const again = await updating(updated);
    expect([again.changes, again.manual]).toEqual([[], []]);
  });

  it('any line that was not written then comes in, and a line of somebody else stays', async () => {
    const files = await blog(adapters);
    const paths = [...files.keys()].filter(
      (path) =>
        /\.(ts|md|json|ya?ml|mjs)$/.test(path) &&
        !path.startsWith('.plinth/') &&
        !path.includes('/migrations/'),
    );
    const place = fc.record({ path: fc.constantFrom(...paths), at: fc.nat(), by: fc.nat() });
    await fc.assert(
      fc.asyncProperty(place, async ({ path, at, by }) => {
        const now = files.get(path) ?? '';
        const length = now.split('\n').length - 1;
        const gone = at % length;
        const older = withoutLine(now, gone);
        fc.pre(older.split('\n').toSorted().join('\n') !== now.split('\n').toSorted().join('\n'));
        const untouched = await updating(withOlder(files, path, older));
        expect(filesOf(untouched).get(path)).toBe(now);
        // Not beside it: there it is a conflict, and a step by hand.
        const own = by % length;
        fc.pre(path.endsWith('.ts') && Math.abs(own - gone) > 2);
        const hand = withLine(older, own, '// Ours.');
        const { manual, project } = await updating(
          new Map(withOlder(files, path, older)).set(path, hand),
          new Map([[path, older]]),
        );
        const text = project.read(path) ?? '';
        expect(text).toContain('// Ours.');
        expect(
          manual.length > 0 ||
            text
              .split('\n')
              .filter((line) => line !== '// Ours.')
              .join('\n') === now,
        ).toBe(true);
      }),
      { numRuns: 12 },
    );
  });
});

describe('updating', () => {
  const older = (text: string): string => withoutLine(text, 3);

  it('leaves what was deleted deleted, and finds what was moved', async () => {
    const files = await blog();
    const now = files.get(service) ?? '';
    const then = withOlder(files, service, older(now));
    const { [service]: _, ...rest } = Object.fromEntries(then);
    const gone = new Map(Object.entries(rest));
    const past = new Map([[service, older(now)]]);
    expect((await updating(gone, past)).project.has(service)).toBe(false);
    const elsewhere = 'src/modules/posts/service/posts.ts';
    const moved = await updating(new Map(gone).set(elsewhere, older(now)), past);
    expect([moved.project.read(elsewhere), moved.project.has(service)]).toEqual([now, false]);
  });

  it('brings a file that is new in this version, and touches none of the same name that is not Plinth’s', async () => {
    const files = await blog();
    const path = 'src/platform/errors.ts';
    const list = hashesWith(files.get(hashesPath) ?? '', new Map([[path, undefined]]));
    const { [path]: text, ...rest } = Object.fromEntries(files);
    const without = new Map(Object.entries(rest)).set(hashesPath, list);
    expect((await updating(without)).project.read(path)).toBe(text);
    const own = await updating(new Map(without).set(path, '// Ours.\n'));
    expect(own.changes).toEqual([]);
  });

  it('leaves an edited file alone of which no commit has the text, with a step by hand', async () => {
    const files = await blog();
    const then = withOlder(files, service, older(files.get(service) ?? ''));
    const { project, manual } = await updating(new Map(then).set(service, '// All ours.\n'));
    expect(project.read(service)).toBe('// All ours.\n');
    expect(manual).toMatchObject([{ path: service, reason: expect.stringContaining('no commit has it') }]);
  });

  it('names a file that this version does not write any more', async () => {
    const files = await blog();
    const path = 'src/platform/older.ts';
    const { notes, project } = await updating(withOlder(files, path, 'export const older = 1;\n'));
    expect(notes).toEqual([`This version does not write ${path} any more: delete what you do not need.`]);
    expect(project.has(path)).toBe(true);
  });
});

describe('plinth update', () => {
  let box: Sandbox;
  beforeEach(() => void (box = sandbox()));
  afterEach(() => box.remove());

  const git = (...args: readonly string[]): string => gitIn(box, ...args);
  const plinth = (...words: readonly string[]) => plinthIn(box, words);

  it('merges what was edited with what git has of it, undoes every byte, and tells CI', async () => {
    committed(box, createdEarlier('express'));
    const path = 'app/src/modules/users/user.repository.ts';
    box.write({ [path]: box.read(path).replace(/\}\n$/, '\n  // Ours.\n}\n') });
    const before = git('diff');
    const behind = await plinth('update', '--check');
    expect([behind.code, behind.stdout]).toEqual([
      1,
      expect.stringMatching(
        /would write \d+ files in another way:\n[^]*changed +src\/modules\/users\/user\.repository\.ts/,
      ),
    ]);
    expect(git('diff')).toBe(before);
    const { code, stdout, stderr } = await plinth('update', '--no-install');
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain(`Updated to what Plinth ${version()} writes`);
    expect(box.read(path)).toContain('// Ours.');
    const again = await plinth('update', '--check');
    expect([again.code, again.stdout]).toEqual([
      0,
      `Nothing to do: the project is as Plinth ${version()} writes it.\n`,
    ]);
    expect((await plinth('check')).code).toBe(0);
    expect((await plinth('undo', '--no-install')).code).toBe(0);
    expect([git('diff'), git('status', '--porcelain', '--untracked-files=all')]).toEqual([
      before,
      ' M src/modules/users/user.repository.ts\n',
    ]);
  });

  it('leaves with exit code 3 what it cannot merge, tells it again, and writes nothing under --strict', async () => {
    laidDown(box, createdEarlier('nest'));
    const path = 'app/src/modules/users/user.repository.ts';
    box.write({ [path]: box.read(path).replace(/\}\n$/, '\n  // Ours.\n}\n') });
    const before = box.snapshot();
    const strict = await plinth('update', '--strict', '--no-install');
    expect([strict.code, box.snapshot()]).toEqual([1, before]);
    expect((await plinth('update', '--no-install')).code).toBe(3);
    const again = await plinth('update', '--no-install');
    expect([again.code, again.stdout]).toEqual([
      3,
      expect.stringContaining('no commit has it as Plinth wrote it'),
    ]);
  });

  it('is refused for a project of a newer version, and where there is none', async () => {
    laidDown(box, new Map([['package.json', '{}']]));
    expect(await plinth('update')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('not a Plinth project'),
    });
    const files = await blog();
    const manifest = (files.get('.plinth/manifest.json') ?? '').replace(
      /"plinth": "[^"]+"/,
      '"plinth": "99.0.0"',
    );
    laidDown(box, new Map(files).set('.plinth/manifest.json', manifest));
    const { code, stderr } = await plinth('update');
    expect([code, stderr]).toEqual([1, expect.stringContaining('Plinth 99.0.0 wrote this project')]);
  });

  it('tells CI where nothing but the version differs', async () => {
    const files = await blog();
    const manifest = (files.get('.plinth/manifest.json') ?? '').replace(
      /"plinth": "[^"]+"/,
      '"plinth": "0.0.9"',
    );
    laidDown(box, new Map(files).set('.plinth/manifest.json', manifest));
    const { code, stdout } = await plinth('update', '--check');
    expect([code, stdout]).toEqual([
      1,
      'No file would change; the project names Plinth 0.0.9 as the version that wrote it.\nTo bring the project up to date: plinth update\n',
    ]);
  });

  it('installs what changed', async () => {
    const files = await blog();
    const text = files.get('package.json') ?? '';
    const older = text.replace(/("express": ")[^"]+/, '$15.0.0');
    laidDown(box, withOlder(files, 'package.json', older));
    const { code, ran } = await plinth('update');
    expect([code, ran]).toEqual([0, ['npm install']]);
    expect(box.read('app/package.json')).toBe(text);
  });
});

it.each(adapterPairs)('an updated project on $http type-checks, lints and is formatted', async ({ http }) => {
  await onDisk(filesOf(await updating(createdEarlier(http))), async (folder) => {
    expect(await complaints(folder, 'tsc', '--noEmit')).toBe('');
    expect(await complaints(folder, 'oxlint', '--deny-warnings')).toBe('');
    expect(await complaints(folder, 'prettier', '--check', '.')).toBe('');
  });
});

describe('what a changelog says of later versions', () => {
  const changelog =
    '# Changelog\n\n## 0.3.0 (unreleased)\n\n- c\n\n## 0.2.0 (2027-01-01)\n\n### Added\n\n- b\n  more\n- b2\n\n## 0.1.0\n\n- a\n';

  it('is its lines, the newest first', () => {
    expect(changesSince(changelog, '0.1.0')).toEqual([
      '0.3.0 (unreleased)',
      '- c',
      '0.2.0 (2027-01-01)',
      '- b',
      '- b2',
    ]);
    expect(changesSince(changelog, '0.2.0')).toEqual(['0.3.0 (unreleased)', '- c']);
    expect(changesSince(changelog, '0.3.0')).toEqual([]);
  });

  it.each([
    ['0.10.0', '0.9.0', true],
    ['1.0.0', '0.9.9', true],
    ['0.1.0', '0.1.0', false],
    ['0.1.0', '0.1.1', false],
    ['0.2.0-beta.1', '0.1.9', true],
  ])('%s is later than %s: %s', (one, other, expected) => {
    expect(isLater(one, other)).toBe(expected);
  });
});
