import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { packageNameOf } from '../../src/cli/project/target.js';
import { adapterPairs, choices, creation, filesOf, type Files } from '../adding/planning.js';

/** What a file holds: a folder may be called like a number, a boolean or a date. */
const names = ['123', '1.5', '1e3', '2026-01-01', 'null', 'true', 'on', 'y', 'my--api', 'a_b.c'];

const planned = async (name: string): Promise<Files[]> =>
  Promise.all(
    adapterPairs.map(async (adapters) => filesOf(await creation({ name, adapters, features: choices }))),
  );

const images = (files: Files): unknown[] => {
  const { services } = parse(files.get('compose.yaml') ?? '');
  return [services.app.image, services.migrate.image];
};

describe('the name of a project', () => {
  it.each(names)('%s is the text in each file that has it', async (name) => {
    expect(packageNameOf(name)).toBe(name);
    for (const files of await planned(name)) {
      expect(JSON.parse(files.get('package.json') ?? '')).toMatchObject({ name });
      expect(images(files)).toEqual(Array(2).fill(name.replaceAll(/[^a-z0-9]+/g, '-')));
      expect(files.get('README.md')).toMatch(new RegExp(`^# ${name}\n`));
      expect(files.get('.env.example')).toContain(`\n#JWT_ISSUER=${name}\n`);
      expect(files.get('src/config/config.ts')).toContain(`default('${name}')`);
    }
  });

  // Of a project whose manifest was lost or edited by hand: its package.json says it.
  it('is an image of its scope, whatever it was changed to', async () => {
    for (const files of await planned('@acme/My._api')) {
      expect(images(files)).toEqual(['acme/my-api', 'acme/my-api']);
    }
    for (const files of await planned("x'; evil() //\n`${y}`")) {
      const holding = [...files].filter(([, text]) => text.includes('evil()'));
      expect(holding.map(([path]) => path)).toEqual(['.plinth/manifest.json']);
      expect(images(files)).toEqual(['x-evil/y', 'x-evil/y']);
    }
  });
});
