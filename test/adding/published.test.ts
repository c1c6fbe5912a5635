import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { planned } from '../../src/cli/planning/plan-project.js';
import { builtIns } from '../../src/cli/planning/load-built-ins.js';
import { newBlueprint } from '../../src/cli/planning/new-project.js';
import { isPublished, version } from '../../src/package.js';
import { packageManagers } from '../../src/cli/prompts/choices.js';
import { adapterPairs, at, catalogue } from './planning.js';

const folder = mkdtempSync(join(tmpdir(), 'plinth-published-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('whether a registry has this version', () => {
  const installed = (name: string, resolved: string | undefined, files: readonly string[] = []) => {
    const root = join(folder, name, 'node_modules/create-plinth');
    mkdirSync(join(root, 'dist'), { recursive: true });
    for (const file of files) writeFileSync(join(root, file), '');
    const record = { packages: { 'node_modules/create-plinth': { resolved } } };
    writeFileSync(join(folder, name, 'node_modules/.package-lock.json'), JSON.stringify(record));
    return isPublished(root);
  };

  it('is known from the mark that publishing leaves, or from where npm got it', () => {
    const registry = 'http://127.0.0.1:4873/create-plinth/-/create-plinth-0.1.0.tgz';
    expect(installed('marked', undefined, ['dist/published'])).toBe(true);
    expect(installed('registry', registry)).toBe(true);
    expect(installed('left-out', undefined)).toBe(true);
    expect(installed('tarball', 'file:../create-plinth-0.1.0.tgz')).toBe(false);
    expect(installed('git', 'git+ssh://git@example.com/plinth.git#0123456')).toBe(false);
    expect(isPublished(join(folder, 'nowhere'))).toBe(false);
    expect(isPublished(), 'this checkout').toBe(false);
  });
});

async function project(published: boolean, packageManager: (typeof packageManagers)[number]) {
  const [adapters] = adapterPairs;
  if (adapters === undefined) throw new Error('There are no adapters.');
  const wanted = {
    ...{ target: '/nowhere/api', shown: 'api', name: 'api', adapters, database: 'postgres', packageManager },
    ...{ features: new Map(), resources: [], install: false, git: false, preset: undefined },
  };
  const blueprint = newBlueprint(wanted, catalogue, at(0));
  const facts = { ...blueprint.facts, published };
  const plan = await planned({ ...blueprint, facts }, await builtIns.parts(adapters, blueprint.project));
  return (path: string) => plan.project.read(path) ?? '';
}

describe.each(packageManagers)('a project created with %s', (id) => {
  it('brings a published Plinth along, at this very version, and names its command', async () => {
    const read = await project(true, id);
    expect(JSON.parse(read('package.json')).devDependencies['create-plinth']).toBe(version());
    const command = { npm: 'npx plinth', pnpm: 'pnpm plinth', yarn: 'yarn plinth', bun: 'bunx plinth' }[id];
    for (const path of ['README.md', 'AGENTS.md']) {
      expect(read(path)).toContain(`\`${command} add resource`);
      expect(read(path)).toContain(`\`${command} add feature`);
    }
  });

  it('names no version that nobody could install', async () => {
    const read = await project(false, id);
    expect(read('package.json')).not.toContain('create-plinth');
    expect(read('README.md')).toContain('`plinth add resource');
    expect(read('AGENTS.md')).toContain('`plinth add resource');
  });
});
