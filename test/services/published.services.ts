import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openRegistry, type Registry } from '../support/registry.js';

let registry: Registry;
beforeAll(async () => void (registry = await openRegistry()));
afterAll(() => registry.close());

describe('npm create plinth@latest', () => {
  it('leaves a project whose package.json brings the command, and npx plinth runs it', async () => {
    const { npm, home, version } = registry;
    const words = ['--features', '', '--no-install', '--no-git', '--yes', '--json'];
    await npm(['create', '--yes', 'plinth@latest', 'my-api', '--', ...words]);
    const project = join(home, 'my-api');
    const text = readFileSync(join(project, 'package.json'), 'utf8');
    const { devDependencies } = JSON.parse(text);
    expect(devDependencies['create-plinth']).toBe(version);
    expect(readFileSync(join(project, 'README.md'), 'utf8')).toContain('`npx plinth add resource');
    // Of the rest there are other tests.
    const alone = { private: true, devDependencies: { 'create-plinth': version } };
    writeFileSync(join(project, 'package.json'), JSON.stringify(alone));
    await npm(['install'], project);
    writeFileSync(join(project, 'package.json'), text);
    const info = JSON.parse(await npm(['exec', '--', 'plinth', 'info', '--json'], project));
    expect(info).toMatchObject({ ok: true, plinth: version });
    await npm(['exec', '--', 'plinth', 'add', 'resource', 'Tag', 'name:string', '--no-install'], project);
    expect(readdirSync(join(project, 'src/modules'))).toContain('tags');
  });
});
