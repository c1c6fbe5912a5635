import { describe, expect, it } from 'vitest';
import { addResourceWords, resourceLine } from '../../src/cli/output/command-line.js';
import { whole } from '../../src/core/manifest-shape.js';
import { parseAction, printAction } from '../../src/resource/actions.js';
import { resolveResources } from '../../src/resource/graph/graph.js';
import { parseResourceLine } from '../../src/resource/language/field-language.js';
import { parsedOf } from '../../src/resource/language/print-field.js';
import type { Action, Resource } from '../../src/resource/model.js';
import { parseSpec, specText } from '../../src/resource/spec/spec-file.js';
import { grantsAfter, resolveRoles } from '../../src/resource/user-roles.js';
import { refused } from './refused.js';

const user = { name: 'User', table: 'users', path: 'src/modules/users/user.entity.ts', isUser: true };
const context = { entities: new Map([['User', user]]), auth: true };
const resolved = (...lines: readonly string[]): readonly Resource[] =>
  resolveResources(lines.map(parseResourceLine), context);

const fields = [
  ...['title:string', 'status:enum=draft,live,gone:default=draft:readonly', 'author:belongsTo=User'],
  ...[
    'phase:enum=new,old:readonly:optional',
    'kind:enum=draft,open',
    'hue:enum=red,blue:default=red:hidden:readonly',
  ],
].join(' ');
const post = (words: string): Resource | undefined => resolved(`Post ${fields} ${words}`)[0];
const actions = (words: string): readonly Action[] => post(words)?.actions ?? [];

const spec = (action: string) =>
  parseSpec(`resources:\n  Post:\n    fields: { title: string }\n    actions: { ${action} }`, 'plinth.yaml');

