import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { packageManagers, presets } from '../../src/cli/prompts/choices.js';
import { listKinds } from '../../src/resource/field-lists.js';
import { accessLevels, type Field, scalarTypes } from '../../src/resource/model.js';
import { generate } from '../support/generated.js';
import { manifestOf } from '../support/manifest-of.js';
import { mustRun } from '../support/run.js';
import { specNames, specPath } from './specs.js';

async function everyManifest() {
  const manifests = [];
  for (const name of specNames) {
    const project = await generate(['--from', specPath(name)]);
    manifests.push(manifestOf(project.dir));
    project.remove();
  }
  return manifests;
}

describe('the covering set', () => {
  it('has a test file for every spec and every preset', () => {
    // `npm test` holds the blog against the whole bar, in which all of this is.
    const others = presets.filter((id) => id !== 'blog');
    const names = [...specNames.map((name) => `spec-${name}`), ...others.map((id) => `preset-${id}`)];
    const missing = names.filter(
      (name) => !existsSync(fileURLToPath(new URL(`${name}.covering.ts`, import.meta.url))),
    );
    expect(missing).toEqual([]);
  });

  it('has every field type, relation, access level, soft delete, lists of fields, a path of its own, and projects with and without auth', async () => {
    const manifests = await everyManifest();
    const resources = manifests.flatMap(({ resources }) => Object.values(resources));
    const fields = resources.flatMap((resource): readonly Field[] => resource.fields);
    const kinds = new Set(fields.map(({ kind }) => kind));
    const types = new Set(fields.flatMap((field) => (field.kind === 'scalar' ? [field.type] : [])));
    expect([...scalarTypes].filter((type) => !types.has(type))).toEqual([]);
    expect(kinds).toEqual(new Set(['scalar', 'belongsTo', 'hasMany', 'hasOne', 'manyToMany']));
    const levels = new Set(resources.map(({ access }) => access));
    expect([...accessLevels].filter((level) => !levels.has(level))).toEqual([]);
    expect(new Set(resources.map(({ softDelete }) => softDelete))).toEqual(new Set([true, false]));
    const lists = resources.flatMap((one) => listKinds.filter((kind) => one[kind] !== undefined));
    expect(new Set(lists)).toEqual(new Set(listKinds));
    expect(resources.some(({ path }) => path !== undefined)).toBe(true);
    const auth = manifests.map(({ features }) => 'auth-jwt' in features);
    expect(new Set(auth)).toEqual(new Set([true, false]));
  });

  it.each(packageManagers)('the files of a project for %s are formatted and name it', async (manager) => {
    const project = await generate(['--preset', 'blog', '--package-manager', manager]);
    try {
      await mustRun('npm', ['run', 'format:check'], { cwd: project.dir });
      for (const file of ['README.md', 'Dockerfile', '.github/workflows/ci.yml']) {
        expect(readFileSync(`${project.dir}/${file}`, 'utf8')).toMatch(new RegExp(`\\b${manager}\\b`));
      }
    } finally {
      project.remove();
    }
  });
});
