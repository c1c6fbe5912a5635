import { beforeEach, afterEach, describe, expect, it } from 'vitest';
import type { Finding } from '../../src/cli/checks/finding.js';
import { handsOn } from '../projects/index.js';
import { builtIns } from '../../src/cli/planning/load-built-ins.js';
import { run } from '../../src/cli/main.js';
import { fakeWorld } from '../cli/fake-world.js';
import { sandbox, type Sandbox } from '../cli/sandbox.js';
import { blog } from './blog.js';
import { everything } from './addables.js';
import { adapterPairs, type Files } from './planning.js';
import { plinth } from './plinth.js';

let box: Sandbox;
beforeEach(() => void (box = sandbox()));
afterEach(() => box.remove());

async function checked(
  files: Files,
): Promise<{ readonly code: number; readonly findings: readonly Finding[] }> {
  box.write(Object.fromEntries(files));
  const { code, stdout } = await plinth(box, ['check', '--json']);
  return { code, findings: (JSON.parse(stdout) as { findings: readonly Finding[] }).findings };
}

const faults = (findings: readonly Finding[]): readonly Finding[] =>
  findings.filter(({ level }) => level === 'fault');

const changed = (files: Files, path: string, change: (text: string) => string): Files =>
  new Map(files).set(path, change(files.get(path) ?? ''));

const without = (files: Files, path: string): Files =>
  new Map([...files].filter(([other]) => other !== path));

const service = 'src/modules/posts/post.service.ts';
const source = 'src/database/data-source.ts';

describe('plinth check', () => {
  it.each(everything.map((files, index) => [adapterPairs[index]?.http, files] as const))(
    'finds nothing in a new project with every feature: %s',
    async (_, files) => expect(await checked(files)).toEqual({ code: 0, findings: [] }),
  );

  it.each(
    adapterPairs.flatMap((adapters) => handsOn(adapters.http).map((one) => [adapters, ...one] as const)),
  )('finds no fault in what was edited by hand: %o %s', async (adapters, name, hand) => {
    const { findings } = await checked(await hand.apply(await blog(adapters)));
    // Where modules are loaded by what a program works out, nothing tells that they are.
    const known = name === 'root-dynamic' ? ['missing-part'] : [];
    expect(faults(findings).map((one) => one.code)).toEqual(known);
  });

  it.each<[code: string, place: RegExp, plant: (files: Files) => Files]>([
    ['missing-file', /post\.service\.ts/, (files) => without(files, service)],
    ['unresolved-import', /post\.controller\.ts/, (files) => without(files, service)],
    [
      'missing-part',
      /modules\.ts/,
      (files) => changed(files, 'src/modules.ts', (text) => text.replaceAll(/^.*\btagModule\b.*$\n/gm, '')),
    ],
    [
      'open-step',
      /modules\.ts/,
      (files) =>
        changed(files, 'src/modules.ts', (text) =>
          text
            .replaceAll(/^.*\btagModule\b.*$\n/gm, '')
            .replace(/(modules: readonly Module\[\] = \[[^\]]*\]);/, '$1.slice(0);'),
        ),
    ],
    [
      'unlisted-migration',
      /create-tags/,
      (files) => changed(files, source, (text) => text.replaceAll(/^.*CreateTags.*$\n/gm, '')),
    ],
    [
      'same-moment',
      /1234567890123-b/,
      (files) =>
        new Map([
          ...files,
          ['src/database/migrations/1234567890123-a.ts', ''],
          ['src/database/migrations/1234567890123-b.ts', ''],
        ]),
    ],
    [
      'merge-conflict',
      /post\.service\.ts/,
      (files) => changed(files, service, (text) => `<<<<<<< ours\n${text}=======\n>>>>>>> theirs\n`),
    ],
    [
      'undocumented-setting',
      /config\.ts/,
      (files) => changed(files, '.env.example', (text) => text.replaceAll('LOG_LEVEL', 'LOG')),
    ],
    [
      'other-framework',
      /manifest\.json/,
      (files) =>
        changed(files, '.plinth/manifest.json', (text) =>
          text.replace('"framework": "express"', '"framework": "nest"'),
        ),
    ],
  ])('finds %s in %s', async (code, place, plant) => {
    const { code: exit, findings } = await checked(plant(await blog()));
    const found = faults(findings).filter((one) => one.code === code && place.test(one.path ?? ''));
    expect(found.length).toBeGreaterThan(0);
    expect(found.map((one) => one.remedy)).not.toContain('');
    expect(exit).toBe(1);
  });

  it('notes what is good to know, which is no fault', async () => {
    const edited = changed(await blog(), service, (text) => `// Ours.\n${text}`);
    const own = "import { Entity } from 'typeorm';\n@Entity('gadgets')\nexport class Gadget {}\n";
    const old = changed(new Map([...edited, ['src/gadget.ts', own]]), '.plinth/manifest.json', (text) =>
      text.replace(/"plinth": "[^"]+"/, '"plinth": "0.0.1"'),
    );
    const more = ['.env.example', 'compose.yaml'].reduce(
      (files, path) => changed(files, path, (text) => text.replace(/\bNODE_ENV\b/, 'NODE_ENVV')),
      changed(old, '.env.example', (text) => `${text}#NODE_ENV=\n`),
    );
    const { code, findings } = await checked(without(more, 'README.md'));
    expect([code, findings.map((one) => [one.level, one.code])]).toEqual([
      0,
      [
        ['note', 'unknown-entity'],
        ['note', 'unknown-setting'],
        ['note', 'unknown-setting'],
        ['note', 'deleted-files'],
        ['note', 'edited-files'],
        ['note', 'other-version'],
      ],
    ]);
  });

  it('says in words what, where and what now, and names the command that brings back a resource', async () => {
    box.write(Object.fromEntries(without(await blog(), service)));
    const { code, stdout } = await plinth(box, ['check']);
    expect(code).toBe(1);
    expect(stdout).toMatch(/^fault {2}src\/modules\/posts\/post\.service\.ts is missing\. missing-file$/m);
    const [, line = ''] = /To bring it back: plinth (add resource Post .*)$/m.exec(stdout) ?? [];
    expect(stdout).toMatch(/\d+ faults\.\n$/);
    expect((await plinth(box, [...line.split(' '), '--no-install'])).code).toBe(0);
    const again = await plinth(box, ['check']);
    expect([again.code, again.stdout]).toEqual([0, 'No faults.\n']);
  });

  it('marks the lines in GitHub Actions', async () => {
    box.write(Object.fromEntries(without(await blog(), service)));
    const world = {
      ...fakeWorld({ cwd: box.root }),
      builtIns: () => Promise.resolve(builtIns),
      annotates: true,
    };
    expect(await run('plinth', ['check'], world)).toBe(1);
    expect(world.printed().stdout).toMatch(
      /^::error file=src\/modules\/posts\/post\.controller\.ts,line=\d+,title=unresolved-import::\S+ imports \S+/m,
    );
  });
});
