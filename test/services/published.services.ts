import { execFile, execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');
const home = mkdtempSync(join(tmpdir(), 'plinth-published-'));
const own = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
let registry: Server;
let url = '';

/** A registry that has this Plinth; it sends whoever asks for anything else to the usual one. */
beforeAll(async () => {
  // Without scripts: the build would take dist away from the tests beside this one.
  execFileSync('npm', ['pack', '--silent', '--ignore-scripts', '--pack-destination', home], { cwd: root });
  const file = readdirSync(home).find((name) => name.endsWith('.tgz')) ?? '';
  const tarball = readFileSync(join(home, file));
  const usual = execFileSync('npm', ['config', 'get', 'registry'], { encoding: 'utf8' }).trim();
  const integrity = `sha512-${createHash('sha512').update(tarball).digest('base64')}`;
  registry = createServer(({ url: path = '' }, response) => {
    const dist = { tarball: `${url}/create-plinth/-/${file}`, integrity };
    const versions = { [own.version]: { ...own, scripts: {}, devDependencies: {}, dist } };
    if (path === '/create-plinth')
      response.end(JSON.stringify({ name: own.name, 'dist-tags': { latest: own.version }, versions }));
    else if (path.endsWith(`/${file}`)) response.end(tarball);
    else response.writeHead(302, { location: new URL(path.slice(1), usual).href }).end();
  });
  await new Promise((resolve) => registry.listen(0, '127.0.0.1', () => resolve(undefined)));
  url = `http://127.0.0.1:${(registry.address() as AddressInfo).port}`;
});
afterAll(() => {
  registry.close();
  rmSync(home, { recursive: true, force: true });
});

/** Not synchronous: the registry is in this process. */
async function npm(args: readonly string[], cwd = home): Promise<string> {
  const env = {
    ...process.env,
    npm_config_registry: url,
    npm_config_cache: join(home, 'cache'),
    npm_config_audit: 'false',
  };
  const { stdout } = await promisify(execFile)('npm', [...args], { cwd, env });
  return stdout;
}

describe('npm create plinth@latest', () => {
  it('leaves a project whose package.json brings the command, and npx plinth runs it', async () => {
    const words = ['--features', '', '--no-install', '--no-git', '--yes', '--json'];
    await npm(['create', '--yes', 'plinth@latest', 'my-api', '--', ...words]);
    const project = join(home, 'my-api');
    const text = readFileSync(join(project, 'package.json'), 'utf8');
    const { devDependencies } = JSON.parse(text);
    expect(devDependencies['create-plinth']).toBe(own.version);
    expect(readFileSync(join(project, 'README.md'), 'utf8')).toContain('`npx plinth add resource');
    // Of the rest there are other tests.
    const alone = { private: true, devDependencies: { 'create-plinth': own.version } };
    writeFileSync(join(project, 'package.json'), JSON.stringify(alone));
    await npm(['install'], project);
    writeFileSync(join(project, 'package.json'), text);
    const info = JSON.parse(await npm(['exec', '--', 'plinth', 'info', '--json'], project));
    expect(info).toMatchObject({ ok: true, plinth: own.version });
    await npm(['exec', '--', 'plinth', 'add', 'resource', 'Tag', 'name:string', '--no-install'], project);
    expect(readdirSync(join(project, 'src/modules'))).toContain('tags');
  });
});
