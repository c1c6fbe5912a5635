import { ImportBlock } from '../../resource/import-block.js';
import type { ScalarField } from '../../resource/model.js';
import type { Shape } from '../../resource/shape.js';
import { castOf, type Cast } from './cast.js';
import { bodyCall, factoryModule } from './factory.js';
import { zodFields } from './zod-fields.js';

interface Change {
  readonly key: string;
  readonly visible: boolean;
}

/** What the API test template prints. */
export function apiTestValues(shape: Shape) {
  const cast = castOf(shape);
  const change = changeOf(shape);
  const tests = {
    accessTests: accessTests(shape, cast),
    listTests: listTests(shape, cast),
    relationTests: relationTests(shape, cast),
    conflictTests: conflictTests(shape, cast),
  };
  return {
    ...tests,
    apiTestImports: imports(shape, cast, Object.values(tests).join('\n')).toString(),
    actorsDeclared: cast.declared,
    actorsMade: cast.made,
    asWriter: cast.asWriter,
    asReader: cast.asReader,
    owned: cast.owned,
    body: bodyCall(shape),
    tooMuch: tooMuch(shape, cast),
    changed: change.key,
    changedVisible: change.visible ? `expect(answer.body.${change.key}).toEqual(changes.${change.key});` : '',
  };
}

/** A body beyond the first bound that the fields have. */
function tooMuch(shape: Shape, cast: Cast): string {
  const field = shape.writable.find((one) => beyond(one) !== undefined);
  if (!field) return '';
  // The database would refuse it too, and not name the field.
  return [
    `const much = await app.http.post(path)${cast.asWriter}.send({ ...body, ${field.name}: ${beyond(field)} }).expect(422);`,
    `expect(much.body.errors).toMatchObject([{ field: '${field.name}' }]);`,
  ].join('\n');
}

/** A field with a pattern may refuse it for that. */
function beyond({ type, max, pattern }: ScalarField): string | undefined {
  if (type === 'integer' || type === 'float') return max === undefined ? undefined : String(Number(max) + 1);
  const longest = type === 'string' ? (max ?? 255) : type === 'text' ? max : undefined;
  if (longest === undefined || pattern !== undefined) return undefined;
  return `'x'.repeat(${Number(longest) + 1})`;
}

/** The first thing a PATCH may set. */
function changeOf(shape: Shape): Change {
  const scalar = shape.writable[0];
  if (scalar) return { key: scalar.name, visible: !scalar.hidden };
  const relation = shape.settable.find((field) => !field.optional);
  if (relation) return { key: relation.key, visible: true };
  return { key: shape.manyToMany[0]?.key ?? shape.settable[0]?.key ?? 'id', visible: false };
}

function accessTests(shape: Shape, cast: Cast): string {
  const { rule, names } = shape;
  const path = '`${path}/${row.id}`';
  const row = `const row = await create${names.pascal}(app${cast.owned});`;
  const blocks: string[][] = [];
  if (cast.asWriter !== '' && rule.write !== 'public') {
    blocks.push([
      "it('lets nobody write who is not signed in', async () => {",
      row,
      'await app.http.post(path).send({}).expect(401);',
      `await app.http.put(${path}).send({}).expect(401);`,
      `await app.http.patch(${path}).send({}).expect(401);`,
      `await app.http.delete(${path}).expect(401);`,
      '});',
    ]);
  }
  if (rule.read !== 'public') {
    blocks.push([
      "it('lets nobody read who is not signed in', async () => {",
      row,
      'await app.http.get(path).expect(401);',
      `await app.http.get(${path}).expect(401);`,
      '});',
    ]);
  }
  if (rule.write === 'admin') blocks.push(adminTest(shape, row, path));
  if (rule.ownership !== 'none') blocks.push(ownershipTest(shape, row, path));
  return blocks.map((lines) => lines.join('\n')).join('\n\n');
}

function adminTest(shape: Shape, row: string, path: string): string[] {
  return [
    "it('lets only an admin write', async () => {",
    row,
    `const body = ${bodyCall(shape)};`,
    'await app.http.post(path).set(stranger.headers).send(body).expect(403);',
    `await app.http.put(${path}).set(stranger.headers).send(body).expect(403);`,
    `await app.http.patch(${path}).set(stranger.headers).send(body).expect(403);`,
    `await app.http.delete(${path}).set(stranger.headers).expect(403);`,
    ...(shape.rule.read === 'admin'
      ? [`await app.http.get(${path}).set(stranger.headers).expect(403);`]
      : []),
    '});',
  ];
}

