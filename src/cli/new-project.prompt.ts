import { basename, relative, resolve } from 'node:path';
import { UsageError } from '../core/errors.js';
import type { Prompts } from '../ports/prompts.js';
import { parseResourceLine } from '../resource/field-language.js';
import type { ParsedResource } from '../resource/parsed.js';
import type { Spec } from '../resource/spec-file.js';
import { quote, suggestion } from '../resource/wording.js';
import type { PlinthFeature } from '../roles/tools.js';
import { callingPackageManager, databases, packageManagers, presets } from './choices.js';
import type { Input } from './command.js';
import { usersFeature } from './compose.js';
import type { NewProject } from './new-project.js';
import { folderAt } from './open.js';
import { answersOf, type FeatureAnswers, flagAnswers, refuseStrayFlags } from './questions.js';
import { askResource } from './resource.prompt.js';
import { offered } from './rows.js';
import { presetSpec, specFrom } from './spec.js';
import { checkTarget, packageNameOf } from './target.js';
import type { Session } from './world.js';

type Options = Input['options'];

/** Everything about a new project: from flags, then the spec or preset, then the prompts, then the defaults. */
export async function askNewProject(
  session: Session,
  { args, options }: Input,
  catalogue: readonly PlinthFeature[],
): Promise<NewProject> {
  const { prompts, world, globals } = session;
  const cwd = folderAt(world.cwd, globals.cwd);
  const given = await givenSpec(options, cwd);
  const dir = args[0] === undefined ? undefined : String(args[0]);
  const shown = dir ?? given?.name ?? (await askFolder(prompts, cwd));
  const target = resolve(cwd, shown);
  const name = packageNameOf(given?.name ?? basename(target));
  checkTarget(target);
  const spec = given ?? (await askPreset(options, prompts));
  const adapters = await askAdapters(options, spec, catalogue, prompts);
  const features = await askFeatures(options, spec, catalogue, adapters, prompts);
  return {
    target,
    shown: relative(cwd, target) || '.',
    name,
    adapters,
    database: await pick('Which database?', databases, options['database'] ?? spec.database, prompts),
    features,
    resources: await askResources(options, spec, features, prompts),
    packageManager: await askPackageManager(options, spec, session),
    install: options['install'] !== false && (await confirmed(prompts, 'Install dependencies?')),
    git: options['git'] !== false && (await confirmed(prompts, 'Make a git repository?')),
  };
}

/** The spec named on the command line, if one is. */
async function givenSpec({ from, preset }: Options, cwd: string): Promise<Spec | undefined> {
  if (from !== undefined && preset !== undefined) {
    throw new UsageError(
      '--from and --preset exclude each other.',
      'Leave one of them out: a preset is a spec file too.',
    );
  }
  if (from !== undefined) return specFrom(cwd, String(from));
  return preset === undefined ? undefined : presetSpec(String(preset));
}

/** Somebody who named features or resources has said what the project is about. */
async function askPreset(options: Options, prompts: Prompts | undefined): Promise<Spec> {
  const said = options['features'] !== undefined || options['resource'] !== undefined;
  if (said) return { resources: [] };
  if (prompts === undefined) return presetSpec('blank');
  const choices = presets.map((value) => ({ value, about: presetAbout[value] }));
  return presetSpec(await prompts.choice({ message: 'Start from which preset?', choices, default: 'blank' }));
}

const presetAbout: Record<(typeof presets)[number], string> = {
  blank: 'No resources yet',
  blog: 'Users, posts, comments, tags',
  shop: 'Products, orders, order items',
};

async function askFolder(prompts: Prompts | undefined, cwd: string): Promise<string> {
  if (prompts === undefined) {
    throw new UsageError(
      'The folder for the new project is missing.',
      'Name it: create-plinth <dir>, for instance create-plinth my-api',
    );
  }
  return prompts.text({
    message: 'Folder of the new project',
    default: 'my-api',
    check: (answer) => {
      try {
        checkTarget(resolve(cwd, answer));
        packageNameOf(basename(resolve(cwd, answer)));
        return undefined;
      } catch (error) {
        return error instanceof Error ? error.message : String(error);
      }
    },
  });
}

async function askAdapters(
  options: Options,
  spec: Spec,
  catalogue: readonly PlinthFeature[],
  prompts: Prompts | undefined,
): Promise<NewProject['adapters']> {
  const filling = (role: string) => catalogue.filter((feature) => feature.role === role).map(({ id }) => id);
  const framework = options['framework'] ?? spec.framework;
  const http = await pick('Which framework?', filling('http'), framework, prompts);
  return {
    http,
    persistence: await pick('Which database layer?', filling('persistence'), undefined, undefined),
  };
}

