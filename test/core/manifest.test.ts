import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hashOf } from '../../src/core/bytes.js';
import { hashesPath } from '../../src/core/hashes.js';
import { countGenerated, manifestPath, readManifest, withManifest } from '../../src/core/manifest.js';
import type { Manifest } from '../../src/core/manifest-shape.js';
import type { Plan } from '../../src/core/plan.js';
import type { Field, Resource } from '../../src/resource/model.js';
import { planOf, planTo, projectOf } from './planned.js';

const post: Resource = {
  name: 'Post',
  access: 'owner',
  softDelete: false,
  tests: true,
  fields: [
    {
      kind: 'belongsTo',
      name: 'author',
      target: 'User',
      optional: false,
      unique: false,
      onDelete: 'cascade',
      inverse: 'posts',
      owner: true,
    },
    { kind: 'manyToMany', name: 'tags', target: 'Tag' },
    { kind: 'hasMany', name: 'comments', target: 'Comment', foreign: 'post' },
  ],
};
const facts: Manifest = {
  plinth: '0.1.0',
  name: 'blog',
  framework: 'express',
  database: 'postgres',
  packageManager: 'npm',
  features: { docker: {}, auth: { tokens: 'jwt', strict: true } },
  resources: { Post: post },
};
const ofManifest = (path: string): boolean => /^\.plinth\/(manifest|features\/|resources\/)/.test(path);
const filesOf = ({ project }: Plan): Record<string, string> =>
  Object.fromEntries(project.list().flatMap((path) => [[path, project.read(path) ?? '']]));
const textOf = (plan: Plan) => plan.project.read(manifestPath) ?? '';
const hashesOf = (plan: Plan) => plan.project.read(hashesPath) ?? '';
const listOf = (files: Readonly<Record<string, string>>) =>
  Object.entries(files)
    .map(([path, text]) => `${hashOf(text)}  ${path}\n`)
    .join('');
const created = withManifest(planTo({}, { 'src/app.ts': 'one\n' }), facts);
const onDisk = { 'src/app.ts': 'one\n', ...filesOf(created), [hashesPath]: hashesOf(created) };
const manifestFiles = Object.fromEntries(Object.entries(onDisk).filter(([path]) => ofManifest(path)));
const hashesAfter = (plan: Plan) => hashesOf(withManifest(plan, facts));

