import type { Draft } from '../../core/draft.js';
import { edited, present, type Outcome } from '../../core/outcome.js';
import { addEnvLine } from '../../edits/env-file.js';
import { addImport, relativeSpecifier } from '../../edits/import.js';
import { setJsonProperty } from '../../edits/json.js';
import { addProperty } from '../../edits/object.js';
import { addYamlMapEntry } from '../../edits/yaml.js';
import { stringLiteral } from '../../resource/literal.js';
import { register } from '../registration.js';
import type { ComposeService, EnvVariable, Workspace } from './contract.js';

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
): Workspace {
  return {
    dependency(draft, name, kind = 'dependencies') {
      const version = versions[name];
      if (version === undefined)
        throw new Error(`templates/versions/package.json has no version of ${name}.`);
      editJson(draft, [kind, name], version, { sorted: true });
    },
    script: (draft, name, command) => editJson(draft, ['scripts', name], command, {}),
    setting: (draft, name, value) => editJson(draft, [name], value, {}),
    env: addVariable,
    configRule: (draft, rule) =>
      register(
        draft,
        {
          usual: CONFIG,
          mark: /\bz\s*\.\s*object\(/,
          anchors: [{ kind: 'variable', name: 'rules' }],
          what: 'the rules of the configuration',
        },
        rule,
      ),
    seed: (draft, seed) =>
      register(
        draft,
        {
          usual: 'src/database/seed.ts',
          mark: /\bSeed\s*\[\]/,
          anchors: [
            { kind: 'typed', type: 'Seed' },
            { kind: 'variable', name: 'seeds' },
          ],
          what: 'the list of seeds',
        },
        seed,
      ),
    readme(draft, section) {
      if (!draft.project.has('README.md')) return;
      draft.edit('README.md', 'add a section', (text) => withSection(text, section));
    },
    service: addService,
    services(draft) {
      for (const service of services) addService(draft, service);
    },
  };
}

function editJson(
  draft: Draft,
  path: readonly string[],
  value: unknown,
  options: { readonly sorted?: boolean },
): void {
  const change = (text: string): Outcome => setJsonProperty(text, path, value, options);
  draft.edit('package.json', `add ${path.join('.')}`, change);
}

function addVariable(draft: Draft, variable: EnvVariable): void {
  draft.edit(CONFIG, `read ${variable.name}`, (text) =>
    addProperty(
      text,
      CONFIG,
      { kind: 'argument', callee: ['z.object', 'z.strictObject'], of: 'variables' },
      {
        key: variable.name,
        value: variable.schema,
      },
    ),
  );
  for (const { symbol, from } of variable.uses ?? []) {
    draft.edit(CONFIG, `import ${symbol}`, (text) =>
      addImport(text, CONFIG, {
        symbol,
        from: from.startsWith('src/') ? relativeSpecifier(CONFIG, from) : from,
      }),
    );
  }
  if (variable.test !== undefined) {
    const value = stringLiteral(variable.test);
    draft.edit(TEST_ENVIRONMENT, `set ${variable.name} for tests`, (text) =>
      addProperty(
        text,
        TEST_ENVIRONMENT,
        { kind: 'variable', name: 'testEnvironment' },
        { key: variable.name, value },
      ),
    );
  }
  if (variable.example !== '') {
    draft.edit('.env.example', `name ${variable.name}`, (text) =>
      addEnvLine(text, variable.name, variable.example, variable.comment),
    );
  }
}

function addService(draft: Draft, { name, body, environment }: ComposeService): void {
  if (!draft.project.has(COMPOSE)) return;
  const add = (what: string, path: readonly string[], key: string, value: string): void =>
    draft.edit(COMPOSE, what, (text) => addYamlMapEntry(text, path, key, value));
  add(`add the service ${name}`, ['services'], name, body);
  for (const [variable, value] of Object.entries(environment)) {
    add(`tell the app ${variable}`, ['services', 'app', 'environment'], variable, value);
  }
  add(`wait for ${name}`, ['services', 'app', 'depends_on'], name, '{ condition: service_healthy }');
}

function withSection(text: string, section: string): Outcome {
  const [heading = ''] = section.split('\n');
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  if (text.split(/\r?\n/).includes(heading)) return present;
  return edited(`${text.trimEnd()}${eol}${eol}${section.replaceAll('\n', eol)}`);
}
