import { describe, expect, it } from 'vitest';
import { parseResourceLine } from '../../src/resource/language/field-language.js';
import { resolveResources } from '../../src/resource/graph/graph.js';
import type { Field, KnownEntity, Resource } from '../../src/resource/model.js';
import { namesOf } from '../../src/resource/names.js';
import { refusal, refused } from './refused.js';

const user: KnownEntity = {
  name: 'User',
  table: 'users',
  path: 'src/modules/users/user.entity.ts',
  isUser: true,
};

const entity = (resource: Resource): KnownEntity => ({
  name: resource.name,
  table: namesOf(resource.name).plural.snake,
  path: `src/modules/${namesOf(resource.name).plural.kebab}/${namesOf(resource.name).kebab}.entity.ts`,
  resource,
  isUser: false,
});

const known = (...resources: readonly Resource[]) =>
  new Map([user, ...resources.map(entity)].map((one) => [one.name, one]));

const withAuth = (lines: readonly string[], existing: readonly Resource[] = []) =>
  resolveResources(lines.map(parseResourceLine), { entities: known(...existing), auth: true });

const withoutAuth = (lines: readonly string[]) =>
  resolveResources(lines.map(parseResourceLine), { entities: new Map(), auth: false });

function field(resources: readonly Resource[], path: string): Field | undefined {
  const [resource, name] = path.split('.');
  return resources.find((one) => one.name === resource)?.fields.find((one) => one.name === name);
}

const order = (resources: readonly Resource[]) => resources.map(({ name }) => name).join(' ');
const access = (line: string) => withAuth([line])[0]?.access;

describe('the access level', () => {
  it.each([
    ['Post title:string author:belongsTo=User', 'owner'],
    ['Post title:string author:belongsTo=User:optional', 'authenticated'],
    ['Post title:string', 'authenticated'],
    ['Post title:string access=internal', 'internal'],
  ])('of %s is %s', (line, expected) => expect(access(line)).toBe(expected));

  it('is public without auth', () => expect(withoutAuth(['Post title:string'])[0]?.access).toBe('public'));

  it.each([
    ['Post a:belongsTo=User:owner=false access=owner', /nobody would own/, /without owner=false/],
    ['Post title:string access=owner', /access=owner, but no required belongsTo/, /author:belongsTo=User/],
    [
      'Post title:string author:belongsTo=User:optional access=private',
      /access=private/,
      /author:belongsTo=User/,
    ],
    ['Post title:string author:belongsTo=User:owner access=public', /access=public/, /access=read/],
    ['Post title:string a:belongsTo=User:owner b:belongsTo=User:owner', /2 owners: a, b/, /Mark one/],
    ['Post title:string a:belongsTo=Post:owner', /not the entity that signs in|required/, /./],
    ['Post a:belongsTo=User', /no field that a request may set/, /name:string/],
    ['Post a:integer:readonly:default=1', /no field that a request may set/, /readonly/],
  ])('refuses %s', (line, what, remedy) => refused(() => withAuth([line]), what, remedy));

  it('refuses an owner who is not the user entity', () =>
    refused(
      () => withAuth(['Tag name:string', 'Post title:string tag:belongsTo=Tag:owner']),
      /Post\.tag is marked "owner", but Tag/,
      /user entity/,
    ));

  it.each(['read', 'authenticated', 'owner', 'private', 'admin', 'internal'])(
    'refuses %s without auth',
    (level) =>
      refused(
        () => withoutAuth([`Post title:string access=${level}`]),
        /without auth/,
        /plinth add feature auth-jwt.*--features auth-jwt/,
      ),
  );
});

