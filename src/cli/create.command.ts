import { commitNew } from '../core/commit-new.js';
import { nodeDisk, placeOf } from '../ports/disk.js';
import type { Handler } from './command.js';
import { isInstall, planned } from './compose.js';
import { deliver } from './deliver.js';
import { initialCommit } from './git.js';
import { newBlueprint, type NewProject } from './new-project.js';
import { askNewProject } from './new-project.prompt.js';
import type { Session } from './world.js';
import { version } from '../package.js';

/** `create-plinth [dir]` and `plinth create [dir]`. */
export const handler: Handler = async (session, input) => {
  const stock = await session.world.stock();
  const catalogue = await stock.features();
  const wanted = await askNewProject(session, input, catalogue);
  const blueprint = newBlueprint(wanted, catalogue, session.started);
  const plan = await planned(blueprint, await stock.kit(wanted.adapters, blueprint.project));
  const { parent, folder } = placeOf(wanted.target);
  const { name, packageManager, features, resources } = blueprint.manifest;
  return deliver(
    {
      command: 'create',
      plan: wanted.install ? plan : { ...plan, tasks: plan.tasks.filter((task) => !isInstall(task)) },
      cwd: wanted.target,
      headline: `Created ${name}`,
      next: next(wanted),
      data: {
        name,
        root: wanted.target,
        packageManager,
        features: Object.keys(features),
        resources: Object.keys(resources),
      },
      commit: () => commitNew(plan, nodeDisk(parent), folder),
      finish: (signal) => (wanted.git ? repository(wanted, session, signal) : Promise.resolve([])),
    },
    session,
  );
};

async function repository(
  { target, name }: NewProject,
  { world }: Session,
  signal: AbortSignal,
): Promise<readonly string[]> {
  if (signal.aborted) return [];
  const note = await initialCommit(world, target, `Create ${name} with Plinth ${version()}`, signal);
  return note === undefined || signal.aborted ? [] : [note];
}

function next({ shown, packageManager, install }: NewProject): string[] {
  return [
    ...(shown === '.' ? [] : [`cd ${shown}`]),
    ...(install ? [] : [`${packageManager} install`]),
    `${packageManager} run dev`,
  ];
}
