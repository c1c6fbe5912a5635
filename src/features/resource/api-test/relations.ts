import type { Shape } from '../../../resource/shape.js';
import type { Cast } from '../cast.js';
import { bodyCall } from '../factory.js';

/** Ids of other rows, and what `?include=` answers. */
export function relationTests(shape: Shape, cast: Cast): string {
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
        `const refused = await app.http.patch(one)${cast.asWriter}.send({ ${field.key}: [${unknown}] }).expect(422);`,
        `expect(refused.body.errors).toMatchObject([{ field: '${field.key}' }]);`,
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
