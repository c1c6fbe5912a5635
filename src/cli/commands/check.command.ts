import { compared } from '../checks/differences.js';
import type { Finding } from '../checks/finding.js';
import { generated } from '../checks/generated-files.js';
import { migrations } from '../checks/migrations.js';
import { settings } from '../checks/settings.js';
import { mergeConflicts, unresolvedImports } from '../checks/sources.js';
import { annotation, findingLines, verdict, worstFirst } from '../output/findings.js';
import { type Existing, existingAt } from '../project/existing.js';
import { manifestHere } from '../project/open.js';
import type { Handler } from './command.js';

/** `plinth check`: whether the parts of a project still fit together. Exit code 1 where they do not. */
export const handler: Handler = async ({ world, globals, moment }) => {
  const place = manifestHere(world.cwd, globals.cwd);
  const builtIns = await world.builtIns();
  const existing = await existingAt(place, builtIns, moment);
  const findings = await findingsIn(existing);
  const isFaulty = findings.some(({ level }) => level === 'fault');
  const shown = world.annotates ? findings.map(annotation) : findingLines(findings, world.terminal);
  return {
    command: 'check',
    exitCode: isFaulty ? 1 : 0,
    text: `${[...shown, verdict(findings)].join('\n')}\n`,
    data: { findings },
    always: isFaulty,
  };
};

async function findingsIn(existing: Existing): Promise<readonly Finding[]> {
  const { differences } = await compared(existing, existing.catalogue);
  return worstFirst([
    ...mergeConflicts(existing.project),
    ...differences,
    ...migrations(existing),
    ...unresolvedImports(existing.project),
    ...(await settings(existing.project)),
    ...generated(existing),
  ]);
}
