import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { format } from 'prettier';
import { describe, expect, it } from 'vitest';
import { builtIns } from '../../src/cli/planning/load-built-ins.js';
import { UsageError } from '../../src/core/errors.js';
import { resolveResources } from '../../src/resource/graph/graph.js';
import { parsedOf } from '../../src/resource/language/print-field.js';
import { parseSpec, specJsonSchema, specText } from '../../src/resource/spec/spec-file.js';
import { specSchema } from '../../src/resource/spec/spec-schema.js';
import { caught, refusal, refused } from './refused.js';

const blog = `
name: blog-api
framework: express
database: postgres
packageManager: npm
features: [auth-jwt, docker]
answers: { auth-jwt: { registration: true } }
resources:
  Post:
    access: owner
    softDelete: true
    fields:
      title: string:max=200:searchable
      status: enum=draft,published:default=draft
      author: belongsTo=User:inverse=posts
  Tag: { access: admin, tests: false, fields: { name: string:max=100:unique } }
`;

describe('a spec file', () => {
  it('is read', () => {
    const spec = parseSpec(blog, 'plinth.yaml');
    expect(spec).toMatchObject({
      name: 'blog-api',
      packageManager: 'npm',
      features: ['auth-jwt', 'docker'],
      answers: { 'auth-jwt': { registration: true } },
    });
    const [post, tag] = spec.resources;
    expect(post).toMatchObject({ name: 'Post', access: 'owner', softDelete: true });
    expect(post?.fields.map(({ name }) => name)).toEqual(['title', 'status', 'author']);
    expect(tag).toMatchObject({ name: 'Tag', access: 'admin', tests: false });
  });

  it('may be JSON, with tabs and $schema', () => {
    const json = JSON.stringify(
      { $schema: './x.json', resources: { Post: { fields: { title: 'string' } } } },
      null,
      '\t',
    );
    expect(parseSpec(json, 'plinth.json')).toEqual(
      parseSpec('resources: { Post: { fields: { title: string } } }', 'x'),
    );
  });

  it('can be written and read again', () => {
    const spec = parseSpec(blog, 'plinth.yaml');
    expect(parseSpec(specText(spec), 'again.yaml')).toEqual(spec);
    expect(parseSpec(specText({ resources: [], name: 'x' }), 'again.yaml')).toEqual({
      name: 'x',
      resources: [],
    });
  });

  it.each([
    ['', /^plinth\.yaml:1:1: the file is empty/, /--preset blank/],
    ['# nothing', /empty/, /preset/],
    ['- a', /must be a map, not a list/, /docs\/resources\.md/],
    ['just text', /must be a map/, /docs/],
    ['name: [a', /^plinth\.yaml:1:9: /, /YAML/],
    ['name: a\nfeatures: [auth-jwt\nresources: {}', /^plinth\.yaml:3:/, /YAML/],
    ['{"name": "x"', /^plinth\.yaml:1:/, /YAML/],
    ['name: a\n\tframework: express', /^plinth\.yaml:2:/, /YAML/],
    ['name: "\\q"', /^plinth\.yaml:1:/, /YAML/],
    ['a: 1\n---\nb: 2', /second document/, /YAML/],
    ['name: !!foo x', /^plinth\.yaml:1:7/, /YAML/],
    ['name: x\nresuorces: {}', /^plinth\.yaml:2:1: there is no key "resuorces"/, /"resources"/],
    ['zzzzzzzzzzzz: 1', /no key "zzzzzzzzzzzz"/, /^The keys are name, framework/],
    [
      'resources:\n  Post:\n    acces: owner',
      /:3:5: there is no key "acces" in "resources\.Post"/,
      /"access"/,
    ],
    ['resources:\n  Post:\n    fields: {}\n    softdelete: true', /:4:5: .*"softdelete"/, /"softDelete"/],
    ['framework: nestt', /:1:12: "framework" cannot be "nestt"/, /Use express/],
    ['database: postgress', /"database" cannot be "postgress"/, /Did you mean "postgres"/],
    ['packageManager: pnmp', /"packageManager"/, /"pnpm"/],
    ['features: docker', /must be a list, not "docker"/, /\[auth-jwt, docker\]/],
    ['features: [auth-jwt, auth-jwt]', /names a feature twice/, /docs/],
    ['features: [../x]', /"features\.0" is no feature id/, /docs/],
    ['name: 12', /"name" must be text, not 12/, /docs/],
    ['resources: []', /"resources" must be a map/, /fields|docs/],
    ['resources:\n  Post:', /"resources\.Post" must be a map, not empty/, /fields: \{ title: string \}/],
    ['resources:\n  Post: {}', /:2:9: "resources\.Post\.fields" is missing/, /fields/],
    ['resources:\n  Post:\n    access: ownr\n    fields: {}', /:3:13: .*"ownr"/, /"owner"/],
    ['resources:\n  Post:\n    softDelete: yes\n    fields: {}', /must be true or false/, /true or false/],
    [
      'resources: { Post: { fields: { s: enum=a,b } } }',
      /"resources\.Post\.fields\.b" must be text, not empty/,
      /quotes/,
    ],
    ['resources: { Post: { fields: { n: 5 } } }', /must be text, not 5/, /string:max=200/],
    [
      'resources:\n  Post:\n    fields:\n      title: strin',
      /^plinth\.yaml:4:7: Field "title:strin"/,
      /"title:string"/,
    ],
    ['resources:\n  Post:\n    fields:\n      "a:string:x": text', /:4:7: .*only letters/, /camelCase/],
    ['resources:\n  Posts:\n    fields: { a: string }', /:2:3: Resource "Posts"/, /Post /],
    ['resources:\n  ../../x:\n    fields: { a: string }', /:2:3: Resource "\.\.\/\.\.\/x"/, /PascalCase/],
    ['name: a\nname: b', /:2:1: the key "name" appears twice/, /Keep one/],
    [
      'resources:\n  Post: { fields: { a: text } }\n  Post: { fields: { a: text } }',
      /:3:3: the key "Post" appears twice/,
      /Keep/,
    ],
    ['__proto__: {}', /:1:1: the key "__proto__"/, /another name/],
    ['{"resources": {"__proto__": {"fields": {}}}}', /"__proto__"/, /another name/],
    ['resources: { constructor: { fields: {} } }', /"constructor"/, /another name/],
    ['a: &x [1]\nb: [*x, *x]', /anchor "&x"/, /Remove/],
    ['name: *x', /alias|x/, /./],
    ['<<: { name: x }', /merge key/, /Write its keys out/],
    ['? [a]\n: b', /plain word/, /text/],
    ['resources:\n  Post:\n    fields: { null: string }', /:3:15: YAML reads the key here as null/, /quotes/],
    ['['.repeat(5000), /nested too deeply/, /spec file/],
    ['{a: '.repeat(5000), /nested too deeply/, /spec file/],
    ['- '.repeat(5000), /nested too deeply/, /spec file/],
    [`name: ${'x'.repeat(1024 * 1024)}`, /larger than 1 MB/, /spec file/],
  ])('is refused: %j', (text, what, remedy) => refused(() => parseSpec(text, 'plinth.yaml'), what, remedy));

  // The parser's own search for duplicate keys takes minutes for this.
  it('with very many keys is refused in time', { timeout: 30_000 }, () => {
    const text = Array.from({ length: 80_000 }, (_, n) => `k${n}: 1`).join('\n');
    const { message, remedy } = refusal(() => parseSpec(text, 'plinth.yaml'));
    expect(message.match(/there is no key/g)).toHaveLength(20);
    expect(remedy).toMatch(/There are more mistakes\.$/);
  });

  it('is refused with all its mistakes at once, of its shape and of its fields', () => {
    const text = [
      'featurs: [docker]',
      'resources:',
      '  Post: { acess: owner, fields: { title: strin } }',
      '  Tag: { fields: { name: strin, note: text:uniqe } }',
    ].join('\n');
    const { message } = refusal(() => parseSpec(text, 'plinth.yaml'));
    expect(message.match(/^plinth\.yaml:\d+:\d+: .*/gm)).toEqual([
      expect.stringMatching(/^plinth\.yaml:1:1: there is no key "featurs"/),
      expect.stringMatching(/^plinth\.yaml:3:11: there is no key "acess"/),
      expect.stringMatching(/^plinth\.yaml:4:20: Field "name:strin"/),
      expect.stringMatching(/^plinth\.yaml:4:33: Field "note:text:uniqe"/),
    ]);
  });

  it('never fails but with a UsageError, whatever the text', () => {
    const piece = fc.constantFrom(
      'resources:',
      'name: ',
      '\n',
      '  ',
      'Post:',
      ' { ',
      ' }',
      '[',
      ']',
      ',',
      'fields:',
      'a: ',
      'string',
      '&x ',
      '*x',
      '!!map ',
      '"',
      "'",
      '|',
      '>',
      '#',
      '<<: ',
      '? ',
      '- ',
      '---',
      '...',
      '%YAML',
      '\t',
      '__proto__: ',
      ':',
      '=',
      '\u0000',
      '\ud800',
      '1',
      'null',
      '~',
    );
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(piece, { maxLength: 25 }).map((all) => all.join('')),
      fc.json(),
    );
    fc.assert(
      fc.property(text, (one) => {
        const error = caught(() => parseSpec(one, 'plinth.yaml'));
        return error === undefined || error instanceof UsageError;
      }),
      { numRuns: 1500 },
    );
  });
});

