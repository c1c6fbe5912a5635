import { commit } from '../core/commit.js';
import type { Step } from '../core/feature.js';
import type { Plan } from '../core/plan.js';
import { nodeDisk } from '../ports/disk.js';
import type { Resource } from '../resource/model.js';
import type { Tools } from '../roles/tools.js';
import { type Blueprint, entitiesOf, isInstall } from './compose.js';
import { deliver } from './deliver.js';
import type { Existing } from './existing.js';
import type { Result } from './result.js';
import { version } from '../package.js';
import type { Session } from './world.js';

/** The blueprint of an existing project with features and resources added to it. */
export function grown(
  { project, facts, manifest }: Existing,
  features: readonly Step<Tools>[],
  resources: readonly Resource[],
): Blueprint {
  const answers = Object.fromEntries(features.map((step) => [step.feature.id, step.answers]));
  const all = { ...manifest.resources, ...Object.fromEntries(resources.map((one) => [one.name, one])) };
  const ids = new Set([...facts.features, ...Object.keys(answers)]);
  const entities = new Map([...entitiesOf(Object.values(all), ids), ...facts.entities]);
  return {
    project,
    features,
    resources,
    facts: { ...facts, features: ids, entities },
    manifest: {
      ...manifest,
      plinth: version(),
      features: { ...manifest.features, ...answers },
      resources: all,
    },
  };
}

interface Addition {
  readonly command: string;
  readonly existing: Existing;
  readonly plan: Plan;
  readonly headline: string;
  readonly install: boolean;
  readonly data: Readonly<Record<string, unknown>>;
}

/** Shows or commits a plan for an existing project. */
export function write({ plan, install, existing, ...said }: Addition, session: Session): Promise<Result> {
  const { root, facts } = existing;
  const run = `${facts.packageManager} run`;
  const changed = plan.changes.some(({ path }) => path === 'package.json');
  return deliver(
    {
      ...said,
      plan: install ? plan : { ...plan, tasks: plan.tasks.filter((task) => !isInstall(task)) },
      cwd: root,
      next: [
        ...(changed && !install ? [`${facts.packageManager} install`] : []),
        `${facts.packageManager} test`,
        `${run} dev`,
      ],
      commit: () => commit(plan, nodeDisk(root)),
    },
    session,
  );
}
