import { execFile, execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const root = join(import.meta.dirname, '../..');

/** A registry that has this Plinth; it sends whoever asks for anything else to the usual one. */
export interface Registry {
  readonly url: string;
  readonly version: string;
  /** A folder for whatever is made of it. */
  readonly home: string;
  /** The packed Plinth. */
  readonly tarball: string;
  /** Runs npm with it and a cache of its own, which is empty at first. Not synchronous: the registry is in this process. */
  npm(args: readonly string[], cwd?: string): Promise<string>;
  /** What npm is told by its environment. */
  readonly env: NodeJS.ProcessEnv;
  close(): void;
}

export async function openRegistry(): Promise<Registry> {
  const home = mkdtempSync(join(tmpdir(), 'plinth-registry-'));
  const own = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  // Without scripts: the build would take dist away from the tests beside this one.
  execFileSync('npm', ['pack', '--silent', '--ignore-scripts', '--pack-destination', home], { cwd: root });
  const file = readdirSync(home).find((name) => name.endsWith('.tgz')) ?? '';
  const tarball = readFileSync(join(home, file));
  const usual = execFileSync('npm', ['config', 'get', 'registry'], { encoding: 'utf8' }).trim();
  const integrity = `sha512-${createHash('sha512').update(tarball).digest('base64')}`;
  let url = '';
  const server = createServer(({ url: path = '' }, response) => {
    const dist = { tarball: `${url}/create-plinth/-/${file}`, integrity };
    const versions = { [own.version]: { ...own, scripts: {}, devDependencies: {}, dist } };
    if (path === '/create-plinth')
      response.end(JSON.stringify({ name: own.name, 'dist-tags': { latest: own.version }, versions }));
    else if (path.endsWith(`/${file}`)) response.end(tarball);
    else response.writeHead(302, { location: new URL(path.slice(1), usual).href }).end();
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const env = {
    ...process.env,
    npm_config_registry: url,
    npm_config_cache: join(home, 'cache'),
    npm_config_audit: 'false',
  };
  return {
    url,
    version: own.version,
    home,
    tarball: join(home, file),
    env,
    async npm(args, cwd = home) {
      const { stdout } = await promisify(execFile)('npm', [...args], { cwd, env });
      return stdout;
    },
    close() {
      server.close();
      rmSync(home, { recursive: true, force: true });
    },
  };
}
