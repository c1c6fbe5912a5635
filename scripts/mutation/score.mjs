const noticed = new Set(['Killed', 'Timeout']);
const missed = new Set(['Survived', 'NoCoverage']);

const count = (mutants, states) => mutants.filter(({ status }) => states.has(status)).length;

/** How many of a hundred mutants were noticed. What was not tried counts for nothing. */
function scoreOf(mutants) {
  const good = count(mutants, noticed);
  const all = good + count(mutants, missed);
  return all === 0 ? 100 : (good / all) * 100;
}

export const totalScore = ({ files }) => scoreOf(Object.values(files).flatMap(({ mutants }) => mutants));

/** A line for each file, and one for all. */
export function scoreTable({ files }) {
  const rows = Object.entries(files).map(([file, { mutants }]) => [file, mutants]);
  rows.push(['all', rows.flatMap(([, mutants]) => mutants)]);
  const width = Math.max(...rows.map(([file]) => file.length));
  const lines = rows.map(([file, mutants]) =>
    [
      file.padEnd(width),
      `${scoreOf(mutants).toFixed(1)} %`.padStart(8),
      String(count(mutants, noticed)).padStart(8),
      String(count(mutants, new Set(['Survived']))).padStart(9),
      String(count(mutants, new Set(['NoCoverage']))).padStart(9),
    ].join(''),
  );
  return [`${'file'.padEnd(width)}   score noticed  survived untouched`, ...lines, ''].join('\n');
}

/** Where a mistake went unnoticed, with what was written there instead. */
export function unnoticed({ files }) {
  const lines = Object.entries(files).flatMap(([file, { mutants, source }]) =>
    mutants
      .filter(({ status }) => missed.has(status))
      .map(({ location, replacement, mutatorName, status }) => {
        const was = textAt(source, location);
        return `${file}:${location.start.line}  ${mutatorName}, ${status}\n  - ${oneLine(was)}\n  + ${oneLine(replacement)}`;
      }),
  );
  return `${lines.join('\n')}\n`;
}

const oneLine = (text = '') => text.replaceAll(/\s+/g, ' ').slice(0, 160);

/** Lines and columns are counted from one. */
function textAt(source, { start, end }) {
  const lines = source.split('\n').slice(start.line - 1, end.line);
  lines[lines.length - 1] = lines.at(-1).slice(0, end.column - 1);
  lines[0] = lines[0].slice(start.column - 1);
  return lines.join('\n');
}
