import { randomBytes } from 'node:crypto';
import { appendFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { plant } from '../bar/faults/fault.js';
import { Client, expected } from '../bar/http.js';
import { testSecret } from '../bar/subject.js';
import { openDatabase } from '../support/database.js';
import { copyOf, generate, lockfileOf, type Project } from '../support/generated.js';
import { mustRun, run } from '../support/run.js';
import { carelessImage } from './faults.js';
import { Builder, type Image } from './images.js';

const MEGABYTE = 1_000_000;
const canary = randomBytes(24).toString('hex');

/** As it lies on a developer's disk: with a lock file, a history and a secret. */
async function workingCopy(): Promise<Project> {
  const project = await generate(['--preset', 'blog']);
  writeFileSync(join(project.dir, 'package-lock.json'), await lockfileOf(project));
  writeFileSync(join(project.dir, '.env'), `JWT_SECRET=${canary}\n`);
  mkdirSync(join(project.dir, '.git'));
  writeFileSync(join(project.dir, '.git', 'config'), `url = https://${canary}@example.com\n`);
  return project;
}

async function faultyCopyOf(project: Project): Promise<Project> {
  const copy = copyOf(project);
  plant(copy, carelessImage);
  appendFileSync(join(copy.dir, '.dockerignore'), '\n!.env\n!test\n');
  return copy;
}

/** Everything about the image that the bar does not allow. */
async function flawsOf(image: Image, project: Project): Promise<readonly string[]> {
  const { config } = image;
  const app = join(image.folder, config.WorkingDir);
  const user = (await image.run(['id', '-u'])).stdout.trim();
  const writable = await image.run(['sh', '-c', 'test -w dist || test -w node_modules']);
  const names = (
    await mustRun('find', ['.', '-path', './node_modules', '-prune', '-o', '-type', 'f', '-print'], {
      cwd: app,
    })
  ).stdout;
  const unwanted = names.split('\n').filter((name) => /^\.\/(?:\.|test\/|src\/)|\.test\.|\.ts$/.test(name));
  const secrets = await run('grep', ['-rlF', canary, '.'], { cwd: image.folder });
  const development = developmentOnly(project, app);
  return [
    ...(user === '0' ? ['runs as root'] : []),
    ...(writable.code === 0 ? ['may change its own program'] : []),
    ...(Array.isArray(config.Cmd) && config.Cmd[0] !== '/bin/sh'
      ? []
      : ['a shell stands before the program']),
    ...(config.Healthcheck?.Test?.[0] === 'CMD' ? [] : ['nobody watches its health']),
    ...(development.length === 0 ? [] : ['holds development dependencies']),
    ...(unwanted.length === 0 ? [] : [`holds ${[...new Set(unwanted.map(topOf))].join(', ')}`]),
    ...(secrets.stdout === '' && !image.history.includes(canary)
      ? []
      : [`holds a secret: ${secrets.stdout.trim()}`]),
    ...(image.ownBytes <= 120 * MEGABYTE ? [] : ['is too large']),
  ];
}

const topOf = (path: string): string => path.split('/')[1] ?? path;

interface Lock {
  readonly packages: Readonly<Record<string, { readonly dev?: boolean; readonly devOptional?: boolean }>>;
}

/** What the image installed of the lock file's packages that only development needs. */
function developmentOnly(project: Project, app: string): readonly string[] {
  const read = (path: string) => (JSON.parse(readFileSync(path, 'utf8')) as Lock).packages;
  const installed = Object.keys(read(join(app, 'node_modules', '.package-lock.json')));
  const locked = read(join(project.dir, 'package-lock.json'));
  if (installed.length === 0) throw new Error('The image has no packages.');
  return installed.filter((path) => locked[path]?.dev);
}

/** The process at the end of a line of them: the program behind those that started it. */
function leafOf(pid: number): number {
  const threads = readdirSync(`/proc/${pid}/task`);
  const children = threads.flatMap((thread) =>
    readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8').split(' ').filter(Boolean),
  );
  const [child] = children;
  return child === undefined ? pid : leafOf(Number(child));
}

const uidOf = (pid: number): number =>
  Number(/^Uid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);

describe('the image of the blog preset', () => {
  let project: Project;
  let faulty: Project;
  let builder: Builder;
  let image: Image;

  beforeAll(async () => {
    project = await workingCopy();
    faulty = await faultyCopyOf(project);
    builder = await Builder.open(readFileSync(join(project.dir, 'Dockerfile'), 'utf8'));
    image = await builder.build(project.dir, 'plinth-sound');
  });
  afterAll(() => {
    builder?.close();
    faulty?.remove();
    project?.remove();
  });

  it('K1, K2 holds what runs and nothing else, and its process is nobody special', async () => {
    expect(await flawsOf(image, project)).toEqual([]);
    expect(image.ownBytes).toBeGreaterThan(MEGABYTE);
    console.log(`The image's own layers have ${Math.round(image.ownBytes / MEGABYTE)} MB.`);
  });

  it('K1, D9 migrates, serves, is watched, writes nothing, and stops on SIGTERM with 0', async () => {
    const database = await openDatabase();
    const env = { DATABASE_URL: database.url, JWT_SECRET: testSecret };
    const began = join(project.dir, 'began');
    writeFileSync(began, '');
    try {
      const migrated = await image.run(['node', 'dist/database/migrate.js', 'up'], env);
      expect(migrated.code, migrated.stderr).toBe(0);
      const service = await image.boot(env);
      try {
        const client = new Client(service.url);
        expected(await client.get('/api/v1/posts'), 200);
        client.close();
        const health = image.config.Healthcheck?.Test?.slice(1) ?? [];
        const port = { PORT: String(service.port) };
        expect((await image.run(health, port)).code).toBe(0);
        const program = leafOf(service.pid);
        expect(uidOf(program)).not.toBe(0);
        // buildah kills what it runs when it is asked to stop itself; an engine signals the program.
        process.kill(program, 'SIGTERM');
        expect(await service.ended, service.logs()).toBe(0);
        expect((await image.run(health, port)).code).toBe(1);
      } finally {
        await service.stop();
      }
      const folders = ['app', 'home', 'tmp', 'var'].map((name) => join(image.folder, name));
      const written = await mustRun('find', [...folders, '-newer', began], { cwd: project.dir });
      expect(written.stdout).toBe('');
    } finally {
      await database.close();
    }
  });

  it('K1, K2 and every one of the faults planted in it is found', async () => {
    const found = await flawsOf(await builder.build(faulty.dir, 'plinth-faulty'), faulty);
    expect(found).toEqual([
      'runs as root',
      'may change its own program',
      'a shell stands before the program',
      'nobody watches its health',
      'holds development dependencies',
      'holds .env, test',
      'holds a secret: ./app/.env',
      'is too large',
    ]);
  });
});
