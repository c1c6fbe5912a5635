import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import type core from '@stoplight/spectral-core';
import type { RulesetDefinition } from '@stoplight/spectral-core';
import type rulesets from '@stoplight/spectral-rulesets';
import { type Check, noFlaws } from '../check.js';
import { type ApiDocument, asArray, asObject, type Operation } from '../document.js';
import { Client, expected, show } from '../http.js';
import type { Live, Subject } from '../subject.js';
import { base, itemPath, listPath } from '../world.js';

const p1: Check = {
  item: 'P1',
  title: "the OpenAPI document passes redocly's and spectral's recommended rules",
  how: 'The document is made from the endpoints and their schemas.',
  async run(subject) {
    const { document } = await subject.live();
    noFlaws([...(await redocly(document.raw)), ...(await spectral(document.raw))]);
  },
};

async function redocly(document: unknown): Promise<readonly string[]> {
  const { createConfig, lint } = await import('@redocly/openapi-core');
  const home = mkdtempSync(join(tmpdir(), 'plinth-openapi-'));
  try {
    const ref = join(home, 'openapi.json');
    writeFileSync(ref, JSON.stringify(document));
    const problems = await lint({ ref, config: await createConfig({ extends: ['recommended'] }) });
    return problems
      .filter(({ severity }) => severity === 'error')
      .map(({ ruleId, message, location }) => `redocly ${ruleId}: ${message} ${location[0]?.pointer ?? ''}`);
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

async function spectral(document: unknown): Promise<readonly string[]> {
  const { Spectral } = commonJs<typeof core>('@stoplight/spectral-core');
  const { oas } = commonJs<typeof rulesets>('@stoplight/spectral-rulesets');
  const linter = new Spectral();
  linter.setRuleset({ extends: [[oas as RulesetDefinition, 'recommended']] });
  const problems = await linter.run(JSON.stringify(document));
  const ERROR = 0;
  return problems
    .filter(({ severity }) => severity === ERROR)
    .map(({ code, message, path }) => `spectral ${code}: ${message} ${path.join('.')}`);
}

/** Packages whose exports an ES import does not see; loaded late, for they are slow. */
const commonJs = createRequire(import.meta.url) as <T>(name: string) => T;

const contract = [
  ['post', '/auth/register'],
  ['post', '/auth/login'],
  ['post', '/auth/refresh'],
  ['post', '/auth/logout'],
  ['post', '/auth/logout-all'],
  ['get', '/auth/me'],
  ['post', '/auth/change-password'],
  ['get', '/users'],
  ['get', '/users/{id}'],
  ['patch', '/users/{id}'],
  ['delete', '/users/{id}'],
] as const;

const p2: Check = {
  item: 'P2',
  title: 'every route is in the document, every operation of the document is served',
  how: 'Router and document read the same list of endpoints.',
  async run(subject) {
    const live = await subject.live();
    const { client, document, world } = live;
    const flaws: string[] = document.operations.flatMap((operation) => flawsOfOperation(live, operation));
    const ids = document.operations.map(({ id }) => id);
    flaws.push(
      ...ids.filter((id, at) => ids.indexOf(id) !== at).map((id) => `two operations are called ${id}`),
    );
    const expectedOnes = [
      ...(world.hasAuth ? contract.map(([method, path]) => [method, base + path] as const) : []),
      ...world.resources.flatMap((resource) => [
        ...['get', 'post'].map((method) => [method, listPath(resource)] as const),
        ...['get', 'put', 'patch', 'delete'].map((method) => [method, itemPath(resource)] as const),
      ]),
    ];
    const missing = expectedOnes.filter(([method, path]) => !document.find(method, path));
    flaws.push(...missing.map(([method, path]) => `${method} ${path} is missing`));
    for (const path of new Set(document.operations.map((operation) => operation.path))) {
      const answer = await client.ask('OPTIONS', path.replaceAll(/\{\w+\}/g, randomUUID()));
      const served = String(answer.headers.allow)
        .split(/, */)
        .filter((name) => !['HEAD', 'OPTIONS'].includes(name));
      const known = document.operations
        .filter((one) => one.path === path)
        .map(({ method }) => method.toUpperCase());
      if (served.toSorted().join() !== known.toSorted().join())
        flaws.push(`${path}: documented ${known.join()}, served ${served.join()}`);
    }
    noFlaws([...flaws, ...(await hiddenRoutes(subject, live))]);
  },
};

function flawsOfOperation({ document }: Live, operation: Operation): readonly string[] {
  const { id, method, path, responses } = operation;
  const raw = asObject(asObject(asObject(document.raw['paths'])[path])[method]);
  const statuses = Object.keys(responses);
  const secured = raw['security'] !== undefined || document.raw['security'] !== undefined;
  const has = (test: RegExp): boolean => statuses.some((status) => test.test(status));
  return [
    ...(raw['operationId'] === undefined ? ['no operationId'] : []),
    ...(secured ? [] : ['no security']),
    ...(has(/^4/) ? [] : ['no 4xx']),
    ...(has(/^5/) ? [] : ['no 5xx']),
    ...(has(/^2/) ? [] : ['no 2xx']),
    ...(operation.isPublic || has(/^401$/) ? [] : ['no 401']),
    ...(operation.body === undefined || has(/^4(?:00|22)$/) ? [] : ['no 400 or 422']),
    ...(asArray(raw['parameters']).length >= operation.pathParameters.length ? [] : ['no path parameters']),
  ].map((flaw) => `${flaw}: ${method} ${path} (${id})`);
}

/** Whatever looks like a path in the sources and is answered by the API, but is not in the document. */
async function hiddenRoutes(
  { files }: Subject,
  { client, document, world }: Live,
): Promise<readonly string[]> {
  const token = (await world.mighty())?.token;
  const sources = files.list((path) => /^src\/.*\.ts$/.test(path)).map((path) => files.read(path));
  const paths = sources.flatMap((text) =>
    [...text.matchAll(/['"`](\/[\w/:{}-]{2,})['"`]/g)].map(([, path]) => String(path)),
  );
  const flaws: string[] = [];
  for (const path of new Set(paths)) {
    for (const full of [path, base + path]) {
      const shape = full.replace(/:(\w+)/g, '{$1}');
      const known = document.operations.some((one) => one.path === shape);
      if (known || ['/openapi.json', '/api-docs'].includes(full) || !/^\/\w/.test(full)) continue;
      const answer = await client.get(full.replace(/:\w+/g, randomUUID()), { token });
      if (answer.status !== 404) flaws.push(`not in the document: ${show(answer)}`);
    }
  }
  return flaws;
}

const p4: Check = {
  item: 'P4',
  title:
    'the API page needs nothing but the service, under its own policy, and is off in production unless wanted',
  how: 'The page and its scripts are served from node_modules under the policy; in production API_DOCS=on is needed.',
  async run(subject) {
    const { client, document } = await subject.live();
    noFlaws([...(await flawsOfPage(client, document)), ...(await flawsOfSwitch(subject))]);
  },
};

async function flawsOfPage(client: Client, document: ApiDocument): Promise<readonly string[]> {
  const entry = await client.get('/api-docs');
  const moved = entry.status >= 300 && entry.status < 400;
  const at = new URL(moved ? String(entry.headers.location) : '/api-docs', client.url);
  const page = expected(moved ? await client.get(at.pathname) : entry, 200);
  const policy = String(page.headers['content-security-policy']);
  const flaws: string[] = [];
  if (/https?:/.test(policy) || /'unsafe-(?:inline|eval)'/.test(directive(policy, 'script-src'))) {
    flaws.push(`the policy lets others in: ${policy}`);
  }
  if (/<script(?![^>]*\bsrc=)[^>]*>\s*\S/i.test(page.text) || /\son\w+\s*=\s*["']/i.test(page.text)) {
    flaws.push('a script of the page is inline, which its policy forbids');
  }
  if (/<style/i.test(page.text) && !directive(policy, 'style-src').includes("'unsafe-inline'")) {
    flaws.push('a style of the page is inline, which its policy forbids');
  }
  const references = [...page.text.matchAll(/<(?:script|link|img)[^>]+(?:src|href)=["']([^"']+)["']/gi)];
  assert.ok(references.length > 0, 'the page loads nothing');
  for (const [, reference] of references) {
    const url = new URL(String(reference), at);
    if (url.origin !== at.origin) flaws.push(`the page loads ${url.href}`);
    else if ((await client.get(url.pathname)).status !== 200) flaws.push(`${url.pathname} is not there`);
  }
  const scripts = await Promise.all(
    references
      .map(([, reference]) => new URL(String(reference), at).pathname)
      .filter((path) => path.endsWith('.js'))
      .map((path) => client.get(path)),
  );
  const all = document.operations.map(({ id }) => `"${id}"`);
  const shows = (text: string): boolean =>
    text.includes('/openapi.json') || (all.length > 0 && all.every((id) => text.includes(id)));
  if (![page, ...scripts].some(({ text }) => shows(text))) flaws.push('the page shows no document');
  const wrong = scripts.filter(({ headers }) => !/javascript/.test(String(headers['content-type'])));
  return [...flaws, ...wrong.map((answer) => `not served as a script: ${answer.asked}`)];
}

const directive = (policy: string, name: string): string =>
  policy.split(';').find((part) => part.trim().startsWith(name)) ?? policy;

async function flawsOfSwitch(subject: Subject): Promise<readonly string[]> {
  const flaws: string[] = [];
  for (const API_DOCS of [undefined, 'off']) {
    const service = await subject.boot({ env: { API_DOCS } });
    const client = new Client(service.url);
    try {
      for (const path of ['/api-docs', '/api-docs/', '/openapi.json']) {
        const answer = await client.get(path);
        if (answer.status !== 404)
          flaws.push(`API_DOCS ${API_DOCS ?? 'not set'} in production: ${show(answer)}`);
      }
    } finally {
      client.close();
      await service.stop();
    }
  }
  return flaws;
}

export const documentChecks: readonly Check[] = [p1, p2, p4];
