import { execFile, execFileSync } from 'node:child_process';
import { appendFileSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openRegistry, type Registry } from '../support/registry.js';

const path = 'src/platform/errors.ts';
const added = '\nexport const isOfNextVersion = true;\n';

let registry: Registry;
let next = '';

/** The registry has this version; the next one, which writes a file in another way, lies in a folder. */
beforeAll(async () => {
  registry = await openRegistry();
  const folder = join(registry.home, 'next');
  mkdirSync(folder);
  execFileSync('tar', ['-xzf', registry.tarball], { cwd: folder });
  next = join(folder, 'package');
  symlinkSync(join(import.meta.dirname, '../../node_modules'), join(next, 'node_modules'));
  const text = readFileSync(join(next, 'package.json'), 'utf8');
  writeFileSync(join(next, 'package.json'), text.replace(/"version": "[^"]+"/, '"version": "99.0.0"'));
  appendFileSync(join(next, 'templates/base', path), added);
});
afterAll(() => registry.close());

/** A project that the registry's version created and somebody edited, without git. */
async function edited(name: string): Promise<string> {
  const resource = 'Tag name:string:unique colour:enum=red,green:default=red';
  const words = ['--features', 'auth-jwt', '--resource', resource, '--no-install', '--no-git', '--yes'];
  await registry.npm(['create', '--yes', 'plinth@latest', name, '--', ...words]);
  const project = join(registry.home, name);
  writeFileSync(join(project, path), `// Ours.\n${readFileSync(join(project, path), 'utf8')}`);
  return project;
}

/** Runs the next version. Not synchronous: the registry is in this process. */
const update = (cwd: string, env: NodeJS.ProcessEnv) =>
  new Promise<{ code: unknown; said: string }>((resolve) => {
    const words = [join(next, 'dist/bin/plinth.js'), 'update', '--no-install'];
    execFile(process.execPath, words, { cwd, env }, (error, stdout, stderr) =>
      resolve({ code: error?.code ?? 0, said: stdout + stderr }),
    );
  });

describe('plinth update in a project that nothing was committed of', () => {
  it('merges an edited file with what the version wrote that created it, as npm gets it', async () => {
    const project = await edited('with-npm');
    const before = readFileSync(join(project, path), 'utf8');
    const { code, said } = await update(project, registry.env);
    expect([code, said]).toEqual([
      0,
      expect.stringContaining(`done: npm exec create-plinth@${registry.version}`),
    ]);
    expect(readFileSync(join(project, path), 'utf8')).toBe(`${before}${added}`);
  });

  it('leaves a step by hand where npm reaches no registry, and does not wait for it long', async () => {
    const project = await edited('without-npm');
    const before = readFileSync(join(project, path), 'utf8');
    const env = {
      ...registry.env,
      npm_config_registry: 'http://127.0.0.1:9',
      npm_config_cache: join(project, 'cache'),
    };
    const { code, said } = await update(project, env);
    expect([code, said]).toEqual([3, expect.stringContaining('failed: npm exec')]);
    expect(said).toContain(
      `neither a commit nor create-plinth@${registry.version} has it as Plinth wrote it`,
    );
    expect(readFileSync(join(project, path), 'utf8')).toBe(before);
  });
});
