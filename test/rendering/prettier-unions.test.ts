import { format } from 'prettier';
import { describe, expect, it } from 'vitest';
import { formatter } from '../../src/rendering/format.js';
import { ourStyle } from '../../src/rendering/house-style.js';

const property = (values: readonly string[], name: string) =>
  `export class Post {\n  @Column()\n  ${name}!: ${values.map((value) => `'${value}'`).join(' | ')} | null;\n}\n`;

const alias = (values: readonly string[], name: string) =>
  `export type ${name} = ${values.map((value) => `'${value}'`).join(' | ')};\n`;

describe.each([
  ['a property with a union', property],
  ['the alias of a union', alias],
])('%s', (_what, source) => {
  it.each([10, 30, 40, 50, 60, 80, 100])('of values %i long is as Prettier has it', async (length) => {
    const values = ['a', 'b'].map((letter) => letter.repeat(length / 2));
    for (const name of ['kind', 'kindOfTheAttachmentAsSupportSeesIt']) {
      const written = await formatter(ourStyle)('src/post.entity.ts', source(values, name));
      expect(written).toBe(await format(written, { ...ourStyle, parser: 'typescript' }));
    }
  });
});
