import type { Shape } from '../../../resource/shape.js';
import type { Cast } from '../cast.js';
import { bodyCall } from '../factory.js';

/** Who may do what. */
export function accessTests(shape: Shape, cast: Cast): string {
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
