import type { Check } from './check.js';
import type { Fault } from './faults/fault.js';

const areas: Readonly<Record<string, string>> = {
  C: 'Boot and configuration',
  A: 'Authentication',
  S: 'Session cookies',
  O: 'OAuth',
  Z: 'Authorisation',
  R: 'REST',
  D: 'Database',
  L: 'Logs and health',
  P: 'Documents',
  F: 'Features',
  K: 'Packaging',
  T: 'Code',
};

const introduction = `# The bar

What every generated project is held against, by machine: over HTTP, SQL, signals and files, with nothing of a framework in it.
\`npm run bar -- --preset blog\` (or \`--from spec.yaml\`, or the folder of a project; with \`--framework nest\`, or \`--postgres <url>\`
for a real server) tries every item and prints what was seen; it fails when an item does. A check counts because it has been seen to
fail: each planted fault below is a mistake made in a generated blog, and \`npm run test:faults\` sees the check find every one, for
that reason.

This page is generated from \`test/bar\`; \`npm run bar:docs\` writes it anew.
`;

/** The page of all checks: how each item is met, and which faults prove the check. */
export function pageOf(checks: readonly Check[], faults: readonly Fault[]): string {
  const letters = Object.keys(areas).filter((letter) => checks.some(({ item }) => item.startsWith(letter)));
  const sections = letters.map((letter) => {
    const own = checks.filter(({ item }) => item.startsWith(letter)).toSorted(byNumber);
    const rows = own.map((check) => rowOf(check, faults));
    return [`## ${areas[letter]}`, '', '<!-- prettier-ignore -->', ...head, ...rows, ''].join('\n');
  });
  return [introduction, ...sections].join('\n');
}

const head = ['| item | what is tried | how it is met | faults that it finds |', '| --- | --- | --- | --- |'];

const byNumber = (left: Check, right: Check): number => numberOf(left) - numberOf(right);
const numberOf = ({ item }: Check): number => Number(item.slice(1));

function rowOf({ item, title, how = '' }: Check, faults: readonly Fault[]): string {
  const found = new Set(faults.filter((fault) => fault.item === item).map((fault) => fault.title));
  return `| ${[item, title, how, [...found].join('; ')].map(cell).join(' | ')} |`;
}

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
