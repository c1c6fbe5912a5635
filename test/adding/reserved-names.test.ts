import { describe, expect, it } from 'vitest';
import { checkResourceName } from '../../src/resource/names-check.js';
import { adapterPairs, choices, creation, filesOf } from './planning.js';

/** What a resource's own classes end in. */
const declared = /^export class (\w+?)(?:Module|Controller|Service|Repository)\b/gm;

describe.each(adapterPairs)('a project on $http and $persistence', (adapters) => {
  it('has no class that a resource could have too', async () => {
    const files = filesOf(await creation({ adapters, features: choices }));
    const stems = [...files].flatMap(([path, text]) =>
      path.startsWith('src/') ? [...text.matchAll(declared)].map(([, stem = '']) => stem) : [],
    );
    expect(stems).toContain('User');
    for (const stem of stems) expect(() => checkResourceName(stem), stem).toThrow();
  });
});
