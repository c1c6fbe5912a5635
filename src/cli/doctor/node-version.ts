import semver from 'semver';
import { isRecord } from '../../core/is-record.js';
import { type Finding, ok, type Seen } from './finding.js';
import type { Check } from './setup.js';
import { textOf } from './text.js';

/** Node against what package.json asks for, and against what .nvmrc names. */
export const nodeVersion: Check = ({ disk, machine: { nodeVersion: version }, packageJson }) => {
  const engines = isRecord(packageJson['engines']) ? packageJson['engines'] : {};
  const named = (textOf(disk, '.nvmrc') ?? '').replace(/#.*$/gm, '').trim();
  return [...byEngines(version, engines['node']), ...byNvmrc(version, named)];
};

export function byEngines(version: string, range: unknown, who = 'package.json'): readonly Seen[] {
  if (typeof range !== 'string' || semver.validRange(range) === null) return [];
  if (fits(version, range)) return [ok(`Node ${version} satisfies ${range}`)];
  return [
    {
      code: 'wrong-node',
      level: 'fault',
      message: `Node is ${version}, and ${who} wants ${range} (engines.node).`,
      remedy: 'Install a Node that fits, with your version manager or from https://nodejs.org.',
      ...(who === 'package.json' && { path: who }),
    },
  ];
}

function byNvmrc(version: string, named: string): readonly Seen[] {
  if (named === '') return [];
  const finding = { path: '.nvmrc' } satisfies Partial<Finding>;
  if (semver.validRange(named) === null) {
    const message = `.nvmrc says ${named}: which version that is today, only a version manager knows.`;
    return [{ ...finding, code: 'untold', level: 'note', message, remedy: 'To take it: nvm use' }];
  }
  if (fits(version, named)) return [ok(`Node ${version} is the one that .nvmrc names (${named})`)];
  const message = `Node is ${version}, and .nvmrc names ${named}.`;
  return [{ ...finding, code: 'other-node', level: 'warning', message, remedy: 'To take it: nvm install' }];
}

const fits = (version: string, range: string): boolean =>
  semver.satisfies(version, range, { includePrerelease: true });
