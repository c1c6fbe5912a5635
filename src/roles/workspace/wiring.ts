import type { Draft } from '../../core/draft.js';
import { edited, present, type Outcome } from '../../core/outcome.js';
import { addEnvLine } from '../../edits/env-file.js';
import { addImport, relativeSpecifier } from '../../edits/import.js';
import { type JsonOptions, setJsonProperty } from '../../edits/json.js';
import { addProperty } from '../../edits/object.js';
import { addYamlMapEntry } from '../../edits/yaml.js';
import { stringLiteral } from '../../core/quoting.js';
import { importInto } from '../enlist.js';
import { register } from '../registration.js';
import type { Kind, Order } from '../order.js';
import type { Exported } from '../http/contract.js';
import type { ComposeService, EnvVariable, Workspace } from './contract.js';
import { lists } from './lists.js';
import { type PackageManager, packageManagers } from './package-managers.js';

const COMPOSE = 'compose.yaml';
const CONFIG = 'src/config/config.ts';
const TEST_ENVIRONMENT = 'test/support/environment.ts';

/**
 * @param versions package name to the exact version we write, from templates/versions/package.json.
 * @param services what the project's features want beside the app.
 */
export function workspace(
  versions: Readonly<Record<string, string>>,
  services: readonly ComposeService[],
  order?: Order,
): Workspace {
  const later = (kind: Kind, name: string): readonly string[] => order?.later(kind, name) ?? [];
  const versionOf = (name: string): string => {
    const version = versions[name];
    if (version === undefined) throw new Error(`templates/versions/package.json has no version of ${name}.`);
    return version;
  };
  const to =
    (name: keyof typeof lists) =>
    (draft: Draft, exported: Exported): void =>
      register(draft, { ...lists[name], order }, exported);

  return {
    dependency: (draft, name, kind = 'dependencies') =>
      editJson(draft, [kind, name], versionOf(name), { sorted: true }),
    override: (draft, manager, dependent, name) =>
      addOverride(draft, packageManagers[manager].overrides, [dependent, name], {
        version: versionOf(name),
        before: later('setting', 'overrides'),
      }),
    script: (draft, name, command) =>
      editJson(draft, ['scripts', name], command, { before: later('script', name) }),
    env: (draft, variable) => addVariable(draft, variable, later),
    configRule: to('configRule'),
    seed: to('seed'),
    job: to('job'),
    message: to('message'),
    accountHook: to('accountHook'),
    testUser: to('testUser'),
    credential: to('credential'),
    signInMethod: to('signInMethod'),
    securityScheme: to('securityScheme'),
    requestHeader: to('requestHeader'),
    readme: (draft, section) => addSection(draft, 'README.md', section, later('section', headingOf(section))),
    guide: (draft, section) => addSection(draft, 'AGENTS.md', section, later('section', headingOf(section))),
    service: (draft, service) => addService(draft, service, later('service', service.name)),
    services(draft) {
      for (const service of services) addService(draft, service, later('service', service.name));
    },
  };
}

function editJson(draft: Draft, path: readonly string[], value: unknown, options: JsonOptions): void {
  const change = (text: string): Outcome => setJsonProperty(text, path, value, options);
  draft.edit('package.json', `add ${path.join('.')}`, change);
}

/** npm overrides what one package asks for; the others do so for all of them, which is the same for a version of ours. */
function addOverride(
  draft: Draft,
  where: PackageManager['overrides'],
  [dependent, name]: readonly [string, string],
  { version, before }: { readonly version: string; readonly before: readonly string[] },
): void {
  if (where === 'nested') return editJson(draft, ['overrides', dependent, name], version, { before });
  if (where !== 'pnpm-workspace.yaml') return editJson(draft, [where, name], version, { before });
  draft.edit(where, `override ${name}`, (text) => addYamlMapEntry(text, ['overrides'], name, version));
}

function addVariable(draft: Draft, variable: EnvVariable, later: Order['later']): void {
  const before = later('variable', variable.name);
  readVariable(draft, variable, before);
  importFor(draft, variable, later);
  if (variable.test !== undefined) setForTests(draft, variable.name, stringLiteral(variable.test), before);
  if (variable.example === '') return;
  draft.edit('.env.example', `name ${variable.name}`, (text) =>
    addEnvLine(text, variable.name, variable.example, variable.comment, before),
  );
}

function readVariable(draft: Draft, { name, schema }: EnvVariable, before: readonly string[]): void {
  const sheet = draft.sheet(CONFIG);
  if (sheet !== undefined) return sheet.put('variables', { name, schema });
  const variables = { kind: 'argument', callee: ['z.object', 'z.strictObject'], of: 'variables' } as const;
  draft.edit(CONFIG, `read ${name}`, (text) =>
    addProperty(text, CONFIG, variables, { key: name, value: schema }, { before }),
  );
}

/** What the expression of a variable uses. */
function importFor(draft: Draft, { uses = [] }: EnvVariable, later: Order['later']): void {
  const sheet = draft.sheet(CONFIG);
  if (sheet !== undefined) return uses.forEach((used) => importInto(sheet, CONFIG, used));
  for (const { symbol, from } of uses) {
    const module = from.startsWith('src/') ? relativeSpecifier(CONFIG, from) : from;
    draft.edit(CONFIG, `import ${symbol}`, (text) =>
      addImport(text, CONFIG, { symbol, from: module }, { before: later('symbol', symbol) }),
    );
  }
}

function setForTests(draft: Draft, name: string, value: string, before: readonly string[]): void {
  const sheet = draft.sheet(TEST_ENVIRONMENT);
  if (sheet !== undefined) return sheet.put('testVariables', { name, value });
  const environment = { kind: 'variable', name: 'testEnvironment' } as const;
  draft.edit(TEST_ENVIRONMENT, `set ${name} for tests`, (text) =>
    addProperty(text, TEST_ENVIRONMENT, environment, { key: name, value }, { before }),
  );
}

function addService(
  draft: Draft,
  { name, body, environment, isAwaited }: ComposeService,
  before: readonly string[],
): void {
  if (!draft.project.has(COMPOSE)) return;
  const add = (what: string, path: readonly string[], key: string, value: string): void =>
    draft.edit(COMPOSE, what, (text) => addYamlMapEntry(text, path, key, value, before));
  add(`add the service ${name}`, ['services'], name, body);
  for (const [variable, value] of Object.entries(environment)) {
    add(`tell the app ${variable}`, ['services', 'app', 'environment'], variable, value);
  }
  if (!isAwaited) return;
  add(`wait for ${name}`, ['services', 'app', 'depends_on'], name, '{ condition: service_healthy }');
}

const headingOf = (section: string): string => section.split('\n')[0] ?? '';

function addSection(draft: Draft, path: string, section: string, before: readonly string[]): void {
  if (!draft.project.has(path)) return;
  draft.edit(path, 'add a section', (text) => withSection(text, section, before));
}

/** At the end, or before the first of the sections that come later. */
function withSection(text: string, section: string, later: readonly string[]): Outcome {
  const heading = headingOf(section);
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const lines = text.split(/\r?\n/);
  if (lines.includes(heading)) return present;
  const own = section.replaceAll('\n', eol);
  const next = lines.findIndex((line) => later.includes(line));
  if (next === -1) return edited(`${text.trimEnd()}${eol}${eol}${own}`);
  const above = lines.slice(0, next).join(eol);
  return edited(`${above}${eol}${own}${eol}${lines.slice(next).join(eol)}`);
}
