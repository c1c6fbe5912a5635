/** What became of a command in one project. */
export interface Cell {
  /** Why steps are left to do by hand. */
  readonly reasons: readonly string[];
  /** Lines that somebody wrote by hand and that are not there any more, or in another way. */
  readonly gone: readonly string[];
}

export interface Tried {
  readonly command: string;
  readonly framework: string;
  readonly fresh: Cell;
  readonly edited: readonly (Cell & { readonly hand: string })[];
  /** What its migrations did to tables with rows. */
  readonly rows: string;
}

/** Outcomes as Markdown: a line for each command and framework, then why steps are left to do by hand. */
export function changesTable(all: readonly Tried[]): string {
  const ordered = all.toSorted((one, other) => one.command.localeCompare(other.command));
  const lines = ordered.map(({ command, framework, fresh, edited, rows }) =>
    [`\`plinth ${command}\``, framework, outcome(fresh), outcomes(edited), rows].join(' | '),
  );
  return [
    '| command | framework | fresh | edited by hand | tables with rows |',
    '| --- | --- | --- | --- | --- |',
    ...lines.map((line) => `| ${line} |`),
    '',
    ...stepsOf(ordered),
    ...goneOf(ordered),
    '',
  ].join('\n');
}

function outcome({ reasons, gone }: Cell): string {
  const done = reasons.length === 0 ? 'done' : `${reasons.length} by hand`;
  return gone.length === 0 ? done : `${done}, ${gone.length} of their lines changed`;
}

function outcomes(cells: readonly Cell[]): string {
  const done = cells.filter((cell) => outcome(cell) === 'done').length;
  const others = cells.filter((cell) => outcome(cell) !== 'done');
  return [`${done} of ${cells.length} done`, ...new Set(others.map(outcome))].join('; ');
}

/** Each reason once, with the projects that it was met in. */
function stepsOf(all: readonly Tried[]): readonly string[] {
  const projects = new Map<string, Set<string>>();
  for (const { framework, fresh, edited } of all)
    for (const { hand, reasons } of [{ hand: 'fresh', ...fresh }, ...edited])
      for (const reason of reasons)
        projects.set(reason, (projects.get(reason) ?? new Set()).add(`${hand} on ${framework}`));
  if (projects.size === 0) return ['No step is left to do by hand.'];
  return [
    'Steps by hand:',
    '',
    ...[...projects].map(([reason, where]) => `- ${reason} (${[...where].join(', ')})`),
  ];
}

/** The lines of somebody's own that a command has changed. */
function goneOf(all: readonly Tried[]): readonly string[] {
  const lines = all.flatMap(({ command, framework, edited }) =>
    edited.flatMap(({ hand, gone }) =>
      gone.map((line) => `- \`plinth ${command}\` (${hand} on ${framework}): \`${line.trim()}\``),
    ),
  );
  return lines.length === 0 ? [] : ['', 'Lines written by hand that it changed:', '', ...lines];
}