describe('actions', () => {
  it('are written in a line, with flags and in a spec file, and read again', () => {
    const words = [
      'publish:from=draft,gone:to=live:by=admin',
      'rate:by=authenticated:body=score:integer:min=1:max=5:body=note:text:optional:default=a\\:b',
      'checkout',
    ];
    const found = post(words.map((word) => `action=${word}`).join(' '));
    expect(found?.actions).toMatchObject([
      {
        name: 'publish',
        by: 'admin',
        transition: { field: 'status', from: ['draft', 'gone'], to: 'live' },
        body: [],
      },
      {
        name: 'rate',
        by: 'authenticated',
        body: [
          { name: 'score', max: 5 },
          { name: 'note', default: 'a:b' },
        ],
      },
      { name: 'checkout', by: 'owner', body: [] },
    ]);
    const parsed = found && parsedOf(found);
    if (parsed === undefined) throw new Error('There is no resource.');
    const again = (other: Resource | undefined) => expect(other?.actions).toEqual(found?.actions);
    again(resolved(resourceLine(parsed))[0]);
    again(resolveResources(parseSpec(specText({ resources: [parsed] }), 'again.yaml').resources, context)[0]);
    const flags = addResourceWords(parsed);
    const given = flags.filter((_, index) => flags[index - 1] === '--action');
    expect(given.map((text) => printAction(parseAction(text)))).toEqual(given);
    expect(given[2]).toBe('checkout');
    expect(whole.resource(JSON.parse(JSON.stringify(found)))).toBeUndefined();
    expect(
      whole.resource({ ...found, actions: [{ name: 'publish', by: 'nobody', body: [] }] }),
    ).toBeDefined();
  });

  it('are written on one line each in a spec', () => {
    const [one] = spec('publish: { from: [draft, gone], to: live }, go: {}').resources;
    const text = specText({ resources: one === undefined ? [] : [one] });
    expect(text).toContain('from: [draft, gone]');
    expect(text).toContain('go: {}');
  });

  it('are there only where there are some', () => {
    expect(post('')).not.toHaveProperty('actions');
    expect(spec('').resources[0]).not.toHaveProperty('actions');
  });

  it.each([
    ['public', 'public', ''],
    ['read', 'authenticated', ''],
    ['authenticated', 'authenticated', ''],
    ['owner', 'owner', ''],
    ['private', 'owner', ''],
    ['admin', 'admin', ''],
    ['internal', 'admin', ''],
  ])('of a resource with access=%s are by=%s where nobody says so', (access, by) => {
    const resource = post(`access=${access} action=go`);
    expect(resource?.actions).toMatchObject([{ by }]);
    expect(resource && parsedOf(resource).actions).toEqual([{ name: 'go', body: [] }]);
  });

  it.each([
    ['go:from=draft,live:to=gone', 'status'],
    ['go:from=new:to=old', 'phase'],
  ])('%s: the states are those of %s', (action, field) => {
    expect(actions(`action=${action}`)).toMatchObject([{ transition: { field } }]);
  });

  it.each([
    ['go:from=draft', /from where, and not to where/, /from=draft:to=published/],
    ['go:to=live', /to where, and not from where/, /from=/],
    ['go:field=status', /no state of it/, /from=/],
    ['go:from=draft,draft:to=live', /"draft" twice/, /Keep one/],
    ['go:from=draft,live:to=live', /from "live" to where it is/, /out of "from"/],
    ['go:from=draft,:to=live', /empty state/, /commas/],
    ['go:from=draft:from=gone:to=live', /same thing twice/, /from=a,b/],
    ['go:from=:to=live', /says no from/, /from=<states>/],
    ['go:form=draft:to=live', /no "form"/, /Did you mean "from"/],
    ['go:by=owners', /Nobody is called "owners"/, /Did you mean "owner"/],
    ['Go', /no name that could be used/, /camelCase/],
    ['mark-paid', /no name that could be used/, /markPaid/],
    ['update', /called like an operation/, /another name/],
    ['read', /called like an operation/, /another name/],
    ['remove', /called like an operation/, /another name/],
    ['onModuleInit', /means something to the program/, /another name/],
    ['then', /means something to the program/, /another name/],
    ['constructor', /means something to the program/, /another name/],
    ['go:body=tag:belongsTo=Tag', /is a relation/, /tagId:uuid/],
    ['go:body=a:string:unique', /says "unique"/, /Remove "unique"/],
    ['go:body=a:boolean:sortable', /says "sortable"/, /Remove "sortable"/],
    ['go:body=a:text:min=60000:body=b:text:min=60000', /120000 characters/, /Lower their/],
    ['go:body=a:string:body=a:text', /field "a" twice/, /Keep one/],
    ['go:body=a:nothing', /no type "nothing"/, /types are/],
    ['go:body=apiKey:string', /secret/, /hidden/],
    ['go action=go', /"go" is there twice/, /Keep one/],
    ['markPaid action=markpaid', /would be one in the API/, /something else/],
    ['author', /like the relation author/, /another name/],
    [
      'go:from=draft:to=paid',
      /no enum of its resource has all/,
      /status:enum=draft,paid:default=draft:readonly/,
    ],
    ['go:from=draft:to=paid:field=status', /"paid", which status does not have/, /draft, live or gone/],
    ['go:from=draft:to=live:field=title', /no enum that is called so/, /Name one/],
    ['go:from=draft:to=open', /a request can set kind to any state/, /readonly/],
    ['go:from=red:to=blue', /which is hidden/, /Remove "hidden"/],
  ])('action=%s is refused', (words, what, remedy) => {
    refused(() => post(`action=${words}`), what, remedy);
  });

  it.each([
    ['access=public', 'by=owner', /everybody may do everything/],
    ['access=private', 'by=public', /not all of them may read/],
    ['access=authenticated', 'by=public', /not all of them may read/],
    ['access=internal', 'by=authenticated', /not all of them may read/],
    ['access=admin', 'by=owner', /has no owner/],
  ])('of a resource with %s cannot be %s', (access, by, what) => {
    refused(() => post(`${access} action=go:${by}`), what, /Use by=|Mark a required/);
  });

  it('whose states are in two enums say which', () => {
    const two = 'Post title:string one:enum=a,b:default=a:readonly two:enum=a,b:default=a:readonly';
    refused(() => resolved(`${two} action=go:from=a:to=b`), /one and two/, /field=one/);
    expect(resolved(`${two} action=go:from=a:to=b:field=two`)).toMatchObject([
      { actions: [{ transition: { field: 'two' } }] },
    ]);
  });

  it('may change what no request sets, since there is no request that could', () => {
    const line = 'Post title:string status:enum=a,b operations=list,get action=go:from=a:to=b';
    expect(resolved(line)).toMatchObject([{ actions: [{ name: 'go' }] }]);
  });

  it.each([
    ['BlogPost title:string', 'Post title:string action=getBlog'],
    ['Post title:string action=publishBlog', 'BlogPost title:string action=publish'],
    ['RatePostBody title:string', 'Post title:string action=rate:body=a:string'],
  ])('of which two would have one name in the API document are refused: %s', (one, other) => {
    refused(() => resolved(one, other), /in the API document|its name is taken/, /another name/);
    const [first] = resolved(one);
    if (first === undefined) throw new Error('There is no resource.');
    const known = { name: first.name, table: 'x', path: 'x.ts', resource: first, isUser: false };
    const entities = new Map([...context.entities, [first.name, known] as const]);
    const add = () => resolveResources([parseResourceLine(other)], { ...context, entities });
    refused(add, /in the API document|its name is taken/, /another name/);
  });

  it('that a project may have already are refused', () => {
    refused(() => resolved('Password title:string action=reset'), /resetPassword/, /another name/);
  });

  it.each([
    ['publish: { form: draft }', /no key "form" in "resources.Post.actions.publish"/, /Did you mean "from"/],
    ['publish: { by: owners }', /cannot be "owners"/, /Did you mean "owner"/],
    ['publish: draft', /must be a map/, /publish: \{ from: draft/],
    ['publish: { body: { score: { min: 1 } } }', /must be text/, /publish: \{ from/],
    ['publish: { from: draft }', /plinth.yaml:4:\d+/, /from=draft:to=published/],
    ['go: { body: { "a:string": optional } }', /only letters/, /camelCase/],
  ])('of a spec are refused with their place: %s', (action, what, remedy) => {
    refused(() => spec(action), what, remedy);
  });
});

describe('permissions of actions', () => {
  const resources = resolved(
    `Post ${fields} action=publish action=markPaid`,
    'Tag name:string access=public action=go',
  );

  it.each(['posts:publish', 'posts:mark-paid', '*:publish', 'posts:*'])('%s can be granted', (grant) => {
    expect(resolveRoles({ editor: [grant] }, { resources, auth: true })).toEqual({ editor: [grant] });
  });

  it.each([
    ['posts:markPaid', /Did you mean "mark-paid"/],
    ['posts:archive', /read, create, update, delete, publish, mark-paid or \*/],
    ['*:go', /Use/],
  ])('%s cannot', (grant, remedy) => {
    refused(() => resolveRoles({ editor: [grant] }, { resources, auth: true }), /no action/, remedy);
  });

  it('go with their action, and follow their resource', () => {
    const roles = {
      editor: ['posts:publish', '*:publish', 'posts:mark-paid', 'posts:update', '*', 'users:read'],
    };
    const after = (line: string) => grantsAfter(roles, resources, () => resolved(line)[0]).editor;
    expect(after(`Article ${fields} action=markPaid`)).toEqual([
      'articles:mark-paid',
      'articles:update',
      '*',
      'users:read',
    ]);
    expect(after(`Post ${fields} access=public`)).toEqual(['*', 'users:read']);
  });
});
