import { expect, it } from 'vitest';
import { blog } from './blog.js';
import { adapterPairs, choices, closure, featureAddition, filesOf } from './planning.js';

const cases = adapterPairs.flatMap((adapters) =>
  choices.map((feature) => [`${feature.id} on ${adapters.http}`, adapters, feature] as const),
);

/** The moments of the migrations, as the data source lists them: `CreatePosts1795341601000`. */
const listed = (text: string): readonly string[] =>
  [
    ...(/^const migrations[^\n]* = \[\n([^\]]*)\]/m.exec(text)?.[1] ?? '').matchAll(/^ {2}\w+?(\d{13}),$/gm),
  ].map(([, moment = '']) => moment);

it.each(cases)(
  'migrations are listed as they run, also where %s comes later',
  async (_, adapters, feature) => {
    let files = await blog(adapters);
    const before = listed(files.get('src/database/data-source.ts') ?? '');
    for (const one of closure(feature)) files = filesOf(await featureAddition(files, one));
    const moments = listed(files.get('src/database/data-source.ts') ?? '');
    expect(moments).toEqual(moments.toSorted());
    expect(before.every((moment) => moments.includes(moment))).toBe(true);
    expect(moments.length).toBeGreaterThan(4);
  },
);
