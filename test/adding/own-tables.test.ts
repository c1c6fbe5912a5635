import { expect, it } from 'vitest';
import { parseResourceLine } from '../../src/resource/language/field-language.js';
import type { PlinthFeature } from '../../src/roles/tools.js';
import {
  choices,
  closure,
  creation,
  featureAddition,
  filesOf,
  resourceAddition,
  resourceRename,
} from './planning.js';

const keys = 'the feature api-keys has the table api_keys';
const named = (id: string): PlinthFeature => {
  const found = choices.find((one) => one.id === id);
  if (found === undefined) throw new Error(`There is no feature ${id}.`);
  return found;
};
const features = ['auth-jwt', 'api-keys'].map(named);
const resource = (line: string) => parseResourceLine(`${line} label:string`);

it.each(['APIKey', 'ApiKey plural=programs', 'Credential plural=apiKeys'])(
  'no resource is %s where a feature has the table',
  async (line) => {
    await expect(creation({ features, resources: [resource(line)] })).rejects.toThrow(keys);
    const files = filesOf(await creation({ features, resources: [resource('Client')] }));
    await expect(resourceAddition(files, resource(line), 60)).rejects.toThrow(keys);
  },
);

it('nor is one renamed to it', async () => {
  const files = filesOf(await creation({ features, resources: [resource('Client')] }));
  await expect(resourceRename(files, ['Client', 'ApiKey'], 60)).rejects.toThrow(keys);
});

it('a feature is not added where a resource has its table, and is once that has another name', async () => {
  const resources = [resource('ApiKey')];
  const files = filesOf(await creation({ features: [named('auth-jwt')], resources }));
  await expect(featureAddition(files, named('api-keys'))).rejects.toThrow(keys);
  const renamed = filesOf(await resourceRename(files, ['ApiKey', 'Client'], 60));
  expect((await featureAddition(renamed, named('api-keys'))).manual).toEqual([]);
});

it.each(choices.map((feature) => [feature.id, feature] as const))(
  'every table of %s is known to be taken',
  async (_, feature) => {
    const features = closure(feature);
    const files = filesOf(await creation({ features }));
    const tables = [...files].flatMap(([path, text]) =>
      path.endsWith('.entity.ts')
        ? [...text.matchAll(/@Entity\('(\w+)'\)/g)].map(([, table = '']) => table)
        : [],
    );
    const known = features.flatMap((one) => [
      ...(one.entities ?? []).map((entity) => entity.table),
      ...(one.tables ?? []),
    ]);
    expect(tables.filter((table) => !known.includes(table))).toEqual([]);
  },
);

it.each(['SessionCookie', 'Login plural=sessionCookies'])(
  'so no resource is %s beside cookies',
  async (line) => {
    const chosen = { features: [named('auth-sessions')], resources: [resource(line)] };
    await expect(creation(chosen)).rejects.toThrow('the feature auth-sessions has the table');
  },
);
