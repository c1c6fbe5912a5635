import type { ScalarField } from '../../../resource/model.js';
import type { Shape } from '../../../resource/shape.js';
import type { Cast } from '../cast.js';
import { bodyCall } from '../factory.js';

/** Writes at the same time that want the same value. */
export const conflictTests = (shape: Shape, cast: Cast): string =>
  [uniqueTest(shape, cast), slugTest(shape, cast)].filter((test) => test !== '').join('\n\n');

const isUnique = ({ unique, optional }: ScalarField): boolean => unique && !optional;

function uniqueTest(shape: Shape, cast: Cast): string {
  const [name, ...more] = shape.writable.filter(isUnique).map((field) => field.name);
  if (name === undefined) return '';
  const names = [name, ...more].map((one) => `'${one}'`).join(', ');
  const { head, key, value, error } =
    more.length === 0
      ? {
          head: `it('takes each ${name} once, ${atOnce}', async () => {`,
          key: name,
          value: `body.${name}`,
          error: `field: ${names}`,
        }
      : {
          head: `it.each([${names}] as const)('takes each %s once, ${atOnce}', async (field) => {`,
          key: '[field]',
          value: 'body[field]',
          error: 'field',
        };
  return [
    head,
    `const body = ${bodyCall(shape)};`,
    `const post = async () => app.http.post(path)${cast.asWriter}.send({ ...${bodyCall(shape)}, ${key}: ${value} });`,
    'const answers = await Promise.all([post(), post(), post(), post()]);',
    'expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409, 409, 409]);',
    'const refused = answers.find(({ status }) => status === 409);',
    `expect(refused?.body.errors).toMatchObject([{ ${error} }]);`,
    '});',
  ].join('\n');
}

const atOnce = 'also when asked at the same time';

function slugTest(shape: Shape, cast: Cast): string {
  const slug = shape.visible.find((field) => field.type === 'slug');
  const source = shape.writable.find((field) => field.name === slug?.source);
  if (!slug || !source || isUnique(source)) return '';
  return [
    `it('gives each row its own ${slug.name}', async () => {`,
    `const body = ${bodyCall(shape)};`,
    `const post = async () => app.http.post(path)${cast.asWriter}.send({ ...${bodyCall(shape)}, ${source.name}: body.${source.name} }).expect(201);`,
    'const answers = await Promise.all([post(), post(), post(), post()]);',
    `expect(new Set(answers.map((answer) => answer.body.${slug.name})).size).toBe(4);`,
    '});',
  ].join('\n');
}
