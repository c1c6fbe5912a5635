import { describe, expect, it } from 'vitest';
import { examined } from '../../src/cli/doctor/examine.js';
import { doctorCodes, type Finding } from '../../src/cli/doctor/finding.js';
import { blog } from './blog.js';
import { everything } from './addables.js';
import { goodSecret, type Healthy, healthy } from './healthy.js';
import { adapterPairs, type Files } from './planning.js';

const files = await blog();
const withRedis = everything[0] ?? files;

const lookedAt = async ({ disk, outside }: Healthy) => examined(disk, outside);

const server = 'postgresql://app:p%40ss-word@db.example:6543/app';
const withServer = (one: Healthy): void => {
  one.disk.change('.env', (text) => `${text}DATABASE_URL=${server}\n`);
  one.connections.set('db.example:6543', undefined);
};
const answering = (one: Healthy, answer: unknown): void => {
  withServer(one);
  one.programs.set('/usr/bin/node', { tail: ['(node:1) Warning', `plinth ${JSON.stringify(answer)}`] });
};
const migrationsOf = (all: Files): readonly string[] =>
  [...all].flatMap(([path, text]) => {
    const [, name] = (path.includes('/migrations/') && /class (\w+\d{13})/.exec(text)) || [];
    return name === undefined ? [] : [name];
  });
const migrations = migrationsOf(files);
const allMigrations = migrationsOf(withRedis);
const packageJson = (one: Healthy, change: (value: Record<string, unknown>) => object): void =>
  one.disk.change('package.json', (text) => JSON.stringify(change(JSON.parse(text))));
const manifest = (one: Healthy, from: string | RegExp, to: string): void =>
  one.disk.change('.plinth/manifest.json', (text) => text.replace(from, to));
const used = (one: Healthy, manager: string, lock: string): void => {
  manifest(one, '"packageManager": "npm"', `"packageManager": "${manager}"`);
  one.disk.remove('package-lock.json');
  one.disk.put(lock, '');
  one.installed.add(manager);
  one.programs.set(`${manager} --version`, { tail: ['9.1.0'] });
};
const appended = (line: string) => (one: Healthy) => one.disk.change('.env', (text) => `${text}${line}\n`);
const secret = (value: string) => (one: Healthy) => one.disk.put('.env', `JWT_SECRET=${value}\n`, 0o600);
const journal = (pid: number) => JSON.stringify({ pid, folders: [], entries: [{ path: 'src/a.ts' }] });

