import { basename, relative, resolve } from 'node:path';
import { UsageError } from '../../core/errors.js';
import type { Choice, Prompts } from '../../ports/prompts.js';
import { parseFieldsLine, parseResourceLine } from '../../resource/language/field-language.js';
import type { ParsedField, ParsedResource } from '../../resource/parsed.js';
import { parseRoleLine, type UserRoles } from '../../resource/user-roles.js';
import type { Spec } from '../../resource/spec/spec-file.js';
import type { PlinthFeature } from '../../roles/tools.js';
import { databases, frameworkAbout, presetAbout, presets } from './choices.js';
import type { Input } from '../commands/command.js';
import { surroundings } from '../planning/plan-project.js';
import { askFeatures } from './features.prompt.js';
import type { NewProject } from '../planning/new-project.js';
import { folderAt } from '../project/open.js';
import { askPackageManager } from './package-manager.prompt.js';
import { problemOf } from './problem.js';
import { askUserFields } from './user-fields.prompt.js';
import { askResource } from './resource.prompt.js';
import { presetSpec, specFrom } from '../project/spec.js';
import { checkTarget, packageNameOf } from '../project/target.js';
import type { Session } from '../world.js';

type Options = Input['options'];

/** Everything about a new project: from flags, then the spec or preset, then the prompts, then the defaults. */
export async function askNewProject(
  session: Session,
  { args, options }: Input,
  catalogue: readonly PlinthFeature[],
): Promise<NewProject> {
  const { world, globals } = session;
  const cwd = folderAt(world.cwd, globals.cwd);
  const given = await givenSpec(options, cwd);
  const dir = args[0] === undefined ? undefined : String(args[0]);
  const target = resolve(cwd, dir ?? given?.name ?? (await askFolder(session.prompts, cwd)));
  const name = packageNameOf(given?.name ?? basename(target));
  checkTarget(target);
  // A spec file is a whole answer: what it leaves out takes its default.
  const prompts = options['from'] === undefined ? session.prompts : undefined;
  const adapters = await askAdapters(options, given, catalogue, prompts);
  const database = await askDatabase(options, given, prompts);
  const preset = await askPreset(options, prompts);
  const spec = given ?? preset?.spec ?? { resources: [] };
  const said = [...spec.resources, ...resourceLines(options)];
  const propose = options['preset'] === undefined;
  const company = { options, spec, catalogue, adapters, resources: said, propose };
  const features = await askFeatures(company, prompts);
  const isAsking = said.length === 0;
  const chosen = catalogue.filter(({ id }) => features.has(id));
  const resources = isAsking ? await askResources(chosen, prompts) : said;
  const saidOfUsers = [...(spec.userFields ?? []), ...userFieldsIn(options)];
  const userFields =
    prompts !== undefined && isAsking && saidOfUsers.length === 0
      ? await askUserFields(prompts, resources, surroundings(chosen))
      : saidOfUsers;
  const { packageManager, install } = await askPackageManager(options, spec, world, prompts);
  return {
    target,
    shown: relative(world.cwd, target) || '.',
    name,
    adapters,
    database,
    features,
    userFields,
    roles: { ...spec.roles, ...rolesIn(options) },
    resources,
    packageManager,
    install,
    git: options['git'] !== false && (await wantsGit(session, prompts)),
    preset,
  };
}

/** The spec file named on the command line, if one is. */
async function givenSpec({ from, preset }: Options, cwd: string): Promise<Spec | undefined> {
  if (from === undefined) return undefined;
  if (preset === undefined) return specFrom(cwd, String(from));
  throw new UsageError(
    '--from and --preset cannot be used together.',
    'Leave one of them out: a preset is a spec file too.',
  );
}

