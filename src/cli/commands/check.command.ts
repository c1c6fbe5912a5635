import { compared } from '../checks/differences.js';
import type { Finding } from '../checks/finding.js';
import { generated } from '../checks/generated-files.js';
import { migrations } from '../checks/migrations.js';
import { settings } from '../checks/settings.js';
import { mergeConflicts, unresolvedImports } from '../checks/sources.js';
import { paint, type Paint } from '../output/paint.js';
import { wrapped } from '../output/wrap.js';
import { type Existing, existingAt } from '../project/existing.js';
import { manifestHere } from '../project/open.js';
import type { Handler } from './command.js';

/** `plinth check`: whether the parts of a project still fit together. Exit code 1 where they do not. */
export const handler: Handler = async ({ world, globals, moment }) => {
  const place = manifestHere(world.cwd, globals.cwd);
  const builtIns = await world.builtIns();
  const existing = await existingAt(place, builtIns, moment);
  const findings = await findingsIn(existing);
  const faults = findings.filter(({ level }) => level === 'fault');
  const { stdout, width } = world.terminal;
  const lines = world.annotates ? findings.map(annotation) : told(findings, paint(stdout.color));
  const shown = world.annotates
    ? lines
    : lines.flatMap((line) => wrapped(line, stdout.isTTY ? width : Infinity, '    '));
  return {
    command: 'check',
    exitCode: faults.length > 0 ? 1 : 0,
    text: `${[...shown, verdict(faults.length)].join('\n')}\n`,
    data: { findings },
    always: faults.length > 0,
  };
};

async function findingsIn(existing: Existing): Promise<readonly Finding[]> {
  const { differences } = await compared(existing, existing.catalogue);
  const found = [
    ...mergeConflicts(existing.project),
    ...differences,
    ...migrations(existing),
    ...unresolvedImports(existing.project),
    ...(await settings(existing.project)),
    ...generated(existing),
  ];
  return found.sort((one, other) => Number(one.level === 'note') - Number(other.level === 'note'));
}

const told = (findings: readonly Finding[], { bold, dim, red, cyan }: Paint): readonly string[] =>
  findings.flatMap(({ code, level, message, remedy, line }) => {
    const mark = level === 'fault' ? red('fault') : cyan('note ');
    const where = line === undefined ? '' : ` (line ${line})`;
    return [`${mark}  ${bold(message)}${where} ${dim(code)}`, `       ${remedy}`];
  });

const verdict = (faults: number): string =>
  faults === 0 ? 'No faults.' : `${faults} fault${faults === 1 ? '' : 's'}.`;

/** As GitHub Actions shows it beside the line: docs.github.com, "Workflow commands". */
function annotation({ code, level, message, remedy, path, line }: Finding): string {
  const places = [
    ...(path === undefined ? [] : [`file=${escaped(path)}`]),
    ...(line === undefined ? [] : [`line=${line}`]),
    `title=${code}`,
  ];
  const text = `${message} ${remedy}`.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
  return `::${level === 'fault' ? 'error' : 'notice'} ${places.join(',')}::${text}`;
}

const escaped = (value: string): string =>
  value.replaceAll('%', '%25').replaceAll(':', '%3A').replaceAll(',', '%2C');