function ownershipTest(shape: Shape, row: string, path: string): string[] {
  const status = shape.rule.ownership === 'change' ? 403 : 404;
  return [
    `it('keeps everybody but the owner ${status === 403 ? 'from changing a row' : 'away from a row'}', async () => {`,
    row,
    `const body = ${bodyCall(shape)};`,
    `await app.http.put(${path}).set(stranger.headers).send(body).expect(${status});`,
    `await app.http.patch(${path}).set(stranger.headers).send(body).expect(${status});`,
    `await app.http.delete(${path}).set(stranger.headers).expect(${status});`,
    ...(status === 404
      ? [
          `await app.http.get(${path}).set(stranger.headers).expect(404);`,
          'const list = await app.http.get(path).set(stranger.headers).expect(200);',
          'expect(list.body.data).toEqual([]);',
        ]
      : []),
    '});',
    '',
    `it('sets the owner itself', async () => {`,
    `const body = { ...${bodyCall(shape)}, ${shape.owner?.key ?? ''}: stranger.user.id };`,
    'await app.http.post(path).set(writer.headers).send(body).expect(422);',
    '});',
  ];
}

function listTests(shape: Shape, cast: Cast): string {
  const blocks: string[] = [];
  const filterable = shape.visible.find(
    (field) => isFilterable(field) && !field.readonly && field.type !== 'slug',
  );
  const create = `await create${shape.names.pascal}(app${cast.owned});`;
  if (filterable) {
    blocks.push(
      [
        `it('filters by ${filterable.name}', async () => {`,
        `const { ${filterable.name} } = ${create}`,
        `const answer = await app.http.get(path)${cast.asReader}.query({ ${filterable.name}: ${filterValue(filterable)}, limit: 100 }).expect(200);`,
        'expect(answer.body.data.length).toBeGreaterThan(0);',
        `for (const row of answer.body.data) expect(row.${filterable.name}).toEqual(${viewValue(filterable)});`,
        '});',
      ].join('\n'),
    );
  }
  const searchable = shape.scalars.find((field) => field.searchable && !field.readonly && !field.optional);
  if (searchable) {
    blocks.push(
      [
        `it('searches, and takes % for a letter', async () => {`,
        `const row = ${create}`,
        `const found = await app.http.get(path)${cast.asReader}.query({ search: row.${searchable.name}.slice(0, 100), limit: 100 }).expect(200);`,
        'expect(found.body.data.map(({ id }: { id: string }) => id)).toContain(row.id);',
        `const nothing = await app.http.get(path)${cast.asReader}.query({ search: '%_%' }).expect(200);`,
        'expect(nothing.body.data).toEqual([]);',
        '});',
      ].join('\n'),
    );
  }
  return blocks.join('\n\n');
}

const isFilterable = (field: ScalarField): boolean =>
  zodFields[field.type].filter !== undefined && !field.optional;

const filterValue = (field: ScalarField): string => {
  if (field.type === 'datetime') return `${field.name}.toISOString()`;
  return field.type === 'boolean' ? `String(${field.name})` : field.name;
};

const viewValue = (field: ScalarField): string =>
  field.type === 'datetime' ? `${field.name}.toISOString()` : field.name;

function relationTests(shape: Shape, cast: Cast): string {
  const unknown = "'00000000-0000-4000-8000-000000000000'";
  const blocks: string[][] = [
    ...shape.settable.map((field) => [
      `it('refuses an unknown ${field.key}', async () => {`,
      `const body = { ...${bodyCall(shape)}, ${field.key}: ${unknown} };`,
      `const answer = await app.http.post(path)${cast.asWriter}.send(body).expect(422);`,
      `expect(answer.body.errors).toMatchObject([{ field: '${field.key}' }]);`,
      '});',
    ]),
    ...shape.manyToMany
      .filter(({ to }) => canMake(shape, to))
      .map((field) => [
        `it('keeps the ${field.name} it is given', async () => {`,
        `const ids = [${madeId(field.to)}, ${madeId(field.to)}].toSorted();`,
        `const created = await app.http.post(path)${cast.asWriter}.send({ ...${bodyCall(shape)}, ${field.key}: ids }).expect(201);`,
        `expect(created.body.${field.key}.toSorted()).toEqual(ids);`,
        'const one = `${path}/${created.body.id}`;',
        `const changed = await app.http.patch(one)${cast.asWriter}.send({ ${field.key}: ids.slice(0, 1) }).expect(200);`,
        `expect(changed.body.${field.key}).toEqual(ids.slice(0, 1));`,
        `await app.http.patch(one)${cast.asWriter}.send({ ${field.key}: [${unknown}] }).expect(422);`,
        '});',
      ]),
    ...(shape.include.length > 0 ? [includeTest(shape, cast)] : []),
  ];
  return blocks.map((lines) => lines.join('\n')).join('\n\n');
}