describe('plinth doctor, in a project that lacks nothing', () => {
  it.each(everything.map((all, at) => [adapterPairs[at]?.http, all] as const))(
    'finds nothing: %s',
    async (_, all) => {
      const { findings, passed } = await lookedAt(healthy(all));
      expect(findings).toEqual([]);
      expect(passed.map(({ message }) => message)).toEqual([
        expect.stringMatching(/^The records of Plinth can be read/),
        'Node 22.13.0 satisfies >=20.19.0',
        'Node 22.13.0 is the one that .nvmrc names (22)',
        'npm 11.0.0',
        'package-lock.json is the one lock file',
        expect.stringMatching(/^node_modules has all \d+ packages of package\.json$/),
        'node_modules is as package-lock.json says',
        '.env has every variable that is required',
        'JWT_SECRET is long and looks random',
        '.env is closed to other users',
        'git ignores .env',
        'Port 3000 is free',
        'No DATABASE_URL: development makes an embedded database in .data/',
        'No REDIS_URL: each process counts requests on its own',
        'No change of Plinth is unfinished',
      ]);
    },
  );

  it('writes nothing, and asks no package manager for the network', async () => {
    const one = healthy(files);
    withServer(one);
    const before = one.disk.snapshot();
    await lookedAt(one);
    expect(one.disk.snapshot()).toEqual(before);
    expect(one.ran.find(({ argv }) => argv[0] === 'npm')?.env).toMatchObject({
      COREPACK_ENABLE_NETWORK: '0',
    });
  });

  it.each<[name: string, says: RegExp, plant: (one: Healthy) => void]>([
    [
      'a database that answers',
      /^PostgreSQL 15\.4 lets the service in$/,
      (one) => answering(one, { outcome: 'answered', version: '15.4 (Debian)', migrations }),
    ],
    [
      'all migrations',
      /^The database has had all 5 migrations$/,
      (one) => answering(one, { outcome: 'answered', version: '15.4 (Debian)', migrations }),
    ],
    [
      'itself on its port',
      /^Port 3000 is taken by this project itself: node \(process 41\)$/,
      (one) => {
        one.ports.set(3000, 'EADDRINUSE');
        one.programs.set('lsof', { tail: ['p41', 'cnode'] });
        one.folders.set(41, '/project');
      },
    ],
    ['any port', /^PORT is 0/, appended('PORT=0')],
    [
      'a variable that only the schema names',
      /^\.env has every variable/,
      (one) => {
        one.disk.change('.env.example', (text) => text.replaceAll('LOG_LEVEL', 'LOUDNESS'));
        appended('LOG_LEVEL=debug')(one);
      },
    ],
    [
      'an embedded database that is starting',
      /is just being started by process 77$/,
      (one) => {
        one.disk.put('.data/owner.json', '{"pid":77}');
        one.disk.alive.add(77);
      },
    ],
    [
      'an embedded database that others share',
      /^The embedded database runs in process 77/,
      (one) => {
        one.disk.put('.data/owner.json', '{"pid":77,"port":5}');
        one.disk.alive.add(77);
        one.connections.set('127.0.0.1:5', undefined);
      },
    ],
    [
      'the leftover of a process that is gone',
      /is free$/,
      (one) => one.disk.put('.data/owner.json', '{"pid":77,"port":5}'),
    ],
    [
      'another package manager',
      /^pnpm 9\.1\.0$/,
      (one) => (used(one, 'pnpm', 'pnpm-lock.yaml'), one.disk.put('node_modules/.modules.yaml', '')),
    ],
    [
      'a package behind a link',
      /^node_modules has all/,
      (one) => one.disk.put('node_modules/pg/package.json', '{}'),
    ],
    ['a private key', /^\.env has every/, (one) => one.disk.put('.env', 'JWT_PRIVATE_KEY=pem\n', 0o600)],
    [
      'production',
      /^node_modules has all/,
      (one) => {
        one.env['NODE_ENV'] = 'production';
        one.disk.gone.add('node_modules/vitest/package.json');
        answering(one, { outcome: 'answered', version: '15.4 (Debian)', migrations });
      },
    ],
    [
      'a variable of the environment in place of the file',
      /^Port 4000 is free$/,
      (one) => {
        one.env['PORT'] = '4000';
        one.disk.change('.env', (text) => `${text}PORT=nonsense\n`);
      },
    ],
  ])('takes %s for what it is', async (_, says, plant) => {
    const one = healthy(files);
    plant(one);
    const { findings, passed } = await lookedAt(one);
    expect(findings).toEqual([]);
    expect(passed.map(({ message }) => message)).toContainEqual(expect.stringMatching(says));
  });
});

type Row = readonly [
  level: Finding['level'],
  code: Finding['code'],
  says: RegExp,
  plant: (one: Healthy) => void,
];

