import type { Outside } from '../../src/cli/doctor/setup.js';
import type { Ran } from '../../src/ports/shell.js';
import { MemoryDisk } from '../core/memory-disk.js';
import type { Files } from './planning.js';

/** A disk on which files have ages, and folders may refuse to be written to. */
export class SetUpDisk extends MemoryDisk {
  readonly ages = new Map<string, number>();
  readonly closed = new Set<string>();
  readonly gone = new Set<string>();

  override age(path: string): number | undefined {
    return this.read(path) === undefined ? undefined : (this.ages.get(path) ?? 0);
  }

  override read(path: string): Uint8Array | undefined {
    return this.gone.has(path) ? undefined : super.read(path);
  }

  override list(folder: string): readonly string[] | undefined {
    return this.gone.has(folder) ? undefined : super.list(folder);
  }

  override writable(path: string): boolean {
    return !this.closed.has(path) && super.writable(path);
  }

  change(path: string, change: (text: string) => string): void {
    this.put(path, change(new TextDecoder().decode(this.read(path))), this.mode(path));
  }
}

/** Of a project that lacks nothing: the world around it, which a test may spoil. */
export interface Healthy {
  readonly disk: SetUpDisk;
  readonly outside: Outside;
  /** How programs end, by the start of their command line; the last that fits counts. */
  readonly programs: Map<string, Partial<Ran>>;
  readonly installed: Set<string>;
  /** What was run, with what was set for it. */
  readonly ran: { readonly argv: readonly string[]; readonly env: Readonly<Record<string, string>> }[];
  readonly env: Record<string, string>;
  nodeVersion: string;
  /** What is wrong with connections, by `host:port`; nobody else answers. */
  readonly connections: Map<string, string | undefined>;
  readonly ports: Map<number, string>;
  readonly folders: Map<number, string>;
}

export const goodSecret = 'fYq7Zr1Vw9LkT3xJpB0mHc5NsGd8AeQ2uXoI6tRy';

export function healthy(files: Files): Healthy {
  const spoilt = {
    disk: installedDisk(files),
    programs: new Map<string, Partial<Ran>>([
      ['npm --version', { tail: ['11.0.0'] }],
      ['git rev-parse', { tail: ['true'] }],
    ]),
    installed: new Set(['npm', 'git', 'lsof']),
    ran: [] as Healthy['ran'],
    env: {},
    nodeVersion: '22.13.0',
    connections: new Map<string, string | undefined>(),
    ports: new Map<number, string>(),
    folders: new Map<number, string>(),
  };
  const outside: Outside = {
    shell: {
      has: (program) => spoilt.installed.has(program),
      output: () => Promise.resolve(undefined),
      run: (argv, { env = {} }) => {
        spoilt.ran.push({ argv, env });
        const line = argv.join(' ');
        const known = [...spoilt.programs.keys()].findLast((start) => line.startsWith(start));
        return Promise.resolve({ code: 0, tail: [], ...spoilt.programs.get(known ?? '') });
      },
    },
    network: {
      connects: ({ host, port }) => {
        const place = `${host}:${port}`;
        const flaw = spoilt.connections.has(place) ? spoilt.connections.get(place) : 'ECONNREFUSED';
        return Promise.resolve(flaw);
      },
      isTaken: (port) => Promise.resolve(spoilt.ports.get(port)),
    },
    machine: {
      get nodeVersion() {
        return spoilt.nodeVersion;
      },
      node: '/usr/bin/node',
      env: spoilt.env,
      folderOf: (pid) => spoilt.folders.get(pid),
    },
  };
  return Object.assign(spoilt, { outside });
}

function installedDisk(files: Files): SetUpDisk {
  const disk = new SetUpDisk(Object.fromEntries(files));
  const { dependencies, devDependencies } = JSON.parse(files.get('package.json') ?? '') as Record<
    string,
    Record<string, string>
  >;
  const versions = { ...dependencies, ...devDependencies };
  const packages = Object.entries(versions).map(([name, version]) => [`node_modules/${name}`, { version }]);
  const lock = JSON.stringify({
    packages: { '': { dependencies, devDependencies }, ...Object.fromEntries(packages) },
  });
  for (const [name, version] of Object.entries(versions))
    disk.put(`node_modules/${name}/package.json`, JSON.stringify({ name, version }));
  disk.put('package-lock.json', lock);
  disk.put('node_modules/.package-lock.json', lock);
  disk.put('.env', `JWT_SECRET=${goodSecret}\n`, 0o600);
  return disk;
}
