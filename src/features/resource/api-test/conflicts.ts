import type { Shape } from '../../../resource/shape.js';
import type { Cast } from '../cast.js';
import { bodyCall } from '../factory.js';

/** Writes at the same time that want the same value. */
export function conflictTests(shape: Shape, cast: Cast): string {
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
