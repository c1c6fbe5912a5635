import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { packageManagers } from '../../src/roles/workspace/package-managers.js';
import { adapterPairs, choices, creation, filesOf } from './planning.js';

/** npm overrides per dependent, the others for all. */
const overridesIn = {
  npm: (read: Read) => JSON.parse(read('package.json')).overrides['@nestjs/swagger'],
  pnpm: (read: Read) => parse(read('pnpm-workspace.yaml')).overrides,
  yarn: (read: Read) => JSON.parse(read('package.json')).resolutions,
  bun: (read: Read) => JSON.parse(read('package.json')).overrides,
};

type Read = (file: string) => string;

it.each(['npm', 'pnpm', 'yarn', 'bun'] as const)(
  'a project of %s gets the same versions, runs no install script, and ships what an installation reads',
  async (packageManager) => {
    const adapters = adapterPairs.find(({ http }) => http === 'nest');
    if (!adapters) throw new Error('There is no adapter called nest.');
    const features = choices.filter(({ id }) => id === 'docker');
    const files = filesOf(await creation({ adapters, features, packageManager }));
    const read: Read = (file) => files.get(file) ?? '';
    const { typescript } = JSON.parse(read('package.json')).devDependencies;
    expect(overridesIn[packageManager](read)).toMatchObject({ typescript });
    const { lockfile, installsFrom } = packageManagers[packageManager];
    expect(read('.prettierignore').split('\n')).toContain(lockfile);
    expect(read('Dockerfile')).toContain(`COPY ${installsFrom.join(' ')} ./`);
    for (const file of installsFrom) expect(read('.dockerignore').split('\n')).toContain(`!${file}`);
    if (packageManager !== 'pnpm') return;
    expect(Object.values(parse(read('pnpm-workspace.yaml')).allowBuilds)).not.toContain(true);
  },
);
