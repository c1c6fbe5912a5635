import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { root } from '../support/installed.js';
import { locked } from '../support/locked.js';
import { type Finished, mustRun, run } from '../support/run.js';
import { boot, type Service } from '../support/service.js';

const cache = join(root, '.cache', 'images');
const mirror = process.env['PLINTH_TEST_DEBIAN_MIRROR'] ?? 'http://deb.debian.org/debian';

/** What a program in an image runs with, as `buildah inspect` tells it. */
export interface ImageConfig {
  readonly User?: string;
  readonly Cmd?: readonly string[] | null;
  readonly Env: readonly string[];
  readonly WorkingDir: string;
  readonly Healthcheck?: { readonly Test?: readonly string[] };
}

export interface Image {
  readonly tag: string;
  readonly config: ImageConfig;
  readonly history: string;
  /** What its own layers add to the base, in bytes. */
  readonly ownBytes: number;
  /** A container's root folder on this machine. */
  readonly folder: string;
  run(command: readonly string[], env?: Readonly<Record<string, string>>): Promise<Finished>;
  boot(env: Readonly<Record<string, string>>): Promise<Service>;
}

/** Builds images without a Docker engine, in a store of its own, on a stand-in for the base image. */
export class Builder {
  readonly #home: string;
  readonly #base: string;

  private constructor(home: string, base: string) {
    this.#home = home;
    this.#base = base;
  }

  static async open(dockerfile: string): Promise<Builder> {
    const base = /^FROM (\S+)/m.exec(dockerfile)?.[1] ?? '';
    const store = await baseStore(base);
    const home = mkdtempSync(join(tmpdir(), 'plinth-images-'));
    await mustRun('cp', ['-a', store, join(home, 'store')], { cwd: home });
    return new Builder(home, base);
  }

