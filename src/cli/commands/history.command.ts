import { historyOf, type Recorded } from '../../core/history.js';
import { paint, type Paint } from '../output/paint.js';
import { wrapped } from '../output/wrap.js';
import { manifestHere } from '../project/open.js';
import type { Handler } from './command.js';

/** `plinth history`: the commands that can be taken back, the last first. */
export const handler: Handler = async ({ world, globals }) => {
  const { project } = manifestHere(world.cwd, globals.cwd);
  const entries = historyOf(project);
  const { stdout, width } = world.terminal;
  const lines = entries.flatMap((recorded, index) => described(recorded, index + 1, paint(stdout.color)));
  const shown = entries.length === 0 ? ['No command is recorded.'] : lines;
  return {
    command: 'history',
    exitCode: 0,
    text: `${shown.flatMap((line) => wrapped(line, stdout.isTTY ? width : Infinity, '     ')).join('\n')}\n`,
    data: {
      entries: entries.map(({ entry }, index) => ({
        number: index + 1,
        at: entry.at,
        command: entry.command,
        created: pathsOf(entry, 'create'),
        changed: pathsOf(entry, 'update'),
        removed: pathsOf(entry, 'remove'),
      })),
    },
    always: true,
  };
};

const pathsOf = ({ files }: Recorded['entry'], kind: 'create' | 'update' | 'remove'): readonly string[] =>
  files.filter((file) => file.kind === kind).map(({ path }) => path);

function described({ entry }: Recorded, number: number, { bold, dim }: Paint): readonly string[] {
  const counts = (
    [
      ['created', 'create'],
      ['changed', 'update'],
      ['removed', 'remove'],
    ] as const
  ).flatMap(([word, kind]) => {
    const { length } = pathsOf(entry, kind);
    return length === 0 ? [] : [`${length} ${word}`];
  });
  const at = entry.at.slice(0, 16).replace('T', ' ');
  return [
    `${String(number).padStart(3)}  ${bold(`plinth ${entry.command}`)}`,
    dim(`     ${at} UTC, files: ${counts.join(', ') || 'none'}`),
  ];
}