/** Somebody who named a spec file, features or resources has said what the project is about. */
async function askPreset(options: Options, prompts: Prompts | undefined): Promise<NewProject['preset']> {
  const said = ['from', 'features', 'resource', 'user', 'role'].some((flag) => options[flag] !== undefined);
  if (options['preset'] === undefined && said) return undefined;
  const choices = presets.map((value) => ({ value, about: presetAbout[value] }));
  const id =
    options['preset'] ??
    (await prompts?.choice({ message: 'Start from which preset?', choices, default: 'blank' })) ??
    'blank';
  return { id: String(id), spec: await presetSpec(String(id)) };
}

async function askFolder(prompts: Prompts | undefined, cwd: string): Promise<string> {
  if (prompts === undefined) {
    throw new UsageError(
      'The folder for the new project is missing.',
      'Name it: create-plinth <dir>, for example create-plinth my-api',
    );
  }
  return prompts.text({
    message: 'Folder of the new project (. for this one)',
    default: 'my-api',
    check: (answer) =>
      problemOf(() => {
        packageNameOf(basename(resolve(cwd, answer)));
        checkTarget(resolve(cwd, answer));
      }),
  });
}

async function askAdapters(
  options: Options,
  spec: Spec | undefined,
  catalogue: readonly PlinthFeature[],
  prompts: Prompts | undefined,
): Promise<NewProject['adapters']> {
  const filling = (role: string) =>
    catalogue
      .filter((feature) => feature.role === role)
      .map(({ id, title, summary }) => ({ value: id, label: title, about: frameworkAbout[id] ?? summary }));
  const framework = options['framework'] ?? spec?.framework;
  return {
    http: await pick('Which framework?', filling('http'), framework, prompts),
    persistence: await pick('Which database layer?', filling('persistence'), undefined, undefined),
  };
}

const askDatabase = (
  options: Options,
  spec: Spec | undefined,
  prompts: Prompts | undefined,
): Promise<string> =>
  pick(
    'Which database?',
    databases.map((value) => ({ value })),
    options['database'] ?? spec?.database,
    prompts,
  );

/** What was given, else what somebody picks where there is a choice, else the first. */
async function pick(
  message: string,
  choices: readonly Choice[],
  given: unknown,
  prompts: Prompts | undefined,
): Promise<string> {
  const [first] = choices;
  if (first === undefined) throw new Error(`${message} There is none to choose from.`);
  if (given !== undefined) return String(given);
  if (prompts === undefined || choices.length === 1) return first.value;
  return prompts.choice({ message, choices, default: first.value });
}

const userFieldsIn = (options: Options): readonly ParsedField[] =>
  ((options['user'] ?? []) as readonly string[]).flatMap(parseFieldsLine);

function rolesIn(options: Options): UserRoles {
  const roles = ((options['role'] ?? []) as readonly string[]).map(parseRoleLine);
  const names = roles.map(([name]) => name);
  const twice = names.find((name, index) => names.indexOf(name) < index);
  if (twice === undefined) return Object.fromEntries(roles);
  throw new UsageError(`--role names ${twice} twice.`, 'Write all of its permissions in one line.');
}

const resourceLines = (options: Options): readonly ParsedResource[] =>
  ((options['resource'] ?? []) as readonly string[]).map(parseResourceLine);

async function askResources(
  features: readonly PlinthFeature[],
  prompts: Prompts | undefined,
): Promise<readonly ParsedResource[]> {
  const others: ParsedResource[] = [];
  if (prompts === undefined) return others;
  const context = surroundings(features);
  for (;;) {
    const message = others.length === 0 ? 'Add a resource now?' : 'Add another resource?';
    if (!(await prompts.confirm({ message, default: false }))) return others;
    others.push(await askResource(prompts, { name: undefined }, { ...context, others: [...others] }));
  }
}

async function wantsGit({ world }: Session, prompts: Prompts | undefined): Promise<boolean> {
  if (prompts === undefined || !world.shell.has('git')) return true;
  return prompts.confirm({ message: 'Make a git repository?', default: true });
}
