import type { Terminal } from '../../ports/terminal.js';
import { paint, type Paint } from './paint.js';
import { wrapped } from './wrap.js';

/** What a check found: told to people, to programs, and to GitHub Actions. */
export interface Told {
  readonly code: string;
  readonly level: 'fault' | 'warning' | 'note';
  readonly message: string;
  readonly remedy: string;
  readonly path?: string;
  readonly line?: number;
}

/** The findings as lines for a terminal, broken at its width. */
export function findingLines(findings: readonly Told[], { stdout, width }: Terminal): readonly string[] {
  const lines = findings.flatMap((finding) => said(finding, paint(stdout.color)));
  return lines.flatMap((line) => wrapped(line, stdout.isTTY ? width : Infinity, '    '));
}

function said({ code, level, message, remedy, line }: Told, colours: Paint): readonly string[] {
  const { bold, dim, red, yellow, cyan } = colours;
  const mark = { fault: red('fault'), warning: yellow('warn '), note: cyan('note ') }[level];
  const where = line === undefined ? '' : ` (line ${line})`;
  return [`${mark}  ${bold(message)}${where} ${dim(code)}`, `       ${remedy}`];
}

/** How many there are: `No faults.`, `2 faults, 1 warning.` */
export function verdict(findings: readonly Told[]): string {
  const count = (level: Told['level']): number => findings.filter((one) => one.level === level).length;
  const [faults, warnings] = [counted(count('fault'), 'fault'), counted(count('warning'), 'warning')];
  return count('warning') === 0 ? `${faults}.` : `${faults}, ${warnings}.`;
}

const counted = (count: number, what: string): string =>
  `${count === 0 ? 'No' : count} ${what}${count === 1 ? '' : 's'}`;

/** As GitHub Actions shows it beside the line: docs.github.com, "Workflow commands". */
export function annotation({ code, level, message, remedy, path, line }: Told): string {
  const places = [
    ...(path === undefined ? [] : [`file=${escaped(path)}`]),
    ...(line === undefined ? [] : [`line=${line}`]),
    `title=${code}`,
  ];
  const text = `${message} ${remedy}`.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
  const word = { fault: 'error', warning: 'warning', note: 'notice' }[level];
  return `::${word} ${places.join(',')}::${text}`;
}

const escaped = (value: string): string =>
  value.replaceAll('%', '%25').replaceAll(':', '%3A').replaceAll(',', '%2C');

const order = ['fault', 'warning', 'note'];

/** What has to be mended first. */
export const worstFirst = <Finding extends Told>(findings: readonly Finding[]): readonly Finding[] =>
  [...findings].sort((one, other) => order.indexOf(one.level) - order.indexOf(other.level));
