import assert from 'node:assert/strict';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseEnv } from 'node:util';
import { linkDependencies } from '../../support/dependencies.js';
import { copyOf } from '../../support/generated.js';
import { oracleFile, runOracle } from '../../support/oracles.js';
import { boot, type Service } from '../../support/service.js';
import { type Check, noAccounts, noFlaws } from '../check.js';
import type { Subject } from '../subject.js';

type Env = Readonly<Record<string, string | undefined>>;

/** Several services start at once, on a machine that has other things to do. */
const PATIENCE_MS = 120_000;

/** How it ended, or that it serves: a service that is still starting is neither refused nor accepted. */
async function endOrService(service: Service): Promise<number | string> {
  const deadline = Date.now() + PATIENCE_MS;
  let how: number | string | undefined;
  void service.ended.then((code) => (how = code));
  while (how === undefined && Date.now() < deadline) {
    const answer = await fetch(`${service.url}/health/live`).catch(() => undefined);
    if (answer?.ok) return 'serves';
    await delay(50);
  }
  return how ?? 'slow';
}

/** What is wrong when the service starts with this environment: it must refuse, and name the variable without its value. */
async function flawsOfRefusal(subject: Subject, env: Env, name: string): Promise<readonly string[]> {
  const service = await subject.launch({ env });
  const how = await endOrService(service);
  await service.stop();
  const value = env[name];
  const what = `${name}=${value ?? '(missing)'} under ${env['NODE_ENV'] ?? 'production'}`;
  if (how === 'slow') return [`${what}: neither refused nor served within ${PATIENCE_MS} ms`];
  if (how === 'serves' || how === 0) return [`${what}: not refused`];
  return [
    ...(service.logs().includes(name) ? [] : [`${what}: the message does not name it`]),
    ...(value && value.length > 4 && service.logs().includes(value) ? [`${what}: the value is shown`] : []),
  ];
}

const weakSecrets: readonly (string | undefined)[] = [
  undefined,
  '',
  'k7Qz-p0W_x41LsVd9RtYbN',
  'change-me-change-me-change-me-change-me',
  'your-secret-key-your-secret-key-your-key',
];

const c1: Check = {
  item: 'C1',
  title: 'a missing, short or placeholder secret refuses to boot',
  how: 'The configuration refuses a secret under 32 bytes and what looks like a placeholder in every NODE_ENV but test, naming the variable and not its value.',
  async run(subject) {
    if (!subject.files.hasAuth) return noAccounts;
    await subject.build();
    const flaws: string[] = [];
    for (const NODE_ENV of ['production', 'development']) {
      const cases = weakSecrets.map((JWT_SECRET) =>
        flawsOfRefusal(subject, { NODE_ENV, JWT_SECRET }, 'JWT_SECRET'),
      );
      flaws.push(...(await Promise.all(cases)).flat());
    }
    noFlaws(flaws);
  },
};

const badVariables: Env = {
  PORT: 'abc',
  DATABASE_URL: 'localhost5432',
  LOG_LEVEL: 'loud',
  RATE_LIMIT_MAX: '-1',
  CORS_ORIGINS: '*',
  NODE_ENV: 'prod',
};
const badAuthVariables: Env = { ACCESS_TOKEN_TTL: '-900', AUTH_RATE_LIMIT_MAX: '1e9' };

const c2: Check = {
  item: 'C2',
  title: 'one schema reads the whole environment, and refuses what is wrong',
  how: '`src/config/config.ts` is one zod schema over the whole environment; `src/config/environment.ts` is the only place that reads `process.env`.',
  async run(subject) {
    const { files } = subject;
    const readers = files
      .list((path) => /^src\/.*\.ts$/.test(path))
      .filter((path) =>
        /process\.env\b|\benv\b.*from 'node:process'|import\.meta\.env/.test(files.read(path)),
      );
    assert.ok(readers.length <= 1, `read in ${readers.join(', ')}`);
    await subject.build();
    const bad = { ...badVariables, ...(files.hasAuth && badAuthVariables) };
    const cases = Object.entries(bad).map(([name, value]) =>
      flawsOfRefusal(subject, { [name]: value }, name),
    );
    noFlaws((await Promise.all(cases)).flat());
  },
};

const textFile = /\.(?:ts|mjs|js|json|ya?ml|md|example|env)$|Dockerfile$|^\.env|rc$/;

/** Texts long enough for a secret, on lines that speak of one. */
function possibleSecrets(text: string): readonly string[] {
  return text
    .split('\n')
    .filter((line) => /secret|private_?key|signing|password/i.test(line))
    .flatMap((line) => [...line.matchAll(/[\w+/=.-]{32,}/g)].map(([match]) => match))
    .filter((match) => !/^[A-Za-z]+$|\/|^-+$/.test(match));
}

