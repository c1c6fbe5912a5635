import { manifestPath } from '../../core/manifest.js';
import { nodeDisk } from '../../ports/node-disk.js';
import { realpathOrSelf } from '../../ports/real-path.js';
import { examined, sorted } from '../doctor/examine.js';
import { machineAlone } from '../doctor/machine-alone.js';
import { annotation, findingLines, verdict, worstFirst } from '../output/findings.js';
import { paint } from '../output/paint.js';
import { wrapped } from '../output/wrap.js';
import { folderAt, rootAround } from '../project/open.js';
import type { Handler } from './command.js';

/** `plinth doctor`: whether a project can run on this machine. Exit code 1 where it cannot. */
export const handler: Handler = async ({ world, globals }) => {
  const folder = folderAt(world.cwd, globals.cwd);
  const root = projectAround(folder);
  const seen =
    root === undefined
      ? sorted(await machineAlone(folder, world))
      : await examined(nodeDisk(realpathOrSelf(root)), world);
  const findings = worstFirst(seen.findings);
  const isFaulty = findings.some(({ level }) => level === 'fault');
  const { stdout, width } = world.terminal;
  const columns = stdout.isTTY ? width : Infinity;
  const { green, bold } = paint(stdout.color);
  const lines = [
    ...(root === undefined
      ? [bold(`${folder} is in no project of Plinth: this is about the machine alone.`)]
      : []),
    ...seen.passed.flatMap(({ message }) => wrapped(`${green('ok')}     ${message}`, columns, '       ')),
    ...(world.annotates ? findings.map(annotation) : findingLines(findings, world.terminal)),
    verdict(findings),
  ];
  return {
    command: 'doctor',
    exitCode: isFaulty ? 1 : 0,
    text: `${lines.join('\n')}\n`,
    data: { root: root ?? null, findings, passed: seen.passed.map(({ message }) => message) },
    always: isFaulty,
  };
};

function projectAround(folder: string): string | undefined {
  const root = rootAround(folder);
  return root !== undefined && nodeDisk(root).read(manifestPath) !== undefined ? root : undefined;
}
