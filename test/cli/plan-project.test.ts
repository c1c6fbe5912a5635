import { describe, expect, it } from 'vitest';
import { planned } from '../../src/cli/planning/plan-project.js';
import type { Existing } from '../../src/cli/project/existing.js';
import { extended } from '../../src/cli/planning/addition.js';
import { newBlueprint, type NewProject } from '../../src/cli/planning/new-project.js';
import type { FeatureAnswers } from '../../src/cli/prompts/questions.js';
import { readManifest } from '../../src/core/manifest.js';
import { Project } from '../../src/core/project.js';
import { defaults } from '../../src/core/question.js';
import { parseResourceLine } from '../../src/resource/language/field-language.js';
import { resolveResources } from '../../src/resource/graph/graph.js';
import { auth, fakeParts, fakeBuiltIns, features } from './fake-parts.js';

const now = new Date('2026-11-22T10:00:00Z');

const wanted = (ids: readonly string[], lines: readonly string[]): NewProject => ({
  target: '/tmp/shop-api',
  shown: 'shop-api',
  name: 'shop-api',
  adapters: { http: 'express', persistence: 'typeorm' },
  database: 'postgres',
  packageManager: 'pnpm',
  features: new Map(ids.map((id): [string, FeatureAnswers] => [id, defaults(auth.questions)])),
  resources: lines.map(parseResourceLine),
  install: true,
  git: true,
  preset: undefined,
});

const created = (ids: readonly string[], lines: readonly string[]) =>
  planned(newBlueprint(wanted(ids, lines), features, now), fakeParts);

describe('a new project', () => {
  it('holds what foundations, adapters, features and resources bring, and remembers them', async () => {
    const plan = await created(
      ['auth-jwt'],
      ['Tag name:string', 'Post title:string author:belongsTo=User tags:manyToMany=Tag'],
    );
    expect(plan.changes.map(({ path }) => path).sort()).toEqual([
      '.plinth/features/auth-jwt.json',
      '.plinth/features/base.json',
      '.plinth/features/express.json',
      '.plinth/features/typeorm.json',
      '.plinth/files.sha256',
      '.plinth/manifest.json',
      '.plinth/resources/Post.json',
      '.plinth/resources/Tag.json',
      'package.json',
      'src/Post.txt',
      'src/Tag.txt',
      'src/auth.txt',
      'src/express.txt',
      'src/typeorm.txt',
    ]);
    const manifest = readManifest(plan.project);
    expect(manifest).toMatchObject({
      name: 'shop-api',
      framework: 'express',
      packageManager: 'pnpm',
      features: { 'auth-jwt': { ttl: '15m', issuer: 'me', openRegistration: true }, base: {}, typeorm: {} },
      resources: { Post: { access: 'owner' }, Tag: { access: 'authenticated' } },
    });
  });

  it('gives each resource a second of its own, and shows it every entity', async () => {
    const plan = await created(['auth-jwt'], ['Tag name:string', 'Post tags:manyToMany=Tag']);
    expect(plan.project.read('src/Tag.txt')).toBe('2026-11-22T10:00:00.000Z User Tag Post\n');
    expect(plan.project.read('src/Post.txt')).toBe('2026-11-22T10:00:01.000Z User Tag Post\n');
  });

  it('installs with its own package manager', async () => {
    const { tasks } = await created([], []);
    expect(tasks.map(({ run }) => run)).toEqual([['pnpm', 'install']]);
  });

  it('knows no User without authentication', async () => {
    await expect(async () => created([], ['Post author:belongsTo=User'])).rejects.toThrow(/User/);
  });
});

describe('adding to a project', () => {
  it('gives byte for byte what choosing at creation gives', async () => {
    const before = await created([], []);
    const manifest = readManifest(before.project);
    if (manifest === undefined) throw new Error('no manifest');
    const step = { feature: auth as never, answers: defaults(auth.questions) };
    const after = await planned(extended(existing(before.project), [step], []), fakeParts);
    const whole = await created(['auth-jwt'], []);
    for (const path of whole.project.list())
      expect(after.project.read(path), path).toBe(whole.project.read(path));
  });

  it('installs only where package.json changed', async () => {
    const before = await created([], []);
    const project = Project.over({
      read: (path) => before.project.read(path),
      list: (folder) => before.project.list(folder),
    });
    const [tag] = resolveResources([parseResourceLine('Tag name:string')], {
      entities: new Map(),
      auth: false,
    });
    if (tag === undefined) throw new Error('no resource');
    const plan = await planned(extended(existing(project), [], [tag]), fakeParts);
    expect(plan.changes.map(({ path }) => path)).toEqual([
      'src/Tag.txt',
      'src/express.txt',
      '.plinth/resources/Tag.json',
      '.plinth/files.sha256',
    ]);
    expect(plan.tasks).toEqual([]);
  });
});

function existing(project: Project): Existing {
  const manifest = readManifest(project);
  if (manifest === undefined) throw new Error('no manifest');
  return {
    root: '/tmp/shop-api',
    project,
    builtIns: fakeBuiltIns,
    catalogue: features,
    parts: fakeParts,
    adapters: { http: 'express', persistence: 'typeorm' },
    facts: { ...newBlueprint(wanted([], []), features, now).facts },
    manifest,
    writtenBefore: () => Promise.resolve(undefined),
    formattingNotes: () => [],
  };
}
