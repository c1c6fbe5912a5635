import { describe, expect, it } from 'vitest';
import type { Plan } from '../../src/core/plan.js';
import { parseResourceLine } from '../../src/resource/language/field-language.js';
import { adapterPairs, choices, creation, filesOf, resourceAddition } from './planning.js';

/** Named like what the files of a new project import and declare, and pointing at all that are written before them. */
const lines = [
  'Page title:string parent:belongsTo=Page:optional:inverse=children',
  'Column name:string page:belongsTo=Page:unique:inverse=column author:belongsTo=User:inverse=columns',
  'Health name:string pages:manyToMany=Page:inverse=healths columns:manyToMany=Column',
  'Relation name:string health:belongsTo=Health:inverse=relations first:belongsTo=Page:inverse=relations',
  'Module name:string relation:belongsTo=Relation:inverse=modules',
  // This cannot be: the user is told, and nothing is there twice.
  'Role name:string who:belongsTo=User:inverse=holders',
];

const told = ({ manual }: Plan) => manual.map(({ path, snippet }) => [path, snippet]);

describe.each(adapterPairs)('a new project on $http', (adapters) => {
  it('is what edits would make of it, and tells the same', async () => {
    const resources = lines.map(parseResourceLine);
    const together = await creation({ adapters, features: choices, resources });
    let files = filesOf(await creation({ adapters, features: choices }));
    const steps: ReturnType<typeof told>[] = [];
    for (const [at, resource] of resources.entries()) {
      const plan = await resourceAddition(files, resource, at);
      steps.push(told(plan));
      files = filesOf(plan);
    }
    expect(Object.fromEntries(filesOf(together))).toEqual(Object.fromEntries(files));
    expect(told(together)).toEqual(steps.flat());
    expect(together.manual.map(({ path }) => path)).toEqual(['src/modules/users/user.entity.ts']);
  });

  it('has a side once that both ends name, and its imports in one order', async () => {
    const resources = [
      'Team name:string members:hasMany=Player',
      'Field name:string',
      'Player team:belongsTo=Team:inverse=members field:belongsTo=Field:optional',
    ].map(parseResourceLine);
    const plan = await creation({ adapters, features: choices, resources });
    const files = filesOf(plan);
    const team = files.get('src/modules/teams/team.entity.ts') ?? '';
    expect([team.match(/members\?:/g)?.length, plan.manual]).toEqual([1, []]);
    const player = files.get('src/modules/players/player.entity.ts') ?? '';
    expect(
      [...player.matchAll(/^import .* from '(.*)';|^\} from '(.*)';/gm)].map(([, one, many]) => one ?? many),
    ).toEqual(['typeorm', '../fields/field.entity.js', '../teams/team.entity.js']);
  });
});
