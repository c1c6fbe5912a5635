import { QueryFailedError } from 'typeorm';
import { describe, expect, it } from 'vitest';
import { slugify, withSlug } from '../../src/database/slug.js';

describe('slugify', () => {
  it.each([
    ['Crème brûlée, again!', 'creme-brulee-again'],
    ['  --Hello--  ', 'hello'],
    ['日本語 テスト', '日本語-テスト'],
    ['x'.repeat(200), 'x'.repeat(80)],
    [`${'x'.repeat(79)} y`, 'x'.repeat(79)],
    [`x${'𠮷'.repeat(100)}`, `x${'𠮷'.repeat(79)}`],
  ])('of %s is %s', (text, slug) => {
    expect(slugify(text)).toBe(slug);
  });

  it('makes one up where no letter is left', () => {
    expect(slugify('!?')).toMatch(/^[\da-f]{8}$/);
  });
});

describe('withSlug', () => {
  const taken = (constraint: string): QueryFailedError => {
    const driver = { code: '23505', table: 'rows', constraint };
    return new QueryFailedError('INSERT …', [], Object.assign(new Error('taken'), driver));
  };

  it('tries other slugs while the one it has is taken, and gives up in the end', async () => {
    const tried: string[] = [];
    const insert = (slug: string): Promise<string> => {
      tried.push(slug);
      return Promise.reject(taken('rows_slug_key'));
    };
    await expect(withSlug('slug', 'Hello', insert)).rejects.toThrow('taken');
    expect(new Set(tried).size).toBe(3);
    expect(tried[0]).toBe('hello');
    for (const slug of tried.slice(1)) expect(slug).toMatch(/^hello-[\da-f]{8}$/);
  });

  it('answers with the row of the slug that was free', async () => {
    const insert = (slug: string): Promise<string> =>
      slug === 'hello' ? Promise.reject(taken('rows_slug_key')) : Promise.resolve(slug);
    await expect(withSlug('slug', 'Hello', insert)).resolves.toMatch(/^hello-/);
  });

  it.each([taken('rows_code_key'), new Error('down')])(
    'passes on every other failure',
    async (error) => {
      const tried: string[] = [];
      const insert = (slug: string): Promise<never> => {
        tried.push(slug);
        return Promise.reject(error);
      };
      await expect(withSlug('slug', 'Hello', insert)).rejects.toBe(error);
      expect(tried).toEqual(['hello']);
    },
  );
});