const rows: readonly Row[] = [
  [
    'fault',
    'wrong-node',
    /Node is 18\.0\.0, and package\.json wants >=20\.19\.0/,
    (one) => {
      one.nodeVersion = '18.0.0';
      one.disk.remove('.nvmrc');
    },
  ],
  [
    'warning',
    'other-node',
    /Node is 24\.1\.0, and \.nvmrc names 22/,
    (one) => {
      one.nodeVersion = '24.1.0';
    },
  ],
  ['note', 'untold', /\.nvmrc says lts\/jod/, (one) => one.disk.put('.nvmrc', 'lts/jod\n')],
  [
    'fault',
    'no-package-manager',
    /uses npm, which is not on the PATH/,
    (one) => void one.installed.delete('npm'),
  ],
  [
    'warning',
    'untold',
    /npm is there, and does not say its version/,
    (one) => void one.programs.set('npm --version', { code: 1, tail: ['npm: broken'] }),
  ],
  [
    'note',
    'untold',
    /npm is there, and did not say its version in time/,
    (one) => void one.programs.set('npm --version', { code: 130 }),
  ],
  [
    'warning',
    'untold',
    /not checked: it did not answer in time/,
    (one) => {
      withServer(one);
      one.programs.set('/usr/bin/node', { code: 130 });
    },
  ],
  [
    'fault',
    'unreadable-manifest',
    /resources\/Post\.json has merge conflicts/,
    (one) => one.disk.change('.plinth/resources/Post.json', (text) => `<<<<<<< ours\n${text}`),
  ],
  [
    'warning',
    'other-package-manager',
    /package\.json names yarn .*manifest\.json npm/,
    (one) => packageJson(one, (value) => ({ ...value, packageManager: 'yarn@4.1.0+sha512.abc' })),
  ],
  [
    'warning',
    'wrong-package-manager',
    /npm is 11\.0\.0, and package\.json names 10\.9\.0/,
    (one) => packageJson(one, (value) => ({ ...value, packageManager: 'npm@10.9.0+sha512.abc' })),
  ],
  [
    'fault',
    'wrong-package-manager',
    /npm is 11\.0\.0, and package\.json wants >=12/,
    (one) => packageJson(one, (value) => ({ ...value, engines: { npm: '>=12' } })),
  ],
  ['warning', 'no-lock-file', /no lock file/, (one) => one.disk.remove('package-lock.json')],
  [
    'warning',
    'several-lock-files',
    /2 lock files.*package-lock\.json, yarn\.lock/,
    (one) => one.disk.put('yarn.lock', ''),
  ],
  [
    'warning',
    'other-lock-file',
    /lock file is yarn\.lock, and this project uses npm/,
    (one) => {
      one.disk.remove('package-lock.json');
      one.disk.put('yarn.lock', '');
    },
  ],
  ['fault', 'no-modules', /nothing is installed/, (one) => void one.disk.gone.add('node_modules')],
  [
    'fault',
    'missing-packages',
    /lacks typeorm, zod/,
    (one) => ['zod', 'typeorm'].forEach((name) => one.disk.remove(`node_modules/${name}/package.json`)),
  ],
  [
    'fault',
    'missing-packages',
    /other versions than package\.json: zod 3\.0\.0 \(wanted: 4/,
    (one) => one.disk.put('node_modules/zod/package.json', '{"version":"3.0.0"}'),
  ],
  [
    'warning',
    'stale-lock-file',
    /not of this package\.json/,
    (one) => one.disk.change('package-lock.json', (text) => text.replace('"zod":"', '"zod":"^')),
  ],
  [
    'fault',
    'stale-lock-file',
    /package-lock\.json cannot be read/,
    (one) => one.disk.put('package-lock.json', '<<<<<<< ours\n'),
  ],
  [
    'warning',
    'stale-modules',
    /not as package-lock\.json says: inner\./,
    (one) =>
      one.disk.change('package-lock.json', (text) =>
        text.replace(
          '"node_modules/zod"',
          '"node_modules/zod/node_modules/inner":{"version":"1.0.0"},"node_modules/zod"',
        ),
      ),
  ],
  [
    'note',
    'stale-modules',
    /pnpm-lock\.yaml is newer/,
    (one) => {
      used(one, 'pnpm', 'pnpm-lock.yaml');
      one.disk.put('node_modules/.modules.yaml', '');
      one.disk.ages.set('node_modules/.modules.yaml', 90_000);
    },
  ],
  ['note', 'untold', /npm has left no record/, (one) => one.disk.remove('node_modules/.package-lock.json')],
  ['note', 'untold', /bun leaves no mark/, (one) => used(one, 'bun', 'bun.lock')],
  ['note', 'untold', /Plug'n'Play/, (one) => one.disk.put('.pnp.cjs', '')],
  ['fault', 'unreadable-package', /not valid JSON/, (one) => one.disk.put('package.json', '{')],
  ['fault', 'unreadable-package', /package\.json is missing/, (one) => one.disk.remove('package.json')],
  [
    'note',
    'no-env-file',
    /\.env is missing; development makes one, with random values for JWT_SECRET/,
    (one) => one.disk.remove('.env'),
  ],
  [
    'fault',
    'missing-variable',
    /STRIPE_KEY is required, and neither/,
    (one) =>
      one.disk.change('src/config/config.ts', (text) =>
        text.replace('z.object({\n', 'z.object({\n  STRIPE_KEY: z.string().min(1),\n'),
      ),
  ],
  ['fault', 'missing-variable', /DATABASE_URL is required in production/, appended('NODE_ENV=production')],
  ['warning', 'unknown-variable', /\.env has LOG_LEVL/, appended('LOG_LEVL=debug')],
  ['note', 'unknown-variable', /\.env has QUEUE_OF_MAILS/, appended('QUEUE_OF_MAILS=x')],
  ['note', 'untold', /was not compared/, (one) => one.disk.remove('src/config/config.ts')],
  ['fault', 'weak-secret', /shorter than 32 bytes/, secret('xYq7Zr1V')],
  [
    'fault',
    'weak-secret',
    /shorter than 32 bytes/,
    (one) => {
      one.env['JWT_SECRET'] = 'xYq7Zr1V';
    },
  ],
  ['fault', 'weak-secret', /the word "generate"/, secret('generate')],
  ['fault', 'weak-secret', /looks like a placeholder/, secret('please-change-me-please-change-me-0')],
  ['fault', 'weak-secret', /looks like a placeholder/, secret('abcdefghijklmnopqrstuvwxyz0123456789')],
  ['fault', 'weak-secret', /looks like a placeholder/, secret('k9x2k9x2k9x2k9x2k9x2k9x2k9x2k9x2k9x2')],
  [
    'fault',
    'tracked-secrets',
    /git keeps \.env, \.env\.local, with their secrets/,
    (one) => void one.programs.set('git ls-files', { tail: ['.env', '.env.example', '.env.local'] }),
  ],
  [
    'fault',
    'unignored-secrets',
    /\.gitignore does not name \.env/,
    (one) => void one.programs.set('git check-ignore', { code: 1 }),
  ],
  [
    'warning',
    'open-env-file',
    /read by every user/,
    (one) => one.disk.put('.env', `JWT_SECRET=${goodSecret}\n`, 0o644),
  ],
  [
    'note',
    'no-repository',
    /no git repository/,
    (one) => void one.programs.set('git rev-parse', { code: 128, tail: ['fatal: not a git repository'] }),
  ],
  [
    'note',
    'no-repository',
    /belongs to another user/,
    (one) =>
      void one.programs.set('git rev-parse', {
        code: 128,
        tail: ['fatal: detected dubious ownership in repository'],
      }),
  ],
  ['note', 'no-repository', /git is not on the PATH/, (one) => void one.installed.delete('git')],
  [
    'fault',
    'taken-port',
    /Port 3000 is taken by postgres \(process 41\) in \/elsewhere/,
    (one) => {
      one.ports.set(3000, 'EADDRINUSE');
      one.programs.set('lsof', { tail: ['p41', 'cpostgres'] });
      one.folders.set(41, '/elsewhere');
    },
  ],
  [
    'fault',
    'taken-port',
    /Port 4000 is taken by node \(process 42\)/,
    (one) => {
      appended('PORT=4000')(one);
      one.ports.set(4000, 'EADDRINUSE');
      one.installed.delete('lsof');
      one.installed.add('ss');
      one.programs.set('ss -ltnpH', { tail: ['LISTEN 0 511 *:4000 *:* users:(("node",pid=42,fd=18))'] });
    },
  ],
  [
    'warning',
    'taken-port',
    /by what could not be told/,
    (one) => {
      one.ports.set(3000, 'EADDRINUSE');
      one.installed.delete('lsof');
    },
  ],
  [
    'fault',
    'taken-port',
    /may not listen on port 80:/,
    (one) => {
      appended('PORT=80')(one);
      one.ports.set(80, 'EACCES');
    },
  ],
  ['fault', 'bad-value', /PORT is not a whole number/, appended('PORT=http')],
  ['fault', 'bad-value', /PORT is not a whole number/, appended('PORT=70000')],
  ['fault', 'bad-value', /DATABASE_URL is not a URL/, appended('DATABASE_URL=localhost:5432')],
  ['fault', 'bad-value', /DATABASE_URL is not a URL/, appended('DATABASE_URL=mysql://localhost/app')],
  [
    'fault',
    'bad-value',
    /DATABASE_URL is not a URL/,
    appended('DATABASE_URL=postgresql://app:p@ss-word/x@localhost/app'),
  ],
  [
    'fault',
    'unreachable-database',
    /at db\.example:6543 \(DATABASE_URL\): there is no such host/,
    (one) => {
      withServer(one);
      one.connections.set('db.example:6543', 'ENOTFOUND');
    },
  ],
  ['note', 'untold', /not checked: Node could not run pg/, withServer],
  [
    'note',
    'untold',
    /not checked: the package pg is not installed/,
    (one) => answering(one, { outcome: 'no driver' }),
  ],
  [
    'fault',
    'refused-by-database',
    /password authentication failed for user "app", not … \(28P01\)/,
    (one) =>
      answering(one, {
        outcome: 'refused',
        code: '28P01',
        message: 'password authentication failed for user "app", not p@ss-word',
      }),
  ],
  [
    'warning',
    'pending-migrations',
    /has not had 1 migration: CreateComments/,
    (one) =>
      answering(one, {
        outcome: 'answered',
        version: '15',
        migrations: allMigrations.filter((name) => !name.startsWith('CreateComments')),
      }),
  ],
  [
    'warning',
    'unknown-migrations',
    /has had 1 migration that the project does not have: Foreign1/,
    (one) =>
      answering(one, { outcome: 'answered', version: '15', migrations: [...allMigrations, 'Foreign1'] }),
  ],
  [
    'fault',
    'unusable-data',
    /\.data\/, the folder of the embedded database, cannot be written to/,
    (one) => {
      one.disk.put('.data/pg/complete', '');
      one.disk.closed.add('.data');
    },
  ],
  [
    'fault',
    'unusable-data',
    /The folder of the project cannot be written to/,
    (one) => void one.disk.closed.add(''),
  ],
  [
    'warning',
    'silent-owner',
    /Process 77 has the embedded database/,
    (one) => {
      one.disk.put('.data/owner.json', '{"pid":77,"port":5}');
      one.disk.alive.add(77);
    },
  ],
  ['fault', 'bad-value', /REDIS_URL is not a URL/, appended('REDIS_URL=redis')],
  [
    'fault',
    'unreachable-redis',
    /Redis cannot be reached at cache:6380 \(REDIS_URL\): nothing listens there/,
    appended('REDIS_URL=redis://:p%40ss-word@cache:6380'),
  ],
  [
    'fault',
    'unfinished-change',
    /stopped halfway/,
    (one) => one.disk.put('.plinth/journal.json', journal(99)),
  ],
  [
    'fault',
    'unfinished-change',
    /stopped halfway/,
    (one) => {
      one.disk.put('.plinth/journal.json', journal(1));
      one.disk.ages.set('.plinth/journal.json', 90_000);
    },
  ],
  [
    'note',
    'unfinished-change',
    /Another run of Plinth \(process 1\)/,
    (one) => one.disk.put('.plinth/journal.json', journal(1)),
  ],
  [
    'warning',
    'unfinished-change',
    /before it changed anything/,
    (one) => one.disk.put('.plinth/journal.json', '{"pid":'),
  ],
  [
    'warning',
    'unfinished-change',
    /after it had made its changes/,
    (one) => one.disk.put('.plinth/journal-done.json', journal(99)),
  ],
  [
    'fault',
    'unfinished-change',
    /not a journal this version of Plinth knows/,
    (one) => one.disk.put('.plinth/journal.json', '{}'),
  ],
  [
    'fault',
    'unreadable-manifest',
    /manifest\.json has merge conflicts \(line 1/,
    (one) =>
      one.disk.change('.plinth/manifest.json', (text) => `<<<<<<< ours\n${text}=======\n>>>>>>> theirs\n`),
  ],
  [
    'fault',
    'unreadable-manifest',
    /files\.sha256 has merge conflicts/,
    (one) =>
      one.disk.change('.plinth/files.sha256', (text) => `<<<<<<< ours\n${text}=======\n>>>>>>> theirs\n`),
  ],
  [
    'fault',
    'unreadable-manifest',
    /"packageManager" in \.plinth\/manifest\.json must be/,
    (one) => manifest(one, '"packageManager": "npm"', '"packageManager": "apt"'),
  ],
  [
    'warning',
    'newer-plinth',
    /Plinth 99\.0\.0 wrote this project last, and this is/,
    (one) => manifest(one, /"plinth": "[^"]+"/, '"plinth": "99.0.0"'),
  ],
];

/** What follows from another finding, and is told beside it. */
const beside: Readonly<Record<string, readonly Finding['code'][]>> = {
  'unreadable-package': ['stale-lock-file'],
};

describe('plinth doctor finds', () => {
  it.each(rows)('a %s, %s: %s', async (level, code, says, plant) => {
    const one = healthy(withRedis);
    plant(one);
    const { findings } = await lookedAt(one);
    const others = findings.filter((found) => !(beside[code] ?? []).includes(found.code));
    expect(others.map((found) => [found.level, found.code])).toEqual([[level, code]]);
    const [found] = others;
    expect(found?.message).toMatch(says);
    expect(found?.message).toMatch(/^[A-Z.a-z"][^\n]*\.$/);
    expect(found?.remedy).not.toBe('');
    expect(JSON.stringify(findings)).not.toMatch(/ss-word|xYq7Zr1V/);
  });

  it('everything that it has a code for', () => {
    expect(new Set(rows.map(([, code]) => code))).toEqual(new Set(doctorCodes));
  });

  it('several things at once, and the line of a variable', async () => {
    const one = healthy(files);
    one.disk.put('.env', `# ours\nexport LOG_LEVL=1\nJWT_SECRET=generate\n`, 0o644);
    const { findings } = await lookedAt(one);
    expect(findings.map(({ code, path, line }) => [code, path, line])).toEqual([
      ['unknown-variable', '.env', 2],
      ['weak-secret', '.env', undefined],
      ['open-env-file', '.env', undefined],
    ]);
    expect(findings[0]?.remedy).toBe('Did you mean LOG_LEVEL?');
  });

  it('nothing of a password in what it runs: it goes by the environment', async () => {
    const one = healthy(files);
    withServer(one);
    appended('DATABASE_PASSWORD=hidden')(one);
    await lookedAt(one);
    const node = one.ran.find(({ argv }) => argv[0] === '/usr/bin/node');
    expect(node?.argv.join(' ')).not.toMatch(/ss-word|hidden/);
    expect(node?.env).toMatchObject({ PLINTH_DATABASE_URL: server, PLINTH_DATABASE_PASSWORD: 'hidden' });
  });
});
