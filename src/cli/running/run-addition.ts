import { isAbsolute, relative, sep } from 'node:path';
import { commit } from '../../core/commit.js';
import { withHistory } from '../../core/history.js';
import { manifestPath } from '../../core/manifest.js';
import type { Plan } from '../../core/plan.js';
import { version } from '../../package.js';
import { nodeDisk } from '../../ports/node-disk.js';
import { programLine, shellLine, shellWord } from '../output/command-line.js';
import type { Words } from '../output/report.js';
import type { Result } from '../output/result.js';
import { isInstall } from '../planning/plan-project.js';
import type { Existing } from '../project/existing.js';
import type { Session } from '../world.js';
import { runPlan } from './run-plan.js';

interface OnExisting {
  readonly command: string;
  readonly existing: Existing;
  readonly plan: Plan;
  readonly headline: string;
  readonly about?: Words['about'];
  readonly again?: string | undefined;
  readonly install: boolean;
  readonly data: Readonly<Record<string, unknown>>;
}

interface Addition extends Omit<OnExisting, 'again'> {
  /** The command line without `plinth`, with every answer in it. */
  readonly words: readonly string[];
}

/** Shows or commits a plan for an existing project, and records it in the history. */
export function runAddition({ plan, words, ...addition }: Addition, session: Session): Promise<Result> {
  const line = shellLine(words);
  const told = { plinth: version(), command: line, at: session.started };
  const again = `${programLine('plinth', session.world.userAgent)} ${line}`;
  return runOnExisting(
    {
      ...addition,
      // Where nothing was asked, the line is the one that was typed.
      again: session.asking?.asked() === true ? again : undefined,
      plan: withHistory(plan, told),
    },
    session,
  );
}

/** Shows or commits a plan for an existing project. */
export function runOnExisting(
  { plan, install, existing, ...said }: OnExisting,
  session: Session,
): Promise<Result> {
  const { root, facts } = existing;
  const noted = { ...plan, notes: [...plan.notes, ...existing.formattingNotes(), ...lostNote(existing)] };
  const run = `${facts.packageManager} run`;
  const changed = plan.changes.some(({ path }) => path === 'package.json');
  return runPlan(
    {
      ...said,
      plan: install ? noted : { ...noted, tasks: plan.tasks.filter((task) => !isInstall(task)) },
      cwd: root,
      next: [
        ...goTo(root, session),
        ...(changed && !install ? [`${facts.packageManager} install`] : []),
        `${facts.packageManager} test`,
        `${run} dev`,
      ],
      commit: () => commit(plan, nodeDisk(root)),
    },
    session,
  );
}

/** What was known of the project is gone with its manifest. */
function lostNote({ root, project, manifest }: Existing): readonly string[] {
  if (project.has(manifestPath)) return [];
  const ids = Object.keys(manifest.features).sort().join(', ');
  return [
    `${root} had no ${manifestPath}, so its features were read from its code: ${ids}. Its resources are not known; bring the file back if you can.`,
  ];
}

/** What came of adding what is there: the code is looked at, since the manifest does not know what somebody deleted or left to do. */
export function restored(name: string, { changes }: Plan): string {
  return changes.length === 0 ? `${name} is there, but not done` : `Brought back what was missing of ${name}`;
}

/** Nothing where the shell stands in the project already. */
function goTo(root: string, { world }: Session): string[] {
  const way = relative(root, world.cwd);
  const inside = way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
  return inside ? [] : [`cd ${shellWord(relative(world.cwd, root))}`];
}
