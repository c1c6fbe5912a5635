import { describe, expect, it } from 'vitest';
import { SnakeNaming } from '../../../src/platform/database/naming.js';

const naming = new SnakeNaming();
const long = 'a_table_with_a_name_of_sixty_characters_which_is_the_longest';

describe('names', () => {
  it.each([
    ['authorId', 'author_id'],
    ['APIKey', 'api_key'],
    ['htmlURL', 'html_url'],
    ['line2', 'line2'],
    ['line2Text', 'line2_text'],
    ['aB', 'a_b'],
    ['name', 'name'],
  ])('of the property %s is %s', (property, column) => {
    expect(naming.columnName(property, undefined, [])).toBe(column);
    expect(naming.joinColumnName(property, 'id')).toBe(`${column}_id`);
  });

  it('of a column can be given, and has its prefixes', () => {
    expect(naming.columnName('a', 'givenName', ['homeAddress'])).toBe('home_address_given_name');
  });

  it('of constraints are those of PostgreSQL, so that they tell the column', () => {
    expect(naming.primaryKeyName('public.posts')).toBe('posts_pkey');
    expect(naming.foreignKeyName('posts', ['author_id'])).toBe('posts_author_id_fkey');
    expect(naming.uniqueConstraintName('posts', ['a', 'b'])).toBe('posts_a_b_key');
    expect(naming.relationConstraintName('posts', ['cover_id'])).toBe('posts_cover_id_key');
    expect(naming.indexName('posts', ['created_at', 'id'])).toBe('posts_created_at_id_idx');
  });

  it('of 63 bytes are left alone', () => {
    expect(naming.indexName(long.slice(0, 57), ['x'])).toBe(`${long.slice(0, 57)}_x_idx`);
  });

  it('that would be longer than 63 bytes are cut, and stay different and the same', () => {
    const columns = ['one', 'two', 'owner_id_with_more', 'owner_id_with_less'];
    const names = columns.flatMap((column) => [
      naming.indexName(long, [column]),
      naming.uniqueConstraintName(long, [column]),
      naming.foreignKeyName(long, [column]),
    ]);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names)
      expect(name).toMatch(/^a_table_[a-z_]+_[0-9a-f]{8}_(?:idx|key|fkey)$/);
    expect(Math.max(...names.map((name) => name.length))).toBe(63);
    expect(naming.indexName(long, ['one'])).toBe(names[0]);
  });

  it('are counted in bytes and never cut within a character', () => {
    for (const first of ['', 'a', 'aa']) {
      const name = naming.indexName(first + '表'.repeat(20), ['名前']);
      expect(Buffer.byteLength(name)).toBeLessThanOrEqual(63);
      expect(name).toMatch(/^a*表+_[0-9a-f]{8}_idx$/);
    }
  });
});