/** What was given, else what somebody picks where there is a choice, else the first. */
async function pick(
  message: string,
  values: readonly string[],
  given: unknown,
  prompts: Prompts | undefined,
): Promise<string> {
  const [first] = values;
  if (first === undefined) throw new Error(`${message} There is none to choose from.`);
  if (given !== undefined) return String(given);
  if (prompts === undefined || values.length === 1) return first;
  return prompts.choice({ message, choices: values.map((value) => ({ value })), default: first });
}

async function askFeatures(
  options: Options,
  spec: Spec,
  catalogue: readonly PlinthFeature[],
  { http, persistence }: NewProject['adapters'],
  prompts: Prompts | undefined,
): Promise<ReadonlyMap<string, FeatureAnswers>> {
  const known = offered(catalogue);
  const flagged = options['features'] as readonly string[] | undefined;
  const ids = flagged?.filter((id) => id !== '') ?? (await chosen(known, spec.features ?? [], prompts));
  for (const id of ids) checkFeature(id, known, ids);
  const wanted = new Set([...ids, http, persistence]);
  const features = catalogue.filter(({ id, foundation }) => foundation === true || wanted.has(id));
  refuseStrayFlags(catalogue, new Set(features.map(({ id }) => id)), options);
  refuseStrayAnswers(spec, new Set(features.map(({ id }) => id)));
  const answers = new Map<string, FeatureAnswers>();
  for (const feature of features) {
    const given = { ...spec.answers?.[feature.id], ...flagAnswers(feature, options) };
    answers.set(feature.id, await answersOf(feature, given, prompts));
  }
  return answers;
}

function refuseStrayAnswers(spec: Spec, chosen: ReadonlySet<string>): void {
  const stray = Object.keys(spec.answers ?? {}).find((id) => !chosen.has(id));
  if (stray === undefined) return;
  throw new UsageError(
    `The spec answers questions of ${quote(stray)}, which is not among the features.`,
    suggestion(stray, [...chosen], 'Add it to the features, or remove its answers.'),
  );
}

async function chosen(
  known: readonly PlinthFeature[],
  preset: readonly string[],
  prompts: Prompts | undefined,
): Promise<readonly string[]> {
  if (prompts === undefined || known.length === 0) return preset;
  const choices = known.map(({ id, title, summary }) => ({
    value: id,
    label: title,
    about: summary,
    checked: preset.includes(id),
  }));
  return prompts.choices({ message: 'Which features?', choices });
}

function checkFeature(id: string, known: readonly PlinthFeature[], all: readonly string[]): void {
  if (all.indexOf(id) !== all.lastIndexOf(id)) {
    throw new UsageError(`The feature ${quote(id)} is named twice.`, 'Name each feature once.');
  }
  const ids = known.map((feature) => feature.id);
  if (ids.includes(id)) return;
  throw new UsageError(
    `There is no feature called ${quote(id)}.`,
    suggestion(id, ids, `Try one of: ${ids.join(', ')}.`),
  );
}

async function askResources(
  options: Options,
  spec: Spec,
  features: ReadonlyMap<string, unknown>,
  prompts: Prompts | undefined,
): Promise<readonly ParsedResource[]> {
  const lines = (options['resource'] ?? []) as readonly string[];
  const resources = [...spec.resources, ...lines.map(parseResourceLine)];
  if (prompts === undefined || resources.length > 0) return resources;
  const users = features.has(usersFeature) ? ['User'] : [];
  for (;;) {
    const message = resources.length === 0 ? 'Add a resource now?' : 'Add another resource?';
    if (!(await prompts.confirm({ message, default: false }))) return resources;
    const known = [...users, ...resources.map(({ name }) => name)];
    resources.push(await askResource(prompts, { name: undefined }, known));
  }
}

async function askPackageManager(
  options: Options,
  spec: Spec,
  { prompts, world }: Session,
): Promise<NewProject['packageManager']> {
  const calling = callingPackageManager(world.userAgent);
  const given = options['packageManager'] ?? spec.packageManager;
  const id =
    given ??
    (await prompts?.choice({
      message: 'Which package manager?',
      choices: packageManagers.map((value) => ({ value })),
      default: calling,
    }));
  return packageManagers.find((known) => known === id) ?? calling;
}

const confirmed = async (prompts: Prompts | undefined, message: string): Promise<boolean> =>
  prompts === undefined || prompts.confirm({ message, default: true });