describe('the owner', () => {
  const owners = (line: string) =>
    (withAuth([line])[0]?.fields ?? [])
      .filter((one) => one.kind === 'belongsTo' && one.owner)
      .map(({ name }) => name);

  it.each([
    ['Post t:string a:belongsTo=User b:belongsTo=User', ['a']],
    ['Post t:string a:belongsTo=User:optional b:belongsTo=User', ['b']],
    ['Post t:string a:belongsTo=User b:belongsTo=User:owner', ['b']],
    ['Post t:string a:belongsTo=User access=read', ['a']],
    ['Post t:string a:belongsTo=User access=private', ['a']],
    ['Post t:string a:belongsTo=User access=authenticated', ['a']],
    ['Post t:string a:belongsTo=User access=admin', []],
    ['Post t:string a:belongsTo=User access=internal', []],
    ['Post t:string a:belongsTo=User access=public', []],
    ['Post t:string a:belongsTo=User:owner access=admin', ['a']],
    ['Post t:string a:belongsTo=User:owner=false access=authenticated', []],
    ['Post t:string a:belongsTo=User:owner=false b:belongsTo=User', ['b']],
    ['Post t:string a:belongsTo=User:owner=false', []],
  ])('of %s is %j', (line, expected) => expect(owners(line)).toEqual(expected));
});

describe('defaults', () => {
  it('fill every flag', () =>
    expect(withAuth(['Post title:string'])).toEqual([
      {
        name: 'Post',
        access: 'authenticated',
        softDelete: false,
        tests: true,
        fields: [
          {
            kind: 'scalar',
            name: 'title',
            type: 'string',
            optional: false,
            unique: false,
            index: false,
            searchable: false,
            sortable: true,
            hidden: false,
            readonly: false,
            max: 255,
          },
        ],
      },
    ]));

  it('restrict the delete of what is required, and set null what is optional', () => {
    const resources = withAuth([
      'Post t:string a:belongsTo=User b:belongsTo=User:optional c:belongsTo=User:onDelete=cascade',
    ]);
    expect(field(resources, 'Post.a')).toMatchObject({ onDelete: 'restrict' });
    expect(field(resources, 'Post.b')).toMatchObject({ onDelete: 'setNull' });
    expect(field(resources, 'Post.c')).toMatchObject({ onDelete: 'cascade' });
  });
});

describe('hasMany and hasOne', () => {
  it('find their foreign key and name themselves on it', () => {
    const resources = withAuth([
      'Post t:string comments:hasMany=Comment',
      'Comment body:text post:belongsTo=Post',
    ]);
    expect(field(resources, 'Post.comments')).toEqual({
      kind: 'hasMany',
      name: 'comments',
      target: 'Comment',
      foreign: 'post',
    });
    expect(field(resources, 'Comment.post')).toMatchObject({ inverse: 'comments', unique: false });
  });

  it('add the foreign key where there is none', () => {
    const resources = withAuth(['Post t:string comments:hasMany=Comment:optional', 'Comment body:text']);
    expect(field(resources, 'Comment.post')).toEqual({
      kind: 'belongsTo',
      name: 'post',
      target: 'Post',
      optional: true,
      unique: false,
      owner: false,
      onDelete: 'setNull',
      inverse: 'comments',
    });
  });

  it('add it under the name that inverse= gives', () => {
    const resources = withAuth([
      'Post t:string comments:hasMany=Comment:inverse=article',
      'Comment body:text',
    ]);
    expect(field(resources, 'Comment.article')).toMatchObject({ optional: false, inverse: 'comments' });
  });

  it('make the foreign key of a hasOne unique, found or added', () => {
    const found = withAuth(['Member n:string card:hasOne=Card', 'Card n:string member:belongsTo=Member']);
    const added = withAuth(['Member n:string card:hasOne=Card', 'Card n:string']);
    for (const resources of [found, added]) {
      expect(field(resources, 'Card.member')).toMatchObject({ unique: true, inverse: 'card' });
    }
  });

  it('choose by inverse= among several', () => {
    const resources = withAuth([
      'Team n:string home:hasMany=Game away:hasMany=Game:inverse=guest',
      'Game n:string host:belongsTo=Team guest:belongsTo=Team',
    ]);
    expect(field(resources, 'Team.home')).toMatchObject({ foreign: 'host' });
    expect(field(resources, 'Team.away')).toMatchObject({ foreign: 'guest' });
  });

  it('choose the one that names them', () => {
    const resources = withAuth([
      'Team n:string home:hasMany=Game',
      'Game n:string guest:belongsTo=Team host:belongsTo=Team:inverse=home',
    ]);
    expect(field(resources, 'Team.home')).toMatchObject({ foreign: 'host' });
  });

  it.each([
    [
      ['Team n:string games:hasMany=Game', 'Game n:string host:belongsTo=Team guest:belongsTo=Team'],
      /Team\.games could be the other side of Game\.host or of Game\.guest/,
      /inverse=host/,
    ],
    [
      ['Post t:string comments:hasMany=Comment', 'Comment b:text post:belongsTo=Post:inverse=replies'],
      /Comment\.post is called "replies"/,
      /inverse=comments/,
    ],
    [
      ['Post t:string comments:hasMany=Comment', 'Comment b:text post:string'],
      /Comment\.post is something else/,
      /belongsTo=Post:inverse=comments/,
    ],
    [
      ['Post t:string comments:hasMany=Comment', 'Comment b:text post:belongsTo=Post:unique'],
      /is a hasMany.*unique/,
      /hasOne=Comment/,
    ],
    [
      ['Post t:string comments:hasMany=Comment:optional', 'Comment b:text post:belongsTo=Post'],
      /optional.*Comment\.post is required/,
      /"optional" on Comment\.post/,
    ],
    [
      ['Post t:string comments:hasMany=Comment:onDelete=cascade', 'Comment b:text post:belongsTo=Post'],
      /onDelete=cascade/,
      /Comment\.post only/,
    ],
    [
      ['Post t:string people:hasMany=User'],
      /User is in the project already and has no foreign key to Post/,
      /manyToMany=User/,
    ],
    [['Post comments:hasMany=Comment', 'Comment b:text'], /Post has no field of its own/, /name:string/],
    [['Post'], /Post has no field of its own/, /name:string/],
  ])('refuse %j', (lines, what, remedy) => refused(() => withAuth(lines), what, remedy));
});

