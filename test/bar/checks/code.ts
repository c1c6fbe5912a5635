import assert from 'node:assert/strict';
import { rmSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import process from 'node:process';
import { lockfileOf } from '../../support/generated.js';
import { boot } from '../../support/service.js';
import { type Check, noFlaws } from '../check.js';
import { asObject } from '../document.js';
import { Client, expected, type Json } from '../http.js';
import type { ProjectFiles } from '../project-files.js';
import type { Subject } from '../subject.js';

const isSource = (path: string): boolean => /^(?:src|test)\/.*\.ts$/.test(path);

/** A source without comments and texts, so that words in them are not taken for code. */
const codeOf = (text: string): string =>
  text
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/(^|\s)\/\/.*$/gm, '$1')
    .replace(/'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`|"(?:[^"\\\n]|\\.)*"/g, "''");

const strictness = ['strict', 'noUncheckedIndexedAccess', 'exactOptionalPropertyTypes', 'noImplicitOverride'];

const t1: Check = {
  item: 'T1',
  title: 'the types are strict, check, and never any',
  how: '`tsconfig.json` is strict with the extra flags, and the lint refuses `any`.',
  async run({ files }) {
    const options = asObject(asObject(JSON.parse(files.read('tsconfig.json')))['compilerOptions']);
    const off = strictness.filter((name) => options[name] !== true);
    const any = files
      .list(isSource)
      .filter((path) =>
        /(?::|\bas|<|\||&|=>)\s*any\b|\bany\[\]|@ts-(?:ignore|nocheck|expect-error)/.test(
          codeOf(files.read(path)) + tsComments(files.read(path)),
        ),
      );
    const checked = await files.tool('tsc', ['--noEmit']);
    noFlaws([
      ...off.map((name) => `${name} is off`),
      ...any.map((path) => `any in ${path}`),
      ...(checked.code === 0 ? [] : [checked.stdout]),
    ]);
  },
};

const tsComments = (text: string): string => (text.match(/@ts-\w+(?:-\w+)?/g) ?? []).join(' ');

const t2: Check = {
  item: 'T2',
  title: 'no warning of the linter, no line the formatter would change',
  how: 'New files are formatted when they are rendered, and law 6 lints each.',
  async run(subject) {
    const [lint, format] = await Promise.all([
      subject.npm('run', 'lint'),
      subject.npm('run', 'format:check'),
    ]);
    assert.match(String(asObject(scriptsOf(subject.files))['lint']), /--deny-warnings|--max-warnings[ =]0/);
    noFlaws(
      [lint, format].filter(({ code }) => code !== 0).map(({ stdout, stderr }) => `${stdout}\n${stderr}`),
    );
  },
};

const scriptsOf = (files: ProjectFiles): Json =>
  asObject(asObject(JSON.parse(files.read('package.json')))['scripts']);

interface Import {
  readonly from: string;
  readonly isType: boolean;
  readonly names: readonly string[];
}

/** Imports and re-exports of a source; oxlint and prettier have seen to one way of writing them. */
function importsOf(text: string): readonly Import[] {
  const found = [...text.matchAll(/^(?:import|export)\s+(type\s+)?([^'";]*?\s+from\s+)?'([^']+)'/gm)].map(
    ([, type, what = '', from = '']) => ({
      from,
      isType: type !== undefined || /^\{\s*(?:type\s+\w+[^,]*,?\s*)+\}/.test(what.trim()),
      names: [...what.matchAll(/(?:type\s+)?(\w+)(?:\s+as\s+\w+)?\s*[,}]/g)].map(([, name = '']) => name),
    }),
  );
  const dynamic = [...text.matchAll(/import\('([^']+)'\)/g)].map(([, from = '']) => ({
    from,
    isType: false,
    names: [],
  }));
  return [...found, ...dynamic];
}

const targetOf = (path: string, from: string): string =>
  posix.join(posix.dirname(path), from).replace(/\.js$/, '.ts');

const t3: Check = {
  item: 'T3',
  title: 'no dead file, export or dependency, no import cycle, layers one-way',
  how: 'Templates are used or not there; modules import downwards, from controller to service to repository.',
  async run({ files }) {
    const sources = files.list((path) => /^src\/.*\.ts$/.test(path));
    const graph = new Map(sources.map((path) => [path, importsOf(files.read(path))]));
    noFlaws([
      ...cycles(graph).map((cycle) => `a cycle: ${cycle}`),
      ...deadFiles(files, graph).map((path) => `nobody imports ${path}`),
      ...deadExports(files, sources).map((name) => `nobody uses ${name}`),
      ...deadDependencies(files).map((name) => `nobody uses the dependency ${name}`),
      ...wrongLayers(graph),
    ]);
  },
};

type Graph = ReadonlyMap<string, readonly Import[]>;

/** Of imports that remain at run time. Entities know each other: TypeORM resolves those late. */
function cycles(graph: Graph): readonly string[] {
  const found = new Set<string>();
  const done = new Set<string>();
  const visit = (path: string, trail: readonly string[]): void => {
    const at = trail.indexOf(path);
    if (at >= 0) return void found.add([...trail.slice(at), path].join(' -> '));
    if (done.has(path)) return;
    const next = (graph.get(path) ?? []).filter(({ isType, from }) => !isType && from.startsWith('.'));
    for (const { from } of next) visit(targetOf(path, from), [...trail, path]);
    done.add(path);
  };
  for (const path of graph.keys()) visit(path, []);
  return [...found].filter((cycle) => !cycle.split(' -> ').every((path) => path.endsWith('.entity.ts')));
}

function deadFiles(files: ProjectFiles, graph: Graph): readonly string[] {
  const outside = ['package.json', 'Dockerfile', 'compose.yaml', 'README.md'].filter((path) =>
    files.has(path),
  );
  const text = outside.map((path) => files.read(path)).join('\n');
  const isEntry = (path: string): boolean =>
    text.includes(path) || text.includes(path.replace(/^src/, 'dist').replace(/ts$/, 'js'));
  const alive = new Set<string>();
  const visit = (path: string): void => {
    if (alive.has(path) || !graph.has(path)) return;
    alive.add(path);
    for (const { from } of graph.get(path) ?? []) if (from.startsWith('.')) visit(targetOf(path, from));
  };
  for (const path of graph.keys()) if (isEntry(path)) visit(path);
  // Kept for the next resource: fields of a type that none has yet.
  return [...graph.keys()].filter((path) => !alive.has(path) && !path.endsWith('.d.ts'));
}

/** Files that are a kit for resources to come: not every word of theirs is used yet. */
const isKit = (path: string): boolean =>
  /^src\/(?:fields|paging\/filters|modules\/auth\/access|modules\/users\/user\.view)\.ts$/.test(path);

function deadExports(files: ProjectFiles, sources: readonly string[]): readonly string[] {
  const everything = files.list(isSource).map((path) => [path, files.read(path)] as const);
  return sources
    .filter((path) => !isKit(path) && !/migrations\//.test(path))
    .flatMap((path) => {
      const text = files.read(path);
      const names = [
        ...text.matchAll(
          /^export (?:abstract |async )?(?:class|function|const|let|interface|type|enum) (\w+)/gm,
        ),
      ];
      return names
        .map(([, name = '']) => name)
        .filter((name) => {
          const word = new RegExp(`\\b${name}\\b`, 'g');
          const elsewhere = everything.some(([other, otherText]) => other !== path && word.test(otherText));
          // A type in the signature of something exported has to be exported too.
          const within = (text.match(new RegExp(`\\b${name}\\b`, 'g')) ?? []).length > 1;
          const isType = new RegExp(`^export (?:interface|type) ${name}\\b`, 'm').test(text);
          return !elsewhere && !(isType && within);
        })
        .map((name) => `${name} of ${path}`);
    });
}

function deadDependencies(files: ProjectFiles): readonly string[] {
  const packageJson = asObject(JSON.parse(files.read('package.json')));
  const names = ['dependencies', 'devDependencies'].flatMap((key) => Object.keys(asObject(packageJson[key])));
  const scripts = JSON.stringify(packageJson['scripts']);
  const texts = files
    .list((path) => /\.(?:ts|mjs|js|json)$/.test(path) && !/package(?:-lock)?\.json$/.test(path))
    .map((path) => files.read(path));
  const code = texts.join('\n');
  const commands: Readonly<Record<string, string>> = { typescript: 'tsc' };
  return names.filter((name) => {
    if (scripts.includes(commands[name] ?? name)) return false;
    if (name === '@vitest/coverage-v8') return !scripts.includes('--coverage');
    const types = /^@types\/(.+)$/.exec(name)?.[1];
    if (types !== undefined)
      return !(types === 'node' || code.includes(`'${types}'`) || code.includes(`"${types}"`));
    // The driver that TypeORM loads by itself.
    return !code.includes(`'${name}'`) && !code.includes(`'${name}/`) && name !== 'pg';
  });
}

const layers: readonly { readonly of: RegExp; readonly not: RegExp }[] = [
  { of: /\.service\.ts$/, not: /^(?:express|typeorm|pg)$|\.(?:controller|routes)\.js$|http\/(?!actor)/ },
  { of: /\.repository\.ts$/, not: /^express$|\.(?:controller|routes|service)\.js$|\/http\/(?!actor)/ },
  { of: /\.controller\.ts$/, not: /^(?:typeorm|pg)$|\.(?:repository|routes)\.js$|\/database\// },
  { of: /\.entity\.ts$/, not: /^express$|\.(?:controller|routes|service|repository)\.js$|\/http\// },
];

function wrongLayers(graph: Graph): readonly string[] {
  return [...graph].flatMap(([path, imports]) =>
    layers
      .filter(({ of }) => of.test(path))
      .flatMap(({ not }) =>
        imports
          .filter(({ from, isType }) => not.test(from) && !(isType && from.endsWith('.repository.js')))
          .map(({ from }) => `${path} knows ${from}`),
      ),
  );
}

interface Coverage {
  readonly total: { readonly lines: { readonly pct: number }; readonly branches: { readonly pct: number } };
}

const t4: Check = {
  item: 'T4',
  title: "the project's own tests pass in any order and cover it",
  how: 'Each test starts with empty tables and needs no other; coverage has thresholds.',
  async run({ files }) {
    const times = process.env['CI'] ? 2 : 1;
    for (let time = 0; time < times; time += 1) {
      const output = join(files.dir, 'coverage');
      rmSync(output, { recursive: true, force: true });
      const args = [
        'run',
        '--coverage',
        '--coverage.reporter=json-summary',
        '--sequence.shuffle',
        '--reporter=dot',
      ];
      const { code, stdout, stderr } = await files.tool('vitest', args);
      assert.equal(code, 0, `${stdout}\n${stderr}`.slice(-6000));
      const { total } = JSON.parse(readFileSync(join(output, 'coverage-summary.json'), 'utf8')) as Coverage;
      assert.ok(total.lines.pct >= 85, `${total.lines.pct} % of lines`);
      assert.ok(total.branches.pct >= 75, `${total.branches.pct} % of branches`);
    }
  },
};

interface Locked {
  readonly dev?: boolean;
  readonly license?: string;
  readonly deprecated?: string;
  readonly hasInstallScript?: boolean;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly engines?: { readonly node?: string };
}

const licences =
  /^\(?(?:MIT|MIT-0|ISC|Apache-2\.0|BSD-[23]-Clause|0BSD|BlueOak-1\.0\.0|CC0-1\.0|Unlicense|Python-2\.0|PostgreSQL|CC-BY-4\.0|MPL-2\.0)(?:(?: OR | AND ).*)?\)?$/;

/** Counts downloads of swagger-ui and is needed by nobody: like all, it is installed here without its script. */
const needless = /^node_modules\/@scarf\/scarf$/;

const t6: Check = {
  item: 'T6',
  title: 'the lock file holds no strange licence, no deprecated package and no needed install script',
  how: 'Versions are exact and come from one file.',
  async run({ files }) {
    const packageJson = asObject(JSON.parse(files.read('package.json')));
    const ranges = ['dependencies', 'devDependencies'].flatMap((key) =>
      Object.entries(asObject(packageJson[key])),
    );
    const loose = ranges.filter(([, version]) => !/^\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(String(version)));
    noFlaws(loose.map(([name, version]) => `${name} ${String(version)} is not exact`));
    const { packages } = JSON.parse(await lockfileOf(files.project)) as { packages: Record<string, Locked> };
    const entries = Object.entries(packages).filter(([path]) => path !== '');
    const engines = String(asObject(packageJson['engines'])['node']);
    const flaws = entries.flatMap(([path, { license, deprecated, hasInstallScript, dev, integrity }]) => [
      ...(licences.test(license ?? '') ? [] : [`${path}: licence ${license ?? 'unknown'}`]),
      ...(deprecated === undefined ? [] : [`${path} is deprecated: ${deprecated}`]),
      ...(hasInstallScript && !dev && !needless.test(path)
        ? [`${path} runs a script when it is installed`]
        : []),
      ...(integrity === undefined ? [`${path} has no integrity`] : []),
    ]);
    noFlaws([
      ...flaws,
      ...(engines.startsWith('>=20.19') ? [] : [`engines: ${engines}`]),
      ...flawsOfEngines(entries),
    ]);
  },
};

/** The promise of `engines` holds for every package that production installs: none wants more than 20.19. */
function flawsOfEngines(entries: readonly (readonly [string, Locked])[]): readonly string[] {
  return entries
    .filter(([, { engines }]) => {
      const wanted = engines?.node;
      if (wanted === undefined || /(?:^|\|\|)\s*(?:\^|~|>=?)?\s*v?20(?:\.|\s|$|x)/.test(wanted)) return false;
      const least = [...wanted.matchAll(/(?:>=?|\^|~)\s*v?(\d+)/g)].map(([, major]) => Number(major));
      return least.length > 0 && Math.min(...least) > 20;
    })
    .map(([path, { engines }]) => `${path} wants Node ${engines?.node ?? ''}`);
}

const t7: Check = {
  item: 'T7',
  title: 'the commands of the README run as they stand',
  how: 'The README is written by the features that are there, with the commands of `package.json`.',
  async run(subject) {
    const { files } = subject;
    const readme = files.read('README.md');
    const blocks = [...readme.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, block = '']) => block);
    const commands = blocks.flatMap((block) =>
      block.split('\n').filter((line) => line && !line.startsWith('#')),
    );
    assert.ok(commands.length >= 2, 'the README shows no commands');
    const spoken = [...readme.matchAll(/`((?:npm|pnpm|yarn|bun)\b[^`]*)`/g)].map(
      ([, command = '']) => command,
    );
    const flaws = [...commands, ...spoken].flatMap((command) => flawsOfCommand(files, command));
    noFlaws(flaws);
    await subject.migrate();
    for (const path of commands.flatMap((command) => /\bnode (dist\/\S+)/.exec(command)?.[1] ?? [])) {
      assert.ok(files.has(path), `${path} is not there`);
    }
    await runDevelopment(subject);
  },
};

const ownCommands = ['install', 'ci', 'i', 'audit', 'exec'];

function flawsOfCommand(files: ProjectFiles, command: string): readonly string[] {
  const scripts = scriptsOf(files);
  const [, run, name] = /^(?:npm|pnpm|yarn|bun) (run )?([\w:-]+)/.exec(command) ?? [];
  if (name === undefined || (run === undefined && ownCommands.includes(name))) return [];
  const flaws = scripts[name] === undefined ? [`there is no script for: ${command}`] : [];
  const missing = [...String(scripts[name]).matchAll(/\b(?:src|scripts)\/[\w./-]+/g)].filter(
    ([path]) => !files.has(path),
  );
  return [...flaws, ...missing.map(([path]) => `${command} runs ${path}, which is not there`)];
}

/** `npm run dev` with nothing set: it serves, and says where. */
async function runDevelopment({ files }: Subject): Promise<void> {
  const service = await boot(files.project, { mode: 'dev', readyWithinMs: 60_000 });
  const client = new Client(service.url);
  try {
    expected(await client.get('/openapi.json'), 200);
    assert.match(service.logs(), new RegExp(`http://localhost:${service.port}/api-docs`));
    if (!files.hasAuth) return;
    const [, email, password] = /(\S+@example\.com)\s+(\S+)/.exec(service.logs()) ?? [];
    expected(await client.post('/api/v1/auth/login', { email, password }), 200);
  } finally {
    client.close();
    await service.stop();
  }
}

export const codeChecks: readonly Check[] = [t1, t2, t3, t4, t6, t7];
