import { readFileSync, writeFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { copyOf, generate, type Project } from '../support/generated.js';
import { byHand, linkDependencies } from '../support/dependencies.js';
import { mustRun } from '../support/run.js';
import { boot, launch, type Service } from '../support/service.js';
import { tool } from '../support/tool.js';

/** Code in the manner of the documentation of Nest, which has to work in a created project, and has to be safe. */
const snippets = new URL('nest-snippets/', import.meta.url);

/** Without `npm run dev`'s watching: the embedded database, the service, one process. */
const development = () =>
  [
    process.execPath,
    ['--import', '@oxc-node/core/register', '--import', './dev/setup.mjs', 'src/main.ts'],
  ] as const;

/** Puts a module of snippets into a project, and its packages. */
async function withSnippets(project: Project, name: 'snippets' | 'unchecked'): Promise<void> {
  const { dir } = project;
  const symbol = name === 'snippets' ? 'SnippetsModule' : 'UncheckedModule';
  mkdirSync(join(dir, 'src', 'snippets'), { recursive: true });
  const file = `${name}.module.ts`;
  writeFileSync(join(dir, 'src', 'snippets', file), readFileSync(new URL(file, snippets)));
  change(dir, 'src/app.module.ts', [
    [/^(import \{ CoreModule \})/m, `import { ${symbol} } from './snippets/${name}.module.js';\n$1`],
    [/^ {4}HealthModule,$/m, `    HealthModule,\n    ${symbol},`],
  ]);
  change(dir, 'src/app.setup.ts', [
    [
      /^(import type \{ INestApplication \}) from '@nestjs\/common';$/m,
      "$1 from '@nestjs/common';\nimport { VersioningType } from '@nestjs/common';",
    ],
    [/^(export function setPaths.*)$/m, '$1\n  app.enableVersioning({ type: VersioningType.URI });'],
  ]);
  const manifest = JSON.parse(readFileSync(join(dir, 'package.json'), 'utf8'));
  Object.assign(manifest.dependencies, byHand);
  writeFileSync(join(dir, 'package.json'), JSON.stringify(manifest, null, 2));
  await linkDependencies(dir);
}

function change(dir: string, path: string, replacements: readonly (readonly [RegExp, string])[]): void {
  let text = readFileSync(join(dir, path), 'utf8');
  for (const [pattern, replacement] of replacements) {
    expect(text, `${path} has no place for ${String(pattern)}`).toMatch(pattern);
    text = text.replace(pattern, replacement);
  }
  writeFileSync(join(dir, path), text);
}

describe('what the documentation of Nest teaches', () => {
  let project: Project;
  let service: Service;
  const get = async (path: string, headers: Record<string, string> = {}, method = 'GET') => {
    const response = await fetch(`${service.url}/api/v1/${path}`, { headers, method });
    const body = (await response.json()) as Readonly<Record<string, unknown>>;
    return { status: response.status, type: response.headers.get('content-type'), body };
  };
  const problem = (status: number, detail: unknown) => ({
    status,
    type: 'application/problem+json',
    body: { status, detail, requestId: expect.any(String) },
  });

  beforeAll(async () => {
    project = await generate(['--framework', 'nest', '--preset', 'blog']);
    await withSnippets(project, 'snippets');
    await mustRun(process.execPath, ['scripts/create-env.mjs'], { cwd: project.dir });
    service = await boot(project, {
      command: development,
      env: { NODE_ENV: 'development' },
    });
  });

  afterAll(async () => {
    await service?.stop();
    project?.remove();
  });

  it('compiles', async () => {
    const { code, stdout } = await tool(project.dir, 'tsc', []);
    expect([code, stdout]).toEqual([0, '']);
  });

  it('a guard', async () => {
    expect(await get('snippets/guarded')).toMatchObject(problem(403, 'Forbidden resource'));
    expect(await get('snippets/guarded', { 'x-key': 'sesame' })).toMatchObject({
      status: 200,
      body: { open: true },
    });
  });

  it('an interceptor', async () => {
    expect((await get('snippets/wrapped')).body).toEqual({ wrapped: { inside: true } });
  });

  it('pipes, whose messages reach the caller', async () => {
    expect((await get('snippets/numbers/8')).body).toEqual({ half: 4 });
    expect(await get('snippets/numbers/7')).toMatchObject(problem(400, 'Only even numbers are taken.'));
    expect(await get('snippets/numbers/x')).toMatchObject(
      problem(400, expect.stringContaining('numeric string is expected')),
    );
  });

  it('a decorator of a parameter', async () => {
    expect((await get('snippets/language', { 'accept-language': 'de' })).body).toEqual({ language: 'de' });
  });

  it('a scheduled task', async () => {
    await delay(100);
    expect((await get('snippets/ticks')).body['ticks']).toBeGreaterThan(0);
  });

  it('an event', async () => {
    expect((await get('snippets/said?text=hello', {}, 'POST')).body).toEqual({ heard: ['hello'] });
  });

  it('a dynamic module, a provider, a repository, the configuration', async () => {
    const port = String(service.port);
    expect((await get('snippets/provided')).body).toEqual({
      greeting: 'Good day',
      zone: 'UTC',
      tags: 0,
      port,
    });
  });

  it('a controller with a version', async () => {
    expect((await get('v2/snippets/wrapped')).body).toEqual({ version: 2 });
  });

  it('exceptions of Nest, with their message; others say nothing', async () => {
    expect(await get('snippets/conflict')).toMatchObject(problem(409, 'Only three drafts each.'));
    const broken = await get('snippets/broken');
    expect(broken).toMatchObject(problem(500, expect.any(String)));
    expect(JSON.stringify(broken)).not.toContain('secret');
  });

  it('is closed unless it is opened, and refuses what it does not ask for', async () => {
    expect(await get('closed')).toMatchObject({ status: 401 });
    expect(await get('snippets/wrapped?unknown=1')).toMatchObject({ status: 400 });
    expect(await get('snippets/wrapped', {}, 'DELETE')).toMatchObject({ status: 405 });
  });

  it('a pipe of a method, which validates a body', async () => {
    const post = async (body: object) => {
      const response = await fetch(`${service.url}/api/v1/snippets/cats`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      return [response.status, await response.json()];
    };
    expect(await post({ name: 'Tom' })).toEqual([201, { name: 'Tom' }]);
    expect(await post({})).toMatchObject([400, { detail: 'A cat has a name.' }]);
  });

  it('is in the document of the API, without tags too', async () => {
    const response = await fetch(`${service.url}/openapi.json`);
    expect(response.status).toBe(200);
    const text = await response.text();
    const { paths, components } = JSON.parse(text) as {
      readonly paths: Readonly<Record<string, unknown>>;
      readonly components: { readonly schemas: Readonly<Record<string, unknown>> };
    };
    const named = [...text.matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map(([, name]) => name);
    expect(Object.keys(components.schemas)).toEqual(expect.arrayContaining([...new Set(named)]));
    expect(named).toContain('CreateCat');
    expect(Object.keys(paths)).toEqual(
      expect.arrayContaining(['/api/v1/snippets/wrapped', '/api/v1/v2/snippets/wrapped', '/api/v1/posts']),
    );
  });
});

it('a body that nothing validates is an error at the start', async () => {
  const sound = await generate(['--framework', 'nest', '--features', 'openapi']);
  const project = copyOf(sound);
  try {
    await withSnippets(project, 'unchecked');
    const service = await launch(project, { command: development, env: { NODE_ENV: 'development' } });
    const how = await Promise.race([service.ended, delay(200_000, 'running')]);
    await service.stop();
    expect([how, service.logs()]).toEqual([
      1,
      expect.stringContaining(
        'Nothing validates the body of CatsController.create, CatsController.createNamed.',
      ),
    ]);
  } finally {
    project.remove();
    sound.remove();
  }
}, 400_000);