describe('manyToMany', () => {
  it('declared on both sides is one relation, of the first', () => {
    const resources = withAuth([
      'Post t:string tags:manyToMany=Tag',
      'Tag name:string posts:manyToMany=Post',
    ]);
    expect(field(resources, 'Post.tags')).toEqual({
      kind: 'manyToMany',
      name: 'tags',
      target: 'Tag',
      inverse: 'posts',
    });
    expect(field(resources, 'Tag.posts')).toBeUndefined();
  });

  it('is one relation where one side names the other, in either direction', () => {
    const first = withAuth([
      'Person n:string likes:manyToMany=Movie:inverse=fans',
      'Movie n:string fans:manyToMany=Person',
    ]);
    const second = withAuth([
      'Person n:string likes:manyToMany=Movie',
      'Movie n:string fans:manyToMany=Person:inverse=likes',
    ]);
    for (const resources of [first, second]) {
      expect(field(resources, 'Person.likes')).toMatchObject({ inverse: 'fans' });
      expect(field(resources, 'Movie.fans')).toBeUndefined();
    }
  });

  it('is two relations where each names another inverse', () => {
    const resources = withAuth([
      'Person n:string likes:manyToMany=Movie:inverse=fans',
      'Movie n:string actors:manyToMany=Person:inverse=films',
    ]);
    expect(field(resources, 'Person.likes')).toMatchObject({ inverse: 'fans' });
    expect(field(resources, 'Movie.actors')).toMatchObject({ inverse: 'films' });
  });

  it('to itself is a relation for each field', () => {
    const resources = withAuth(['Person n:string likes:manyToMany=Person dislikes:manyToMany=Person']);
    expect(resources[0]?.fields).toHaveLength(3);
    const pair = withAuth(['Person n:string likes:manyToMany=Person:inverse=fans fans:manyToMany=Person']);
    expect(pair[0]?.fields).toHaveLength(2);
  });

  it('to the user entity is owned here', () =>
    expect(field(withAuth(['Team n:string members:manyToMany=User']), 'Team.members')).toBeDefined());

  it('refuses two sides that may be two relations', () =>
    refused(
      () => withAuth(['Person n:string likes:manyToMany=Movie', 'Movie n:string actors:manyToMany=Person']),
      /Person\.likes and Movie\.actors may be/,
      /inverse=actors/,
    ));

  it('refuses to be its own other side', () =>
    refused(
      () => withAuth(['Person n:string friends:manyToMany=Person:inverse=friends']),
      /"friends"/,
      /Rename/,
    ));
});