describe('a preset', () => {
  const user = { name: 'User', table: 'users', path: 'src/modules/users/user.entity.ts', isUser: true };
  const context = { entities: new Map([['User', user]]), auth: true };
  const preset = (name: string) =>
    parseSpec(readFileSync(new URL(`../../templates/presets/${name}.yaml`, import.meta.url), 'utf8'), name);

  it.each([
    ['blank', '', []],
    ['blog', 'Tag:admin Post:owner Comment:owner', []],
    [
      'shop',
      'Category:admin Product:admin Discount:internal Order:private OrderItem:private',
      ['idempotency'],
    ],
  ])('%s resolves to %j', (name, expected, more) => {
    const resources = resolveResources(preset(name).resources, context);
    expect(resources.map((one) => `${one.name}:${one.access}`).join(' ')).toBe(expected);
    expect(preset(name).features).toEqual(['auth-jwt', 'docker', 'ci', 'openapi', ...more]);
  });

  it.each(['blog', 'shop'])('%s comes out the same when it is written down and read again', (name) => {
    const resources = resolveResources(preset(name).resources, context);
    const again = parseSpec(specText({ resources: resources.map(parsedOf) }), 'again.yaml');
    expect(resolveResources(again.resources, context)).toEqual(resources);
  });

  it('shop: an order and its items belong to the customer', () => {
    const owners = resolveResources(preset('shop').resources, context).flatMap(({ name, fields }) =>
      fields
        .filter((field) => field.kind === 'belongsTo' && field.owner)
        .map((field) => `${name}.${field.name}`),
    );
    expect(owners).toEqual(['Order.user', 'OrderItem.customer']);
  });
});