function includeTest(shape: Shape, cast: Cast): string[] {
  const required = shape.belongsTo.filter((field) => shape.include.includes(field.name) && !field.optional);
  const checks = [
    ...required.map((field) => `expect(one.body.${field.name}).toMatchObject({ id: row.${field.key} });`),
    ...shape.manyToMany
      .filter((field) => shape.include.includes(field.name))
      .map((field) => `expect(one.body.${field.name}).toEqual([]);`),
    ...shape.belongsTo
      .filter((field) => shape.include.includes(field.name) && field.optional)
      .map((field) => `expect(one.body.${field.name}).toBeNull();`),
  ];
  return [
    "it('puts relations into the answer where they are asked for', async () => {",
    `const row = await create${shape.names.pascal}(app${cast.owned});`,
    `const include = '${shape.include.join(',')}';`,
    `const one = await app.http.get(\`\${path}/\${row.id}\`)${cast.asReader}.query({ include }).expect(200);`,
    ...checks,
    `const list = await app.http.get(path)${cast.asReader}.query({ include, limit: 1 }).expect(200);`,
    `expect(Object.keys(list.body.data[0])).toEqual(expect.arrayContaining(include.split(',')));`,
    `await app.http.get(path)${cast.asReader}.query({ include: 'password' }).expect(400);`,
    '});',
  ];
}

/** The other end's factory may itself need this one's rows, and then is left out. */
const canMake = (shape: Shape, to: { readonly entity: string; readonly later: boolean }): boolean =>
  !to.later || to.entity === shape.names.pascal;

const madeId = (to: { readonly isUser: boolean; readonly names: Shape['names'] }): string =>
  to.isUser ? '(await createUser(app)).id' : `(await create${to.names.pascal}(app)).id`;

function conflictTests(shape: Shape, cast: Cast): string {
  const field = shape.writable.find((one) => one.unique && !one.optional);
  if (!field) return slugTest(shape, cast);
  return [
    `it('takes each ${field.name} once, also when asked at the same time', async () => {`,
    `const body = ${bodyCall(shape)};`,
    `const post = async () => app.http.post(path)${cast.asWriter}.send({ ...${bodyCall(shape)}, ${field.name}: body.${field.name} });`,
    'const answers = await Promise.all([post(), post(), post(), post()]);',
    'expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409, 409, 409]);',
    'const refused = answers.find(({ status }) => status === 409);',
    `expect(refused?.body.errors).toMatchObject([{ field: '${field.name}' }]);`,
    '});',
  ].join('\n');
}

function slugTest(shape: Shape, cast: Cast): string {
  const slug = shape.visible.find((field) => field.type === 'slug');
  const source = shape.writable.find((field) => field.name === slug?.source);
  if (!slug || !source) return '';
  return [
    `it('gives each row its own ${slug.name}', async () => {`,
    `const body = ${bodyCall(shape)};`,
    `const post = async () => app.http.post(path)${cast.asWriter}.send({ ...${bodyCall(shape)}, ${source.name}: body.${source.name} }).expect(201);`,
    'const answers = await Promise.all([post(), post(), post(), post()]);',
    `expect(new Set(answers.map((answer) => answer.body.${slug.name})).size).toBe(4);`,
    '});',
  ].join('\n');
}

function imports(shape: Shape, cast: Cast, tests: string): ImportBlock {
  const { pascal, camel, kebab, plural } = shape.names;
  const block = new ImportBlock(`test/${plural.kebab}/${kebab}.api.test.ts`)
    .value('vitest', 'afterAll', 'beforeAll', 'describe', 'expect', 'it')
    .value('test/support/app', 'startApp')
    .type('test/support/app', 'TestApp')
    .value(`test/${plural.kebab}/${kebab}.factory`, `create${pascal}`, `${camel}Body`);
  if (cast.signsIn)
    block.value('test/support/sign-in', 'signIn').type('test/support/sign-in', 'SignedInUser');
  for (const { to } of shape.manyToMany) {
    const symbol = to.isUser ? 'createUser' : `create${to.names.pascal}`;
    if (to.entity !== pascal && tests.includes(`${symbol}(`)) block.value(factoryModule(to), symbol);
  }
  return block;
}
