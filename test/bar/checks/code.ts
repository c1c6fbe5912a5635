import { telemetry } from '../../support/telemetry.js';
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { installedModules } from '../../support/dependencies.js';
import { lockfileOf } from '../../support/generated.js';
import { inFolder } from '../../support/in-folder.js';
import { run } from '../../support/run.js';
import { boot } from '../../support/service.js';
import { type Check, noFlaws } from '../check.js';
import { asArray, asObject } from '../document.js';
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

const t4: Check = {
  item: 'T4',
  title: "the project's own tests pass in any order and cover it",
  how: 'Each test starts with empty tables and needs no other; coverage has thresholds.',
  async run(subject) {
    const { finished, coverage } = await subject.ownTests();
    assert.equal(finished.code, 0, `${finished.stdout}\n${finished.stderr}`.slice(-6000));
    const { lines, branches } = coverage();
    assert.ok(lines.pct >= 85, `${lines.pct} % of lines`);
    assert.ok(branches.pct >= 75, `${branches.pct} % of branches`);
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

const flawsOfLicence = (path: string, licence = 'unknown'): readonly string[] =>
  licences.test(licence) ? [] : [`${path}: licence ${licence}`];

/** As npm wanted it said before 2014, which lock files leave out: `licenses: [{ type: 'MIT' }]`. */
async function oldLicence({ dir }: ProjectFiles, path: string): Promise<string | undefined> {
  const homes = [dir, dirname(await installedModules())];
  const file = homes.map((home) => join(home, path, 'package.json')).find(existsSync);
  if (file === undefined) return undefined;
  const [first] = asArray(asObject(JSON.parse(readFileSync(file, 'utf8')))['licenses']);
  return first === undefined ? undefined : String(asObject(first)['type']);
}

/** What `npm ci` has against the lock file that `npm install` made. */
const refusalOf = (packageJson: string, lock: string): Promise<readonly string[]> =>
  inFolder(
    [
      ['package.json', packageJson],
      ['package-lock.json', lock],
    ],
    async (home) => {
      const args = ['ci', '--dry-run', '--ignore-scripts', '--no-audit', '--no-fund'];
      const { code, stderr } = await run('npm', args, { cwd: home });
      return code === 0 ? [] : [`npm ci refuses the lock file: ${stderr.slice(0, 1_000)}`];
    },
  );

const t6: Check = {
  item: 'T6',
  title:
    'npm ci takes the lock file, which holds no strange licence, no deprecated package and no needed install script',
  how: 'Versions are exact and come from one file.',
  async run({ files }) {
    const packageJson = asObject(JSON.parse(files.read('package.json')));
    const ranges = ['dependencies', 'devDependencies'].flatMap((key) =>
      Object.entries(asObject(packageJson[key])),
    );
    const loose = ranges.filter(([, version]) => !/^\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(String(version)));
    noFlaws(loose.map(([name, version]) => `${name} ${String(version)} is not exact`));
    const lock = await lockfileOf(files.project);
    noFlaws(await refusalOf(files.read('package.json'), lock));
    const { packages } = JSON.parse(lock) as { packages: Record<string, Locked> };
    const entries = Object.entries(packages).filter(([path]) => path !== '');
    const engines = String(asObject(packageJson['engines'])['node']);
    const strange = await Promise.all(
      entries.map(async ([path, { license }]) =>
        flawsOfLicence(path, license ?? (await oldLicence(files, path))),
      ),
    );
    const flaws = entries.flatMap(([path, { deprecated, hasInstallScript, dev, integrity }]) => [
      ...(deprecated === undefined ? [] : [`${path} is deprecated: ${deprecated}`]),
      ...(hasInstallScript && !dev ? [`${path} runs a script when it is installed`] : []),
      ...(telemetry.test(path) ? [`${path} reports to its maker`] : []),
      ...(integrity === undefined ? [`${path} has no integrity`] : []),
    ]);
    noFlaws([
      ...strange.flat(),
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
  const service = await boot(files.project, { mode: 'dev' });
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

export const codeChecks: readonly Check[] = [t1, t2, t4, t6, t7];
