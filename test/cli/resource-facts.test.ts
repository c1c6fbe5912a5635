import { describe, expect, it } from 'vitest';
import { factLines, factsAbout } from '../../src/cli/commands/resource-facts.js';
import { resolveResources } from '../../src/resource/graph/graph.js';
import { parseResourceLine } from '../../src/resource/language/field-language.js';

const user = { name: 'User', table: 'users', path: 'src/modules/users/user.entity.ts', isUser: true };
const context = { entities: new Map([['User', user]]), auth: true };

/** What is said of a resource, by the word it begins with. */
function told(line: string): Readonly<Record<string, string>> {
  const wanted = parseResourceLine(`Post title:string by:belongsTo=User access=read ${line}`);
  const facts = resolveResources([wanted], context).map((resource) =>
    factsAbout(resource, wanted, () => undefined),
  );
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

describe('what is said of a resource that hides rows', () => {
  it('is what decides it, and who sees them', () => {
    const line = 'published:boolean visible=published';
    expect(told(line)['visible']).toBe(
      'published: other rows only for their owner, and for whoever may read all',
    );
    expect(told('')).not.toHaveProperty('visible');
  });

  it('is what it is hidden with', () => {
    const lines = [
      'Post published:boolean author:belongsTo=User visible=published',
      'Comment body:text post:belongsTo=Post:onDelete=cascade access=admin',
    ];
    const wanted = lines.map(parseResourceLine);
    const all = resolveResources(wanted, context);
    const facts = all.map((one, index) =>
      factsAbout(one, wanted[index] ?? parseResourceLine(lines[0] ?? ''), (name) =>
        all.find((other) => other.name === name),
      ),
    );
    expect(facts.map(({ hiddenWith }) => hiddenWith)).toEqual([[], ['post']]);
    expect(facts.flatMap(factLines)).toContainEqual([
      'visible',
      'while its post is visible: other rows only for whoever may read all',
    ]);
  });
});