describe('the manifest', () => {
  it('is written with the change, in one order of keys, with a line end', () => {
    expect(created.changes.map(({ path }) => path)).toEqual([
      'src/app.ts',
      manifestPath,
      '.plinth/features/auth.json',
      '.plinth/features/docker.json',
      '.plinth/resources/Post.json',
      hashesPath,
    ]);
    expect(textOf(created)).toMatch(/^\{\n {2}"plinth": "0.1.0",\n {2}"name": "blog",/);
    expect(textOf(created).endsWith('}\n')).toBe(true);
    expect(created.project.read('.plinth/features/auth.json')).toBe(
      '{\n  "strict": true,\n  "tokens": "jwt"\n}\n',
    );
  });

  it('reads back as it was written', () => {
    expect(readManifest(created.project)).toEqual(facts);
  });

  it('is undefined in a project Plinth never saw', () => {
    expect(readManifest(projectOf({ 'src/app.ts': '' }))).toBeUndefined();
  });

  it('does not change when nothing else does, however it is laid out', () => {
    expect(withManifest(planTo(onDisk, {}), facts).changes).toEqual([]);
    const squeezed = Object.fromEntries(
      Object.entries(manifestFiles).map(([path, text]) => [path, JSON.stringify(JSON.parse(text))]),
    );
    expect(withManifest(planTo({ ...onDisk, ...squeezed }, {}), facts).changes).toEqual([]);
  });

  it('has a file for each feature and resource, so that a change of one touches no other', () => {
    const resources = { ...facts.resources, Tag: { ...post, name: 'Tag' } };
    const { docker: _, ...features } = facts.features;
    const plan = withManifest(planTo(onDisk, {}), { ...facts, features, resources });
    expect(plan.changes.map(({ kind, path }) => [kind, path])).toEqual([
      ['create', '.plinth/resources/Tag.json'],
      ['remove', '.plinth/features/docker.json'],
    ]);
    expect(readManifest(plan.project)).toEqual({ ...facts, features, resources });
  });

  it('is stale-checked with the rest, and so are the hashes: they were read', () => {
    const { seen } = withManifest(planTo(onDisk, { x: 'x' }), facts);
    expect(seen.get(manifestPath)).toBe(textOf(created));
    expect(seen.get(hashesPath)).toBe(onDisk[hashesPath]);
  });
});

describe('the hashes', () => {
  it('are a line for each file, sorted by path', () => {
    const files = { 'b.ts': '2', 'a.ts': '1', 'a/c.ts': '3', 'B.ts': '4' };
    const sorted = { 'B.ts': '4', 'a.ts': '1', 'a/c.ts': '3', 'b.ts': '2' };
    expect(hashesAfter(planTo({}, files))).toBe(listOf(sorted));
    expect(countGenerated(withManifest(planTo({}, files), facts).project)).toBe(4);
  });

  it('follow Plinth through its own edits', () => {
    expect(hashesAfter(planTo(onDisk, { 'src/app.ts': 'two\n' }))).toBe(listOf({ 'src/app.ts': 'two\n' }));
  });

  it('stay as generated when a file was edited by hand before Plinth edits it', () => {
    const byHand = { ...onDisk, 'src/app.ts': 'mine\n' };
    expect(hashesAfter(planTo(byHand, { 'src/app.ts': 'mine\ntwo\n' }))).toBe(onDisk[hashesPath]);
  });

  it('are not claimed for a file Plinth did not generate', () => {
    const foreign = { ...onDisk, 'other.ts': 'x' };
    expect(hashesAfter(planTo(foreign, { 'other.ts': 'y' }))).toBe(onDisk[hashesPath]);
  });

  it('go with a removed file and come back with a new one', () => {
    expect(hashesAfter(planTo(onDisk, { 'src/app.ts': undefined }))).toBe('');
    const { 'src/app.ts': _, ...without } = onDisk;
    expect(hashesAfter(planTo(without, { 'src/app.ts': 'new\n' }))).toBe(listOf({ 'src/app.ts': 'new\n' }));
  });

  it('of one file are not taken for those of another whose path ends the same', () => {
    const files = { 'x  a.ts': 'x', 'a.ts': 'a' };
    const disk = { ...files, ...manifestFiles, [hashesPath]: listOf({ 'x  a.ts': 'x' }) };
    expect(hashesAfter(planTo(disk, { 'a.ts': 'b' }))).toBe(disk[hashesPath]);
    expect(hashesAfter(planTo(disk, { 'x  a.ts': 'y' }))).toBe(listOf({ 'x  a.ts': 'y' }));
  });

  it('are found in a list that came out of a merge in another order, and no line is lost', () => {
    const files = { 'c.ts': '3', 'a.ts': '1', 'd.ts': '4', 'b.ts': '2' };
    const disk = { ...files, ...manifestFiles, [hashesPath]: listOf(files) };
    const after = hashesAfter(
      planTo(disk, { 'b.ts': 'two', 'c.ts': undefined, 'aa.ts': 'new', 'bb.ts': 'new' }),
    );
    const expected = listOf({ 'a.ts': '1', 'd.ts': '4', 'b.ts': 'two', 'aa.ts': 'new', 'bb.ts': 'new' });
    expect(after.split('\n').toSorted()).toEqual(expected.split('\n').toSorted());
  });

  it('are the same to a checkout with CRLF, or without the last line end', () => {
    const crlf = { ...onDisk, [hashesPath]: onDisk[hashesPath].replaceAll('\n', '\r\n') };
    expect(withManifest(planTo(crlf, {}), facts).changes).toEqual([]);
    const cut = { ...onDisk, [hashesPath]: onDisk[hashesPath].trimEnd() };
    expect(hashesAfter(planTo(cut, { 'src/b.ts': 'b' }))).toBe(
      listOf({ 'src/app.ts': 'one\n', 'src/b.ts': 'b' }),
    );
  });

  it('are the list that any way of adding and removing leads to', () => {
    const path = fc.stringMatching(/^[a-cA-C_.]{1,3}(\/[ab ]{1,2}\.ts)?$/);
    const edits = fc.dictionary(path, fc.option(fc.constantFrom('1', '2'), { nil: undefined }));
    fc.assert(
      fc.property(fc.array(edits, { maxLength: 4 }), (steps) => {
        let disk: Record<string, string> = {};
        for (const step of steps) {
          const { changes } = withManifest(planTo(disk, step), facts);
          for (const change of changes) {
            if (change.kind === 'remove') delete disk[change.path];
            else disk = { ...disk, [change.path]: change.after };
          }
        }
        const { [hashesPath]: list = '', ...files } = disk;
        const own = Object.entries(files).filter(([name]) => !ofManifest(name));
        const sorted = own.toSorted(([one], [other]) => (one < other ? -1 : 1));
        expect(list).toBe(listOf(Object.fromEntries(sorted)));
      }),
    );
  });
});

describe('a manifest that is one file and holds the hashes itself, as it once was', () => {
  const files = { 'src/app.ts': hashOf('one\n'), 'src/b.ts': hashOf('b') };
  const old = {
    'src/app.ts': 'one\n',
    [manifestPath]: `${JSON.stringify({ ...facts, files }, undefined, 2)}\n`,
  };

  it('opens', () => {
    expect(readManifest(projectOf(old))).toEqual(facts);
    expect(countGenerated(projectOf(old))).toBe(2);
  });

  it('stays as it is while nothing changes', () => {
    expect(withManifest(planTo(old, {}), facts).changes).toEqual([]);
  });

  it('is written as several with the first change', () => {
    const plan = withManifest(planTo(old, { 'src/app.ts': 'two\n', 'src/a.ts': 'a' }), facts);
    for (const [path, text] of Object.entries(manifestFiles)) expect(plan.project.read(path)).toBe(text);
    expect(hashesOf(plan)).toBe(listOf({ 'src/a.ts': 'a', 'src/app.ts': 'two\n', 'src/b.ts': 'b' }));
  });
});

describe('any manifest', () => {
  const flags = fc.record({
    optional: fc.boolean(),
    unique: fc.boolean(),
    index: fc.boolean(),
    searchable: fc.boolean(),
    sortable: fc.boolean(),
    hidden: fc.boolean(),
    readonly: fc.boolean(),
  });
  const scalar: fc.Arbitrary<Field> = fc
    .tuple(
      flags,
      fc.string(),
      fc.constantFrom('string', 'decimal', 'json'),
      fc.oneof(fc.string(), fc.boolean(), fc.integer()),
    )
    .map(([of, name, type, value]) => ({ kind: 'scalar', name, type, ...of, default: value }) as Field);
  const resource = (name: string): fc.Arbitrary<Resource> =>
    fc.record({
      name: fc.constant(name),
      access: fc.constantFrom('public', 'owner', 'internal'),
      softDelete: fc.boolean(),
      tests: fc.boolean(),
      fields: fc.array(scalar, { maxLength: 3 }),
    });
  const key = fc.oneof(fc.string(), fc.constantFrom('constructor', 'toString', '__proto__', '1'));
  const name = fc.oneof(
    fc.stringMatching(/^[A-Za-z][\w-]{0,5}$/),
    fc.constantFrom('constructor', 'toString', '1'),
  );
  const answers = fc.dictionary(key, fc.oneof(fc.string(), fc.boolean()), { maxKeys: 3 });
  const manifests = fc.record({
    plinth: fc.string(),
    name: fc.string(),
    framework: fc.string(),
    database: fc.string(),
    packageManager: fc.constantFrom('npm', 'pnpm', 'yarn', 'bun'),
    features: fc.dictionary(name, answers, { maxKeys: 3 }),
    resources: fc
      .uniqueArray(name, { maxLength: 3 })
      .chain((names) => fc.tuple(...names.map(resource)))
      .map((all) => Object.fromEntries(all.map((one) => [one.name, one]))),
  });

  it('survives being written and read, and writing it again changes nothing', () => {
    fc.assert(
      fc.property(manifests, (manifest) => {
        const project = projectOf(filesOf(withManifest(planTo({}, { a: '1' }), manifest as Manifest)));
        const read = readManifest(project);
        expect(JSON.parse(JSON.stringify(read))).toEqual(JSON.parse(JSON.stringify(manifest)));
        expect(withManifest(planOf(project), manifest as Manifest).changes).toEqual([]);
      }),
    );
  });
});

describe('a manifest that is broken is refused with its place', () => {
  const good = facts;
  const field = { kind: 'belongsTo', name: 'author', target: 'User', optional: 1 };
  const cases: readonly [string, string, string][] = [
    ['cut off', '{\n  "plinth": "0.1.0",\n', 'is not valid JSON (line 3, column 1)'],
    [
      'with a merge conflict',
      '{\n<<<<<<< HEAD\n  "plinth": "1"\n}',
      '.plinth/manifest.json has merge conflicts (line 2, column 1)',
    ],
    ['empty', '', 'is not valid JSON (line 1, column 1)'],
    ['a list', '[]', 'The document in .plinth/manifest.json must be an object (line 1, column 1)'],
    [
      'without a name',
      JSON.stringify({ ...good, name: undefined }),
      '"name" in .plinth/manifest.json must be a string',
    ],
    [
      'with a wrong manager',
      JSON.stringify({ ...good, packageManager: 'pip' }),
      '"packageManager" in .plinth/manifest.json must be one of npm, pnpm, yarn, bun',
    ],
    [
      'with a wrong answer',
      JSON.stringify({ ...good, features: { auth: { x: 1 } } }),
      '"features.auth.x" in',
    ],
    [
      'with a name that no file can have',
      JSON.stringify({ ...good, features: { '../auth': {} } }),
      '"features.../auth" in .plinth/manifest.json must be called by letters',
    ],
    [
      'with a wrong access',
      JSON.stringify({ ...good, resources: { Post: { ...post, access: 'all' } } }),
      '"resources.Post.access" in .plinth/manifest.json must be one of public, read',
    ],
    [
      'with a wrong field',
      JSON.stringify({ ...good, resources: { Post: { ...post, fields: [field] } } }),
      '"resources.Post.fields.0.optional" in .plinth/manifest.json must be true or false',
    ],
    [
      'with a wrong kind',
      JSON.stringify({ ...good, resources: { Post: { ...post, fields: [{ kind: 'toString' }] } } }),
      '"resources.Post.fields.0.kind" in',
    ],
    [
      'with a wrong hash',
      `{\n${JSON.stringify({ ...good, files: { a: 'x' } }).slice(1)}`,
      '"files.a" in .plinth/manifest.json must be a sha256 in hexadecimal (line 2, column',
    ],
  ];

  it.each(cases)('%s', (_, text, message) => {
    expect(() => readManifest(projectOf({ [manifestPath]: text }))).toThrow(message);
  });

  const resource = JSON.stringify(post);
  it.each([
    ['features/auth', '{ "a": 1 }', '"a" in .plinth/features/auth.json must be a string, true or false'],
    ['resources/Post', '{', '.plinth/resources/Post.json is not valid JSON (line 1'],
    [
      'resources/Post',
      '<<<<<<< HEAD\n',
      '.plinth/resources/Post.json has merge conflicts (line 1, column 1)',
    ],
    [
      'resources/Post',
      resource.replace('owner', 'all'),
      '"access" in .plinth/resources/Post.json must be one of',
    ],
    ['resources/Tag', resource, '"name" in .plinth/resources/Tag.json must be Tag, as the file is called'],
  ])('in %s.json: %s', (file, text, message) => {
    const project = projectOf({ ...onDisk, [`.plinth/${file}.json`]: text });
    expect(() => readManifest(project)).toThrow(message);
  });
});

describe('a list of hashes that is broken is refused with its place', () => {
  const line = listOf({ 'a.ts': '1' });
  it.each([
    ['cut off', `${line}${line.slice(0, 40)}`, '(line 2, column 1)'],
    ['without a path', `${line}${line.slice(0, 66)}\n`, '(line 2, column 1)'],
    ['with an empty line', `${line}\n${line}`, '(line 2, column 1)'],
    ['with a short hash', `\n${line}`.replace('\n', 'abc  b.ts\n'), '(line 1, column 1)'],
  ])('%s', (_, list, place) => {
    const disk = { ...onDisk, [hashesPath]: list };
    const act = () => withManifest(planTo(disk, { x: 'x' }), facts);
    expect(act).toThrow(`A line of ${hashesPath} must be a sha256`);
    expect(act).toThrow(place);
  });

  it('with a merge conflict', () => {
    const list = `${line}<<<<<<< HEAD\n${line}=======\n${line}>>>>>>> other\n`;
    const act = () => withManifest(planTo({ ...onDisk, [hashesPath]: list }, { x: 'x' }), facts);
    expect(act).toThrow(`${hashesPath} has merge conflicts (line 2, column 1).`);
  });
});
