import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hashOf } from '../../src/core/bytes.js';
import { type Manifest, manifestPath, readManifest, withManifest } from '../../src/core/manifest.js';
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
const facts: Omit<Manifest, 'files'> = {
  plinth: '0.1.0',
  name: 'blog',
  framework: 'express',
  database: 'postgres',
  packageManager: 'npm',
  features: { docker: {}, auth: { tokens: 'jwt', strict: true } },
  resources: { Post: post },
};
const textOf = (plan: Plan) => plan.project.read(manifestPath) ?? '';
const created = withManifest(planTo({}, { 'src/app.ts': 'one\n' }), facts);
const onDisk = { 'src/app.ts': 'one\n', [manifestPath]: textOf(created) };
const filesAfter = (plan: Plan) => readManifest(withManifest(plan, facts).project)?.files;

describe('the manifest', () => {
  it('is written with the change, in one order of keys, with a line end', () => {
    expect(created.changes.map(({ path }) => path)).toEqual(['src/app.ts', manifestPath]);
    expect(textOf(created)).toMatch(/^\{\n {2}"plinth": "0.1.0",\n {2}"name": "blog",/);
    expect(textOf(created).indexOf('"auth"')).toBeLessThan(textOf(created).indexOf('"docker"'));
    expect(textOf(created).endsWith('}\n')).toBe(true);
  });

  it('reads back as it was written', () => {
    expect(readManifest(created.project)).toEqual({ ...facts, files: { 'src/app.ts': hashOf('one\n') } });
  });

  it('is undefined in a project Plinth never saw', () => {
    expect(readManifest(projectOf({ 'src/app.ts': '' }))).toBeUndefined();
  });

  it('does not change when nothing else does, however it is laid out', () => {
    expect(withManifest(planTo(onDisk, {}), facts).changes).toEqual([]);
    const squeezed = { ...onDisk, [manifestPath]: JSON.stringify(JSON.parse(onDisk[manifestPath])) };
    expect(withManifest(planTo(squeezed, {}), facts).changes).toEqual([]);
  });

  it('is stale-checked with the rest: it was read', () => {
    expect(withManifest(planTo(onDisk, { x: 'x' }), facts).seen.get(manifestPath)).toBe(onDisk[manifestPath]);
  });
});

describe('the hashes', () => {
  it('follow Plinth through its own edits', () => {
    expect(filesAfter(planTo(onDisk, { 'src/app.ts': 'two\n' }))).toEqual({ 'src/app.ts': hashOf('two\n') });
  });

  it('stay as generated when a file was edited by hand before Plinth edits it', () => {
    const byHand = { ...onDisk, 'src/app.ts': 'mine\n' };
    expect(filesAfter(planTo(byHand, { 'src/app.ts': 'mine\ntwo\n' }))).toEqual({
      'src/app.ts': hashOf('one\n'),
    });
  });

  it('are not claimed for a file Plinth did not generate', () => {
    const foreign = { ...onDisk, 'other.ts': 'x' };
    expect(Object.keys(filesAfter(planTo(foreign, { 'other.ts': 'y' })) ?? {})).toEqual(['src/app.ts']);
  });

  it('go with a removed file and come back with a new one', () => {
    expect(filesAfter(planTo(onDisk, { 'src/app.ts': undefined }))).toEqual({});
    const { 'src/app.ts': _, ...without } = onDisk;
    expect(filesAfter(planTo(without, { 'src/app.ts': 'new\n' }))).toEqual({ 'src/app.ts': hashOf('new\n') });
  });
});

describe('any manifest', () => {
  const flags = fc.record({
    optional: fc.boolean(),
    unique: fc.boolean(),
    index: fc.boolean(),
    searchable: fc.boolean(),
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
  const resource: fc.Arbitrary<Resource> = fc.record({
    name: fc.string(),
    access: fc.constantFrom('public', 'owner', 'internal'),
    softDelete: fc.boolean(),
    tests: fc.boolean(),
    fields: fc.array(scalar, { maxLength: 3 }),
  });
  const name = fc.oneof(fc.string(), fc.constantFrom('constructor', 'toString', '__proto__', '1'));
  const answers = fc.dictionary(name, fc.oneof(fc.string(), fc.boolean()), { maxKeys: 3 });
  const manifests = fc.record({
    plinth: fc.string(),
    name: fc.string(),
    framework: fc.string(),
    database: fc.string(),
    packageManager: fc.constantFrom('npm', 'pnpm', 'yarn', 'bun'),
    features: fc.dictionary(name, answers, { maxKeys: 3 }),
    resources: fc.dictionary(name, resource, { maxKeys: 3 }),
  });

  it('survives being written and read, and writing it again changes nothing', () => {
    fc.assert(
      fc.property(manifests, (manifest) => {
        const text = textOf(withManifest(planTo({}, { a: '1' }), manifest as Omit<Manifest, 'files'>));
        const project = projectOf({ a: '1', [manifestPath]: text });
        const read = readManifest(project);
        expect(JSON.parse(JSON.stringify(read))).toEqual(
          JSON.parse(JSON.stringify({ ...manifest, files: { a: hashOf('1') } })),
        );
        expect(withManifest(planOf(project), manifest as Omit<Manifest, 'files'>).changes).toEqual([]);
      }),
    );
  });
});

describe('a manifest that is broken is refused with its place', () => {
  const good = { ...facts, files: {} };
  const field = { kind: 'belongsTo', name: 'author', target: 'User', optional: 1 };
  const cases: readonly [string, string, string][] = [
    ['cut off', '{\n  "plinth": "0.1.0",\n', 'is not valid JSON (line 3, column 1)'],
    ['with a merge conflict', '{\n<<<<<<< HEAD\n  "plinth": "1"\n}', 'is not valid JSON (line 2, column 1)'],
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
});
