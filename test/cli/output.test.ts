import { writeFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'prettier';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { builtIns } from '../../src/cli/planning/load-built-ins.js';
import { run } from '../../src/cli/main.js';
import { outputJsonSchema, outputSchema } from '../../src/cli/output/output-schema.js';
import type { Bin } from '../../src/cli/start.js';
import { fakeWorld } from './fake-world.js';
import { type Sandbox, sandbox } from './sandbox.js';

let box: Sandbox;
beforeEach(() => void (box = sandbox()));
afterEach(() => box.remove());

/** A command with the real features, and its document. */
async function documentOf(bin: Bin, line: string) {
  const world = { ...fakeWorld({ cwd: box.root }), builtIns: () => Promise.resolve(builtIns) };
  await run(bin, [...line.split(' '), '--json'], world);
  const document = JSON.parse(world.printed().stdout);
  const parsed = outputSchema.safeParse(document);
  expect(parsed.error?.issues, `${line}: ${JSON.stringify(document.error)}`).toBeUndefined();
  return document;
}

it('the published JSON Schema is current (npx vitest run -u test/cli/output.test.ts writes it)', async () => {
  const text = await format(JSON.stringify(outputJsonSchema), { parser: 'json', printWidth: 110 });
  await expect(text).toMatchFileSnapshot('../../schema/output.schema.json');
});

describe('every document is as the schema says', () => {
  it('of a project that grows, and of what is wrong on the way', async () => {
    const created = await documentOf('create-plinth', 'api --features openapi --no-install --no-git');
    expect(created).toMatchObject({ command: 'create', nextSteps: ['cd api', 'npm install', 'npm run dev'] });
    const inside = '--cwd api';
    const dry = await documentOf('plinth', `add resource Tag name:string --dry-run ${inside}`);
    expect(dry.changes.some(({ diff }: { diff: string }) => diff.includes('@@'))).toBe(true);
    const added = await documentOf('plinth', `add resource Tag name:string ${inside}`);
    expect(added.details).toMatchObject([{ access: 'public', assumed: true }]);
    expect(added.details[0].endpoints).toContain('PATCH /api/v1/tags/{id}');
    await documentOf('plinth', `add resource Tag name:string ${inside}`);
    const some = await documentOf('plinth', `add resource Log text:string --operations get,list ${inside}`);
    expect(some.details[0].endpoints).toEqual(['GET /api/v1/logs', 'GET /api/v1/logs/{id}']);
    await documentOf('plinth', `add feature openapi ${inside}`);
    await documentOf('plinth', 'completion zsh');
    const info = await documentOf('plinth', `info ${inside}`);
    expect(info).toMatchObject({ differences: [], entities: [{ name: 'Log' }, { name: 'Tag' }] });
    expect(info.resources.Log.operations).toEqual(['list', 'get']);
  });

  it('of a project that changes, and goes back', async () => {
    await documentOf(
      'create-plinth',
      'api --features auth-jwt --user bio:text:optional --no-install --no-git',
    );
    const done = async (line: string) => documentOf('plinth', `${line} --cwd api --no-install --yes`);
    const lines = [
      'add resource Tag name:string note:text:optional --access public',
      'add field Tag color:string:optional',
      'add field User motto:string:optional',
      'add index Tag name,color --unique',
      'remove index Tag name,color',
      'change field Tag name --max 90',
      'change resource Tag --soft-delete',
      'rename field Tag note about',
      'remove field Tag about',
      'add feature openapi',
      'remove feature openapi',
      'rename resource Tag Label',
      'remove resource Label',
      'undo',
    ];
    for (const line of lines) expect([line, (await done(line)).ok]).toEqual([line, true]);
    const info = await documentOf('plinth', 'info --cwd api');
    expect(info.user.fields.map(({ name }: { name: string }) => name)).toEqual(['bio', 'motto']);
    const { entries } = await documentOf('plinth', 'history --cwd api');
    expect(entries).toHaveLength(lines.length - 2);
    expect(entries[0]).toMatchObject({ number: 1, command: 'rename resource Tag Label' });
    expect((await documentOf('plinth', 'check --cwd api')).findings).toEqual([]);
    expect(await documentOf('plinth', 'update --cwd api')).toMatchObject({ ok: true, changes: [] });
    box.write({
      'api/.plinth/files.sha256': `${'0'.repeat(64)}  package.json\n`,
      'api/package.json': box.read('api/package.json').replace('{', '{\n  "own": true,'),
    });
    expect(await documentOf('plinth', 'update --check --cwd api')).toMatchObject({ ok: false, exitCode: 1 });
    const { root, findings } = await documentOf('plinth', 'doctor --cwd api');
    expect([root, findings[0].code]).toEqual([join(box.root, 'api'), 'no-modules']);
    expect(await documentOf('plinth', 'doctor')).toMatchObject({ ok: true, root: null });
  });

  it('of the list: types, modifiers, access levels, operations, questions, presets', async () => {
    const list = await documentOf('plinth', 'list');
    expect(list.types).toContainEqual(
      expect.objectContaining({ name: 'slug', modifiers: expect.any(Array) }),
    );
    expect(list.modifiers).toContainEqual(expect.objectContaining({ name: 'onDelete' }));
    expect(list.accessLevels).toHaveLength(7);
    expect(list.operations.map(({ name }: { name: string }) => name)).toContain('replace');
    expect(list.frameworks.map(({ id }: { id: string }) => id)).toEqual(['express', 'nest']);
    const auth = list.features.find(({ id }: { id: string }) => id === 'auth-jwt');
    expect(auth.questions).toEqual(expect.any(Array));
  });

  it.each([
    ['ad', 'unknown-command', ['add']],
    ['list --nest', 'unknown-option', []],
    ['create x --nest', 'unknown-option', ['--framework nest']],
    ['add feature auth', 'unknown-name', ['auth-jwt']],
    ['rename Post Article', 'unknown-command', ['rename field', 'rename resource']],
    ['add', 'usage', []],
    ['info', 'not-a-project', []],
    ['create x --framework nst', 'unknown-name', ['nest']],
  ])('of the mistake "%s"', async (line, code, candidates) => {
    const { ok, error } = await documentOf('plinth', line);
    expect([ok, error.code, error.candidates]).toEqual([false, code, candidates]);
  });
});

describe('what people try', () => {
  const said = async (line: string) => (await documentOf('plinth', line)).error.remedy;

  it.each([
    ['revert', /plinth undo/],
    ['remove Post', /plinth remove field Post subtitle[^]*plinth remove resource Comment/],
    ['rename Post Article', /plinth rename field[^]*plinth rename resource/],
    ['alter Post', /plinth change field/],
    ['upgrade', /plinth update/],
    ['g resource Post', /plinth add resource Post title:string/],
    ['scaffold Post', /plinth add resource/],
    ['auth', /plinth add feature auth-jwt/],
    ['dev', /npm run dev/],
    ['diagnose', /plinth doctor/],
    ['lsit', /Did you mean list\?/],
    ['add feature graphql', /The features are .*Write anything else in the project yourself/],
  ])('%s', async (line, says) => {
    expect(await said(line)).toMatch(says);
    expect(await said(line)).not.toMatch(/Did you mean (?!list)/);
  });
});

it('a slip below a group is told before what the group does not do', async () => {
  const { error } = await documentOf('plinth', 'remove feild Post title');
  expect(error.remedy).toMatch(/^Did you mean field\?/);
});

describe('info compares the code with the manifest', () => {
  it('names what is missing, what is in no list, and what the manifest does not know', async () => {
    await documentOf('create-plinth', 'api --features openapi --no-install --no-git');
    await documentOf('plinth', 'add resource Tag name:string --cwd api');
    const at = (path: string) => join(box.root, 'api', path);
    rmSync(at('src/modules/tags/tag.service.ts'));
    writeFileSync(at('src/modules.ts'), box.read('api/src/modules.ts').replace(/^ *tagModule,?\n/m, ''));
    writeFileSync(at('src/gadget.ts'), "@Entity('gadgets')\nexport class Gadget {}\n");
    const { differences } = await documentOf('plinth', 'info --cwd api');
    expect(differences.join('\n')).toMatch(/Gadget \(src\/gadget\.ts\) is in the code, not in the manifest/);
    expect(differences.join('\n')).toMatch(/tag\.service\.ts is missing/);
  });
});

it('add resource --help teaches the field language, in the width there is', async () => {
  const world = fakeWorld({ cwd: box.root });
  const narrow = { ...world, terminal: { ...world.terminal, width: 40 } };
  expect(await run('plinth', ['add', 'resource', '--help'], narrow)).toBe(0);
  const { stdout } = world.printed();
  for (const word of [
    'Types:',
    'belongsTo=',
    'Modifiers:',
    'onDelete=',
    'Access levels:',
    'internal',
    'Examples:',
  ])
    expect(stdout).toContain(word);
  const prose = stdout.split('Fields:')[1]?.split('Examples:')[0]?.split('\n') ?? [];
  expect(prose.filter((line) => line.length > 40 && line.trim().includes(' '))).toEqual([]);
});

it('a dry run ends with what it would do', async () => {
  const { stdout } = await box.run('create-plinth', ['api', '--features', '', '--dry-run']);
  expect(stdout).not.toContain('.plinth/files.sha256');
  expect(stdout).toMatch(
    /\nDry run: nothing was written\. 3 files would be created\. Then it would run: npm install\. [^\n]+\n$/,
  );
});
