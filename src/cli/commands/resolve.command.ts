import { commit } from '../../core/commit.js';
import { UserError } from '../../core/errors.js';
import { isBookkeeping, readManifest } from '../../core/manifest.js';
import { planOf } from '../../core/plan.js';
import { Project } from '../../core/project.js';
import { diskSource } from '../../ports/disk-source.js';
import { nodeDisk } from '../../ports/node-disk.js';
import { asWritten, type Merged, withSettled } from '../planning/settled-conflicts.js';
import { existingAt, repaired } from '../project/existing.js';
import { folderAt, rootHere } from '../project/open.js';
import { type Conflict, Repository } from '../project/repository.js';
import { nothingToDo, runPlan } from '../running/run-plan.js';
import type { Session } from '../world.js';
import type { Handler } from './command.js';

const command = 'resolve';

/** `plinth resolve`: settles what git could not merge, where both branches only added something. */
export const handler: Handler = async (session) => {
  const { world, globals } = session;
  const root = rootHere(folderAt(world.cwd, globals.cwd));
  await repaired(root, session);
  const conflicts = await new Repository(root, world.shell).conflicts();
  if (conflicts === undefined) throw noRepository(root);
  const merged = withSettled(Project.over(diskSource(root)), conflicts);
  const { manual, paths } = merged;
  const project = await asGenerated({ root, ...merged }, conflicts, session);
  const data = { resolved: paths, left: manual.map(({ path }) => path) };
  if (conflicts.length === 0) return nothingToDo({ command, data }, 'git has no conflicts in this project');
  const plan = planOf(project, {
    manual,
    edits: new Map(paths.map((path) => [path, ['kept what both sides added']] as const)),
  });
  if (plan.changes.length === 0 && manual.length === 0)
    return nothingToDo({ command, data }, 'no conflict markers are left; git add tells git so');
  return runPlan(
    {
      command,
      plan,
      cwd: root,
      headline: `Resolved ${paths.length} of ${paths.length + manual.length} files`,
      next: ['git diff', 'plinth check', 'git commit --all'],
      data,
      commit: () => commit(plan, nodeDisk(root)),
    },
    session,
  );
};

/** Files that nobody edited are as Plinth writes them for what both branches want. */
async function asGenerated(
  { root, project, manual, paths }: Merged & { readonly root: string },
  conflicts: readonly Conflict[],
  { world, moment }: Session,
): Promise<Project> {
  if (paths.length === 0 || manual.some(({ path }) => isBookkeeping(path))) return project;
  const manifest = readManifest(project);
  const existing = await existingAt({ root, project, manifest }, await world.builtIns(), moment);
  return asWritten(
    conflicts.filter(({ path }) => paths.includes(path)),
    existing,
  );
}

const noRepository = (root: string): UserError =>
  new UserError(
    `${root} is in no git repository, or git is not installed.`,
    'Run the command where a merge, rebase or cherry-pick has stopped.',
  );