const c3: Check = {
  item: 'C3',
  title: 'the repository holds no secret that a service would start with',
  how: '`.env.example` has no secret in it; `npm run` scripts make a random one in a `.env` that git and the image ignore.',
  async run(subject) {
    const { files } = subject;
    const paths = files.list((path) => textFile.test(path) && path !== '.plinth/manifest.json');
    const flaws = paths.flatMap((path) => [
      ...(/-----BEGIN [A-Z ]*PRIVATE KEY/.test(files.read(path)) ? [`${path} holds a private key`] : []),
      ...(/^\.env(?!\.example$)/.test(path) ? [`${path} is in the repository`] : []),
    ]);
    if (!/^\.env$/m.test(files.read('.gitignore'))) flaws.push('.gitignore lacks .env');
    const example = parseEnv(files.read('.env.example').replace(/^#(?=[A-Z])/gm, ''));
    const password = Object.entries(example).filter(([name, value]) => /PASSWORD/.test(name) && value);
    flaws.push(...password.map(([name]) => `.env.example gives a value for ${name}`));
    if (files.hasAuth) {
      const found = paths.flatMap((path) => possibleSecrets(files.read(path)));
      const values = new Set([...found, example['JWT_SECRET'] ?? '']);
      const cases = [...values].map(
        (JWT_SECRET) => () => flawsOfRefusal(subject, { JWT_SECRET }, 'JWT_SECRET'),
      );
      flaws.push(...(await inTurns(cases, 4)).flat());
    }
    flaws.push(...(await secretlint(subject)));
    noFlaws(flaws.filter((flaw) => !flaw.includes('value is shown')));
  },
};

async function secretlint({ files: { dir } }: Subject): Promise<readonly string[]> {
  const args = ['--secretlintrc', oracleFile('secretlint.json'), '--format', 'unix', '--no-color', '**/*'];
  const { code, stdout, stderr } = await runOracle('secretlint', args, { cwd: dir });
  assert.ok(code === 0 || code === 1, stderr);
  return code === 0 ? [] : stdout.split('\n').filter((line) => line.includes('[Error/'));
}

/** Some at once, for a process each. */
async function inTurns<T>(work: readonly (() => Promise<T>)[], atOnce: number): Promise<T[]> {
  const done: T[] = [];
  for (let at = 0; at < work.length; at += atOnce) {
    done.push(...(await Promise.all(work.slice(at, at + atOnce).map((one) => one()))));
  }
  return done;
}

const c4: Check = {
  item: 'C4',
  title: 'what the build makes starts, with the production dependencies alone, within 10 s',
  how: '`npm run build` compiles `src` alone, the entry is `dist/server.js`, and no file of it imports a development dependency: the embedded database stays outside, in `dev`.',
  async run(subject) {
    await subject.migrate();
    const copy = copyOf(subject.files.project);
    try {
      rmSync(join(copy.dir, 'src'), { recursive: true });
      await linkDependencies(copy.dir, { production: true });
      const service = await boot(copy, { env: subject.env, readyWithinMs: 10_000 });
      service.signal('SIGTERM');
      const how = await Promise.race([service.ended, delay(10_000, 'running')]);
      await service.stop();
      assert.equal(how, 0, service.logs());
      noFlaws(developmentImports(copy.dir));
    } finally {
      copy.remove();
    }
  },
};

/** Files of the build that import what only development installs, at the start or later. */
function developmentImports(dir: string): readonly string[] {
  const { devDependencies = {} } = JSON.parse(readFileSync(join(dir, 'package.json'), 'utf8')) as {
    readonly devDependencies?: Readonly<Record<string, string>>;
  };
  const names = Object.keys(devDependencies);
  return readdirSync(join(dir, 'dist'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.js'))
    .flatMap((file) => {
      const text = readFileSync(join(dir, 'dist', file), 'utf8');
      const imports = names.filter((name) =>
        [`'${name}'`, `'${name}/`, `"${name}"`, `"${name}/`].some((part) => text.includes(part)),
      );
      return imports.map((name) => `dist/${file} imports ${name}`);
    });
}

const c5: Check = {
  item: 'C5',
  title: 'production has no default account',
  how: 'Seeds refuse to run where NODE_ENV is production; the first admin is promoted by a command.',
  async run(subject) {
    if (!subject.files.hasAuth) return noAccounts;
    const { sql, client } = await subject.live();
    const count = async (): Promise<unknown> =>
      (
        await sql.query(
          `SELECT count(*) FROM users WHERE email NOT LIKE '%@example.com' OR email ~ '^(admin|user|demo|test)'`,
        )
      ).rows;
    const before = await count();
    const seed = await subject.npm('run', 'seed');
    assert.notEqual(seed.code, 0, `seeding was not refused: ${seed.stdout}`);
    assert.deepEqual(await count(), before);
    for (const email of ['admin@example.com', 'admin@admin.com', 'user@example.com', 'demo@example.com']) {
      for (const password of ['admin', 'password', 'changeme', 'admin@example.com', 'Password123!']) {
        const answer = await client.post('/api/v1/auth/login', { email, password });
        assert.equal(answer.status, 401, `${email} logs in with ${password}`);
      }
    }
  },
};

export const configurationChecks: readonly Check[] = [c1, c2, c3, c4, c5];