describe('relations', () => {
  it('may point at the resource itself', () => {
    const resources = withAuth(['Category n:string parent:belongsTo=Category:optional:inverse=children']);
    expect(field(resources, 'Category.parent')).toMatchObject({ inverse: 'children', onDelete: 'setNull' });
    const both = withAuth(['Category n:string parent:belongsTo=Category:optional children:hasMany=Category']);
    expect(field(both, 'Category.children')).toMatchObject({ foreign: 'parent' });
  });

  it('may be two to the same entity', () => {
    const resources = withAuth([
      'Game n:string a:belongsTo=User:inverse=hosted b:belongsTo=User:inverse=visited',
    ]);
    expect(field(resources, 'Game.b')).toMatchObject({ inverse: 'visited' });
  });

  it('may be mutual where one is optional', () =>
    expect(
      order(
        withAuth(['Team n:string lead:belongsTo=Member:optional', 'Member n:string team:belongsTo=Team']),
      ),
    ).toBe('Team Member'));

  it.each([
    [['Category n:string parent:belongsTo=Category'], /itself and is required/, /:optional/],
    [
      ['Category n:string children:hasMany=Category'],
      /Category\.category points to Category itself/,
      /:optional/,
    ],
    [
      [
        'A1 n:string b:belongsTo=B1',
        'B1 n:string c:belongsTo=C1',
        'C1 n:string a:belongsTo=A1',
        'D1 n:string a:belongsTo=A1',
      ],
      /A1\.b → B1, B1\.c → C1, C1\.a → A1 form a cycle/,
      /A1\.b/,
    ],
    [['Post t:string author:belongsTo=Usr'], /Post\.author points to Usr/, /"User".*Post, User/],
    [['Post t:string a:belongsTo=Zebra'], /Zebra/, /^Known entities: Post, User/],
    [
      ['Post t:string a:belongsTo=User:inverse=email'],
      /other side of Post\.a clashes with its own "email"/,
      /Rename/,
    ],
    [
      ['Post t:string a:belongsTo=User:inverse=posts b:belongsTo=User:inverse=posts'],
      /other side of Post\.b clashes with "posts", the other side of Post\.a/,
      /Rename/,
    ],
    [
      ['Tag posts:string', 'Post t:string tag:belongsTo=Tag:inverse=posts'],
      /clashes with the field "posts"/,
      /Rename/,
    ],
    [['Post author:belongsTo=User authorId:string'], /"authorId"/, /Rename/],
    [['Post authorID:string author:belongsTo=User'], /"authorId"/, /Rename/],
    [['Tag n:string', 'Post tags:manyToMany=Tag tagIds:json'], /"tagIds"/, /Rename/],
    [['Tag n:string', 'Post tag:manyToMany=Tag tags:manyToMany=Tag'], /"tagIds"/, /Rename/],
    [['Post title:string title:text'], /field "title" twice/, /Rename/],
    [['Post title:string tITLE:text'], /clashes with/, /Rename/],
    [['Post s:slug=titel title:string'], /slug of "titel"/, /slug=title/],
    [['Post s:slug=n n:integer'], /no string or text field/, /Add n:string/],
    [['Post s:slug=t t:string:optional'], /optional/, /Make t required/],
    [['Post t:string s:slug=t u:slug=t'], /Post\.u.*s is one already.*one slug/, /Remove u or s/],
    [['Post s:slug=t t:string:hidden'], /hidden/, /Remove "hidden"/],
    [['Post s:slug=t t:string:readonly:default=a n:string'], /readonly, so no request/, /Remove "readonly"/],
  ])('refuse %j', (lines, what, remedy) => refused(() => withAuth(lines), what, remedy));

  it('to User without auth tell how to get users', () =>
    refused(() => withoutAuth(['Post t:string a:belongsTo=User']), /no such entity/, /auth-jwt/));
});

