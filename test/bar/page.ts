import type { Check } from './check.js';
import type { Fault } from './faults/fault.js';

const areas: Readonly<Record<string, string>> = {
  C: 'Boot and configuration',
  A: 'Authentication',
  S: 'Session cookies, in projects with the feature `auth-sessions`',
  O: 'Sign-in with a provider, in projects with the feature `auth-oauth`',
  Z: 'Authorisation',
  R: 'REST',
  D: 'Database',
  L: 'Logs and health',
  P: 'Documents',
  F: 'Features',
  J: 'Jobs, in projects with the feature `jobs`',
  M: 'Mail, in projects with the feature `mail`',
  E: 'Accounts by e-mail, in projects with the feature `accounts-email`',
  B: 'Actions, of resources that have some',
  H: 'API keys, in projects with the feature `api-keys`',
  I: 'Idempotency keys, in projects with the feature `idempotency`',
  X: 'Orders, in projects of the preset `shop`',
  K: 'Packaging',
  T: 'Code',
};

const introduction = `# The checklist

The requirements that every generated project must pass, tried by machine: over HTTP, SQL, signals and files, with no knowledge of the framework.
\`npm run bar -- --preset blog\` (or \`--from spec.yaml\`, or the folder of a project; with \`--framework nest\`, or \`--postgres <url>\`
for a real server) tries every item and prints what it saw; it fails when an item does. Each check has been seen to fail: every planted
fault below is a bug put into a generated blog, and \`npm run test:faults\` expects the item's check to find it.

The ids come from a longer list, so some numbers are missing: those items belong to features that are not built yet.

This page is generated from \`test/bar\` by \`npm run bar:docs\`.
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