  close(): void {
    rmSync(this.#home, { recursive: true, force: true });
  }

  async build(dir: string, tag: string): Promise<Image> {
    const npm = join(cache, 'npm');
    mkdirSync(npm, { recursive: true });
    const options = ['--isolation', 'chroot', '--pull-never', '--layers=false', '--format', 'docker'];
    await this.#buildah('bud', ...options, '--volume', `${npm}:/root/.npm:rw`, '--tag', tag, dir);
    const { config, history } = await this.#inspect(tag);
    const container = (await this.#buildah('from', '--pull-never', tag)).trim();
    const folder = (await this.#buildah('mount', container)).trim();
    const ownBytes = (await this.#layersOf(tag)) - (await this.#layersOf(this.#base));
    const inside = (command: readonly string[], env: Readonly<Record<string, string>> = {}) => [
      ...this.#store,
      ...['run', '--isolation', 'chroot'],
      ...Object.entries(env).flatMap(([name, value]) => ['--env', `${name}=${value}`]),
      ...[container, '--', ...command],
    ];
    const booted = (env: Readonly<Record<string, string>>) =>
      boot(
        { dir: this.#home, remove: () => this.close() },
        { env, command: (all) => ['buildah', inside(config.Cmd ?? [], all)] },
      );
    return {
      ...{ tag, config, history, ownBytes, folder },
      run: (command, env) => run('buildah', inside(command, env), { cwd: this.#home }),
      boot: booted,
    };
  }

  get #store(): readonly string[] {
    return storeOptions(join(this.#home, 'store'), join(this.#home, 'run'));
  }

  async #buildah(...args: readonly string[]): Promise<string> {
    return (await mustRun('buildah', [...this.#store, ...args], { cwd: this.#home })).stdout;
  }

  async #inspect(tag: string): Promise<{ readonly config: ImageConfig; readonly history: string }> {
    const text = await this.#buildah('inspect', '--type', 'image', tag);
    const { Docker } = JSON.parse(text) as { Docker: { config: ImageConfig } };
    return { config: Docker.config, history: text };
  }

  /** As the image's own files, so that what a later layer hides counts as well. */
  async #layersOf(tag: string): Promise<number> {
    const id = (await this.#buildah('images', '--quiet', '--no-trunc', tag)).trim().replace('sha256:', '');
    const layers = JSON.parse(
      readFileSync(join(this.#home, 'store', 'vfs-layers', 'layers.json'), 'utf8'),
    ) as readonly Layer[];
    const images = JSON.parse(
      readFileSync(join(this.#home, 'store', 'vfs-images', 'images.json'), 'utf8'),
    ) as readonly { readonly id: string; readonly layer: string }[];
    const top = images.find((image) => image.id === id)?.layer;
    return sizeOf(layers, top);
  }
}

interface Layer {
  readonly id: string;
  readonly parent?: string;
  readonly 'diff-size'?: number;
}

function sizeOf(layers: readonly Layer[], id: string | undefined): number {
  const layer = layers.find((one) => one.id === id);
  return layer ? (layer['diff-size'] ?? 0) + sizeOf(layers, layer.parent) : 0;
}

const storeOptions = (store: string, runs: string): readonly string[] => [
  ...['--storage-driver', 'vfs', '--root', store, '--runroot', runs],
];

/** A store with the image that stands in for `node:x.y.z-<Debian>-slim`: no registry is asked for it. */
async function baseStore(image: string): Promise<string> {
  const suite = /^node:[\d.]+-(\w+)-slim$/.exec(image)?.[1];
  if (!suite) throw new Error(`Nothing stands in for the image ${image}.`);
  const authorities = process.env['NODE_EXTRA_CA_CERTS'];
  const recipe = [image, process.version, mirror, authorities, readFileSync(import.meta.filename, 'utf8')];
  const home = join(cache, createHash('sha256').update(recipe.join('\n')).digest('hex').slice(0, 16));
  return locked(join(cache, 'base.lock'), async () => {
    if (existsSync(home)) return home;
    const draft = mkdtempSync(join(tmpdir(), 'plinth-base-'));
    try {
      const folder = await baseFolder(draft, suite, authorities);
      const options = storeOptions(join(draft, 'store'), join(draft, 'run'));
      const buildah = async (...args: readonly string[]) =>
        (await mustRun('buildah', [...options, ...args], { cwd: draft })).stdout.trim();
      const container = await buildah('from', 'scratch');
      await buildah('add', '--quiet', container, folder, '/');
      await buildah('commit', '--quiet', '--format', 'docker', container, image);
      await buildah('rm', container);
      await mustRun('cp', ['-a', join(draft, 'store'), `${home}.draft`], { cwd: draft });
      renameSync(`${home}.draft`, home);
      return home;
    } finally {
      rmSync(draft, { recursive: true, force: true });
    }
  });
}

/** A minimal Debian with this machine's Node.js and npm where the real image has them, and its user. */
async function baseFolder(home: string, suite: string, authorities: string | undefined): Promise<string> {
  const folder = join(home, 'base');
  await mustRun('debootstrap', ['--variant=minbase', suite, folder, mirror], { cwd: home });
  for (const left of ['var/cache/apt/archives', 'var/lib/apt/lists', 'usr/share/doc', 'usr/share/locale']) {
    rmSync(join(folder, left), { recursive: true, force: true });
  }
  const local = join(folder, 'usr', 'local');
  cpSync(process.execPath, join(local, 'bin', 'node'));
  const npm = await mustRun('sh', ['-c', 'command -v npm'], { cwd: home });
  const installed = dirname(dirname(realpathSync(npm.stdout.trim())));
  cpSync(installed, join(local, 'lib', 'node_modules', 'npm'), { recursive: true, verbatimSymlinks: true });
  symlinkSync('../lib/node_modules/npm/bin/npm-cli.js', join(local, 'bin', 'npm'));
  mkdirSync(join(local, 'etc'), { recursive: true });
  if (authorities) cpSync(authorities, join(local, 'etc', 'authorities.pem'));
  const registry = await mustRun('npm', ['config', 'get', 'registry'], { cwd: home });
  const npmrc = [
    ...(authorities ? ['cafile=/usr/local/etc/authorities.pem'] : []),
    ...[`registry=${registry.stdout.trim()}`, 'prefer-offline=true', 'audit=false', ''],
  ];
  writeFileSync(join(local, 'etc', 'npmrc'), npmrc.join('\n'));
  await mustRun('chroot', [folder, 'useradd', '--create-home', '--uid', '1000', 'node'], { cwd: home });
  await mustRun('chroot', [folder, 'npm', '--version'], { cwd: home });
  return folder;
}