describe('clashes between resources', () => {
  const [post] = withAuth(['Post title:string tags:manyToMany=User author:belongsTo=User:inverse=posts']);
  const existing = post === undefined ? [] : [post];

  it.each([
    [['Post t:string', 'Post t:string'], /Post is declared twice/, /Keep one/],
    [
      ['Post t:string', 'POST t:string'],
      /POST: its name is taken by the resource Post: they differ only in upper and lower case/,
      /another name/,
    ],
    [
      ['CreatePost t:string', 'Post t:string'],
      /Post: its schema CreatePost in the API document is taken by the resource CreatePost/,
      /another name/,
    ],
    [
      ['Tag n:string', 'Blog n:string tags:manyToMany=Tag', 'BlogTag n:string'],
      /table blog_tags/,
      /another name/,
    ],
  ])('refuse %j', (lines, what, remedy) => refused(() => withAuth(lines), what, remedy));

  it.each([
    ['POST t:string', /POST.*existing Post/, /another name/],
    ['PostTag n:string', /table post_tags is taken by the existing Post/, /another name/],
    [
      'Post title:text',
      /already has a resource Post \(src\/modules\/posts\/post\.entity\.ts\)/,
      /plinth add field Post .*plinth change field Post/,
    ],
    [
      'Note n:string a:belongsTo=User:inverse=posts',
      /clashes with "posts", the other side of Post\.author/,
      /Rename/,
    ],
    [
      'Note n:string notes:hasMany=Post',
      /Post is in the project already and has no foreign key to Note/,
      /belongsTo=Note/,
    ],
  ])('refuse %s beside an existing Post', (line, what, remedy) =>
    refused(() => withAuth([line], existing), what, remedy),
  );

  it('refuse an entity that Plinth did not write', () => {
    const legacy = { name: 'Legacy', table: 'old_things', path: 'src/legacy.ts', isUser: false };
    const entities = new Map([['Legacy', legacy]]);
    const add = (line: string) => () =>
      resolveResources([parseResourceLine(line)], { entities, auth: false });
    refused(add('Legacy n:string'), /existing Legacy/, /another name/);
    refused(add('OldThing n:string'), /table old_things/, /another name/);
  });

  it.each([
    ['Note', 'NOTE t:string', /NOTE: its name is taken by the existing Note: they differ only/],
    [
      'Note',
      'CreateNote t:string',
      /CreateNote: its name is taken by the existing Note for its schema CreateNote/,
    ],
    [
      'UpdateNote',
      'Note t:string',
      /its schema UpdateNote in the API document is taken by the existing UpdateNote/,
    ],
    ['People', 'Person t:string', /its path \/people is taken by the existing People/],
    ['Staff', 'Employee plural=staff t:string', /its path \/staff is taken by the existing Staff/],
    ['Note', 'Employee path=notes t:string', /its path \/notes is taken by the existing Note/],
  ])('beside an entity %s: %s', (name, line, what) => {
    const entities = new Map([[name, { name, table: `t_${name}`, path: `src/${name}.ts`, isUser: false }]]);
    const add = () => resolveResources([parseResourceLine(line)], { entities, auth: false });
    refused(add, what, /another name/);
  });

  it('none where the same resource is added again', () =>
    expect(
      withAuth(['Post title:string tags:manyToMany=User author:belongsTo=User:inverse=posts'], existing),
    ).toEqual(existing));
});

describe('the order', () => {
  it.each([
    [
      ['Post t:string tags:manyToMany=Tag', 'Comment b:text post:belongsTo=Post', 'Tag n:string'],
      'Tag Post Comment',
    ],
    [['C1 n:string', 'B1 n:string', 'A1 n:string'], 'C1 B1 A1'],
    [['A1 n:string b:belongsTo=B1:optional', 'B1 n:string'], 'B1 A1'],
    [['A1 n:string b:belongsTo=B1:optional', 'B1 n:string a:belongsTo=A1:optional'], 'A1 B1'],
    [['A1 n:string bs:manyToMany=B1', 'B1 n:string a:belongsTo=A1:optional'], 'B1 A1'],
  ])('of %j is %s', (lines, expected) => expect(order(withAuth(lines))).toBe(expected));
});

describe('several mistakes', () => {
  it('are told together, step by step', () => {
    const lines = ['Post title:string author:belongsTo=Usr', 'Tag name:string post:belongsTo=Poost'];
    const { message, remedy } = refusal(() => withAuth(lines));
    expect(message).toMatch(
      /^Post\.author points to Usr,[^\n]*\n {2}Did you mean "User"\?[^\n]*\nTag\.post points to Poost/,
    );
    expect(remedy).toMatch(/"Post"/);
  });
});
