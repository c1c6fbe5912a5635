import { describe, expect, it } from 'vitest';
import { factLines, factsAbout } from '../../src/cli/commands/resource-facts.js';
import { resolveResources } from '../../src/resource/graph/graph.js';
import { parseResourceLine } from '../../src/resource/language/field-language.js';

const user = { name: 'User', table: 'users', path: 'src/modules/users/user.entity.ts', isUser: true };
const context = { entities: new Map([['User', user]]), auth: true };

/** What is said of a resource, by the word it begins with. */
function told(line: string): Readonly<Record<string, string>> {
  const wanted = parseResourceLine(`Post title:string by:belongsTo=User access=read ${line}`);
  const facts = resolveResources([wanted], context).map((resource) => factsAbout(resource, wanted));
  return Object.fromEntries(facts.flatMap(factLines));
}

describe('what is said of a resource with some of the operations', () => {
  it.each([
    ['list,get', '/api/v1/posts (GET) and /api/v1/posts/{id} (GET)'],
    ['create', '/api/v1/posts (POST)'],
    ['update,delete', '/api/v1/posts/{id} (PATCH, DELETE)'],
    ['list,create,replace', '/api/v1/posts (GET, POST) and /api/v1/posts/{id} (PUT)'],
  ])('%s: its endpoints', (operations, served) =>
    expect(told(`operations=${operations}`)['serves']).toBe(served),
  );

  it.each([
    ['create', /^by: the server sets it to the signed-in user \(assumed: owner=false .*\)$/],
    ['get,update', /^by: no request sets it \(assumed: owner=false on it lets requests set it\)$/],
    ['list,delete', /^by: no request sets it$/],
  ])('%s: who sets the owner', (operations, said) =>
    expect(told(`operations=${operations}`)['owner']).toMatch(said),
  );
});