describe('the published JSON Schema', () => {
  it('knows the frameworks that there are', async () => {
    const { framework } = specSchema.shape;
    expect(framework.unwrap().options).toEqual(await builtIns.adapters('http'));
  });

  it('is current (npx vitest run -u test/resource writes it)', async () => {
    const text = await format(JSON.stringify(specJsonSchema), { parser: 'json', printWidth: 110 });
    await expect(text).toMatchFileSnapshot('../../schema/plinth.schema.json');
  });
});

describe('several mistakes in a spec', () => {
  it('are told at once, each with its place', () => {
    const text =
      'resources:\n  Post:\n    fields:\n      a: strin\n      b: string\n  Tags:\n    fields:\n      c: boolean:max=3\n';
    const read = () => parseSpec(text, 'plinth.yaml');
    expect(read).toThrow(
      /plinth\.yaml:4:7: .*"a:strin"[^]*plinth\.yaml:6:3: .*"Tags"[^]*plinth\.yaml:8:7: .*"max"/,
    );
  });

  it('of spelling are seen by an editor', () => {
    const pattern = new RegExp(
      /"pattern": ("\^\(\?:string.*"),/
        .exec(JSON.stringify(specJsonSchema, null, 1))?.[1]
        ?.replace(/^"|"$/g, '')
        .replaceAll('\\\\', '\\')
        .replaceAll('\\"', '"') ?? '',
      'u',
    );
    for (const right of [
      'string:max=200:searchable',
      'enum=a,b:default=a',
      'datetime:default=2030-01-31T12:00:00Z',
      'url:default=https://example.com',
      'string:pattern=^(?\\:a|b)$',
      'belongsTo=User:owner=false:onDelete=cascade',
      'slug=title',
      'string:hidden=false:max=3',
    ])
      expect(right).toMatch(pattern);
    for (const wrong of ['string:uniqe', 'strin', 'string:max', 'text:', 'belongsTo=User:owner=maybe'])
      expect(wrong).not.toMatch(pattern);
  });
});
