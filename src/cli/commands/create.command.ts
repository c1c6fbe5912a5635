import { join } from 'node:path';
import { repair } from '../../core/commit.js';
import { commitNew } from '../../core/commit-new.js';
import { journalPath } from '../../core/journal.js';
import { besideOwnFiles } from '../../core/own-files.js';
import type { Disk } from '../../ports/disk.js';
import { nodeDisk, placeOf } from '../../ports/node-disk.js';
import type { Plan } from '../../core/plan.js';
import { assumedOwners } from '../../resource/graph/access.js';
import { wordInLine } from '../../resource/language/line-words.js';
import { printField } from '../../resource/language/print-field.js';
import { servesOf, takesBodies } from '../../resource/operations.js';
import type { Resource } from '../../resource/model.js';
import { roleLine } from '../../resource/user-roles.js';
import type { ParsedResource } from '../../resource/parsed.js';
import type { PlinthFeature } from '../../roles/tools.js';
import type { Handler } from './command.js';
import { answerWords, programLine, resourceLine, shellLine, shellWord } from '../output/command-line.js';
import { isInstall, planned } from '../planning/plan-project.js';
import { runPlan } from '../running/run-plan.js';
import { initialCommits } from '../running/git.js';
import { newBlueprint, type NewProject } from '../planning/new-project.js';
import { withPresetCode } from '../planning/preset-code.js';
import { askNewProject } from '../prompts/new-project.prompt.js';
import { offered } from './offered-features.js';
import type { Session } from '../world.js';
import { version } from '../../package.js';

/** `create-plinth [dir]` and `plinth create [dir]`. */
export const handler: Handler = async (session, input) => {
  const builtIns = await session.world.builtIns();
  const catalogue = await builtIns.features();
  const wanted = await askNewProject(session, input, catalogue);
  const blueprint = newBlueprint(wanted, catalogue, session.moment);
  await sweepUp(wanted.target, session);
  const parts = await builtIns.parts(wanted.adapters, blueprint.project);
  const generated = await planned(blueprint, parts);
  const whole = await withPresetCode(generated, wanted.preset?.id, blueprint, parts);
  const noted = withNotes(whole, ownerNotes(wanted.resources, blueprint.resources));
  const own = nodeDisk(wanted.target);
  const plan = besideOwnFiles(noted, own);
  const bare = whole === generated ? undefined : besideOwnFiles(generated, own);
  const { parent, folder } = placeOf(wanted.target);
  const { name, packageManager, features, resources } = blueprint.manifest;
  return runPlan(
    {
      command: 'create',
      plan: wanted.install ? plan : { ...plan, tasks: plan.tasks.filter((task) => !isInstall(task)) },
      cwd: wanted.target,
      headline: `Created ${name}`,
      next: next(wanted),
      again: session.asking?.asked() === true ? again(wanted, catalogue, session.world.userAgent) : undefined,
      data: {
        name,
        root: wanted.target,
        packageManager,
        features: Object.keys(features),
        resources: Object.keys(resources),
      },
      commit: () => commitNew(plan, nodeDisk(parent), folder),
      finish: (signal) => (wanted.git ? repository(wanted, bare, session, signal) : Promise.resolve([])),
    },
    session,
  );
};

/** Rows that only a role or nobody owns can still have an owner, whom a request cannot choose: that may not be what was meant. */
function ownerNotes(wanted: readonly ParsedResource[], resources: readonly Resource[]): string[] {
  const open = resources.filter(({ access }) => access === 'authenticated' || access === 'read');
  return open
    .filter((resource) => takesBodies(servesOf(resource)))
    .flatMap((resource) => {
      const isSet = servesOf(resource).create;
      const what = isSet ? 'the server sets it to the caller' : 'no request sets it';
      return assumedOwners(wanted, [resource]).map(
        (relation) =>
          `${relation} is taken for the owner: ${what}. Write owner=false on it where requests set it.`,
      );
    });
}

const withNotes = (plan: Plan, notes: readonly string[]): Plan => ({
  ...plan,
  notes: [...plan.notes, ...notes],
});

/** What a killed run left must not be taken for the user's. */
async function sweepUp(target: string, { world, globals }: Session): Promise<void> {
  const disk = nodeDisk(target);
  if (globals.dryRun || disk.read(journalPath) === undefined) return;
  const repaired = await repair(disk);
  if (repaired !== undefined) world.terminal.stderr.write(`${repaired}\n`);
}

/** @param bare the plan without what a preset fills in: a commit of its own, which says what that is, and where later merges begin. */
async function repository(
  { target, name, preset }: NewProject,
  bare: Plan | undefined,
  { world }: Session,
  signal: AbortSignal,
): Promise<readonly string[]> {
  if (signal.aborted) return [];
  const message = `Create ${name} with Plinth ${version()}`;
  const git = nodeDisk(join(target, '.git'));
  const commits =
    bare === undefined
      ? [{ message }]
      : [
          { message, workTree: () => workTreeOf(bare, git) },
          { message: `Fill in the rules of the preset ${preset?.id}` },
        ];
  const note = await initialCommits(world, target, commits, signal);
  if (git.list(bareTree) !== undefined) git.removeTree(bareTree);
  return note === undefined || signal.aborted ? [] : [note];
}

const bareTree = 'plinth-bare';

async function workTreeOf(plan: Plan, git: Disk): Promise<string> {
  await commitNew(plan, git, bareTree);
  return join(git.root, bareTree);
}

function next({ shown, packageManager, install }: NewProject): string[] {
  return [
    ...(shown === '.' ? [] : [`cd ${shellWord(shown)}`]),
    ...(install ? [] : [`${packageManager} install`]),
    `${packageManager} run dev`,
  ];
}

/** The fields of the user entity that no preset brings. */
function userWords({ userFields = [], preset }: NewProject): readonly string[] {
  const own = userFields.filter((field) => preset?.spec.userFields?.includes(field) !== true);
  return own.length === 0 ? [] : ['--user', own.map(printField).map(wordInLine).join(' ')];
}

/** The roles that no preset brings. */
const roleWords = ({ roles = {}, preset }: NewProject): readonly string[] =>
  Object.entries(roles)
    .filter(([name, grants]) => preset?.spec.roles?.[name] !== grants)
    .flatMap((role) => ['--role', roleLine(role)]);

/** The command line with every answer in it. */
function again(
  wanted: NewProject,
  catalogue: readonly PlinthFeature[],
  userAgent: string | undefined,
): string {
  const { shown, adapters, preset, features, packageManager, install, git } = wanted;
  const ids = offered(catalogue).flatMap(({ id }) => (features.has(id) ? [id] : []));
  const fromPreset = new Set(preset?.spec.resources ?? []);
  const usual = preset?.spec.features ?? [];
  const same = ids.length === usual.length && ids.every((id) => usual.includes(id));
  const words = [
    shown,
    '--framework',
    adapters.http,
    ...(preset === undefined ? [] : ['--preset', preset.id]),
    ...(same ? [] : ['--features', ids.join(',')]),
    ...answerWords(catalogue, features),
    ...userWords(wanted),
    ...roleWords(wanted),
    ...wanted.resources.flatMap((one) => (fromPreset.has(one) ? [] : ['--resource', resourceLine(one)])),
    '--package-manager',
    packageManager,
    ...(install ? [] : ['--no-install']),
    ...(git ? [] : ['--no-git']),
    '--yes',
  ];
  return `${programLine('create-plinth', userAgent)} ${shellLine(words)}`;
}
