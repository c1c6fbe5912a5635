import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { MAX_CURSOR_LENGTH } from '../../../src/platform/paging/cursor.js';
import { integerFilter, range, textFilter } from '../../../src/platform/paging/filters.js';
import {
  includeQueryOf,
  listQueryOf,
  wholeNumber,
} from '../../../src/platform/paging/list-query.js';
import { mapPage } from '../../../src/platform/paging/list-request.js';
import { pageOf } from '../../../src/platform/paging/page.schema.js';

const schema = listQueryOf({
  sort: ['name', 'nameOf', 'createdAt'],
  search: true,
  include: ['owner', 'ownerOf'],
  filters: { name: textFilter, ...range('size', integerFilter) },
});
const plain = listQueryOf({ sort: ['name'] });

const refusedFields = (query: object, of: z.ZodType = schema): unknown[] => {
  const issues = of.safeParse(query).error?.issues ?? [];
  return issues.map((issue) =>
    issue.code === 'unrecognized_keys' ? issue.keys.join() : issue.path.join('.'),
  );
};

describe('a list query', () => {
  it('asks for the newest twenty when it says nothing', () => {
    expect(schema.parse({})).toEqual({
      limit: 20,
      page: 1,
      sort: [{ field: 'createdAt', direction: 'DESC' }],
      filters: [],
      include: [],
    });
  });

  it('is read whole', () => {
    const query = { limit: '100', page: '10000', sort: '-nameOf,name', include: 'ownerOf,owner' };
    const filters = { name: 'x', size: '1', 'size[gt]': '2', 'size[gte]': '3', 'size[lt]': '4' };
    const rest = { 'size[lte]': '-5', search: '  cafe\u0301 ' };
    expect(schema.parse({ ...query, ...filters, ...rest })).toEqual({
      limit: 100,
      page: 10_000,
      sort: [
        { field: 'nameOf', direction: 'DESC' },
        { field: 'name', direction: 'ASC' },
      ],
      include: ['ownerOf', 'owner'],
      search: 'caf\u00e9',
      filters: [
        { field: 'name', operator: 'eq', value: 'x' },
        { field: 'size', operator: 'eq', value: 1 },
        { field: 'size', operator: 'gt', value: 2 },
        { field: 'size', operator: 'gte', value: 3 },
        { field: 'size', operator: 'lt', value: 4 },
        { field: 'size', operator: 'lte', value: -5 },
      ],
    });
  });

  it('has a page or a cursor, where an empty cursor starts a walk', () => {
    expect(schema.parse({ cursor: '' })).toMatchObject({ cursor: '' });
    expect(schema.parse({ cursor: 'x' })).not.toHaveProperty('page');
    expect(refusedFields({ cursor: '', page: '1' })).toEqual(['cursor']);
    expect(refusedFields({ cursor: 'x'.repeat(MAX_CURSOR_LENGTH) })).toEqual([]);
    expect(refusedFields({ cursor: 'x'.repeat(MAX_CURSOR_LENGTH + 1) })).toEqual(['cursor']);
  });

  it.each([
    ['limit', ['0', '101', '-1', '1.0', '1e1', '', ' 5', '٣', '0x10']],
    ['page', ['0', '10001', '-0', 'x', '9'.repeat(16)]],
    ['sort', ['', 'size', 'name,', ',name', '--name', '+name', 'name,-name', 'name;x', 'Name']],
    ['include', ['', 'owner,owner', 'secrets', 'owner,', '__proto__', 'constructor']],
    ['search', ['', '   ', 'ab', ' ab ', 'e\u0301e\u0301', 'x'.repeat(101)]],
    ['size[gt]', ['', 'x', '1.5']],
  ])('refuses a wrong %s and names it', (name, values) => {
    for (const value of values)
      expect([value, ...refusedFields({ [name]: value })]).toEqual([value, name]);
  });

  it('refuses what it does not know', () => {
    for (const name of ['size[ne]', 'size[', 'name[gt]', 'size[gt][lt]', 'Limit', 'constructor'])
      expect(refusedFields({ [name]: '1' })).toEqual([name]);
    expect(refusedFields(JSON.parse('{"__proto__":"1"}'))).toEqual(['__proto__']);
  });

  it('knows neither search nor include where a list has none', () => {
    expect(refusedFields({ search: 'x' }, plain)).toEqual(['search']);
    expect(refusedFields({ include: 'owner' }, plain)).toEqual(['include']);
  });
});

it('a row may be asked for with its relations', () => {
  const query = includeQueryOf(['owner', 'tags']);
  expect(query.parse({})).toEqual({ include: [] });
  expect(query.parse({ include: 'tags,owner' })).toEqual({ include: ['tags', 'owner'] });
  expect(refusedFields({ include: 'x' }, query)).toEqual(['include']);
  expect(refusedFields({ sort: 'x' }, query)).toEqual(['sort']);
});

it('a whole number is within its bounds', () => {
  const schemaOfDigit = wholeNumber(-1, 1);
  expect(['-1', '0', '01'].map((text) => schemaOfDigit.parse(text))).toEqual([-1, 0, 1]);
  for (const text of ['-2', '2', '0.5', ''])
    expect(schemaOfDigit.safeParse(text).success).toBe(false);
});

describe('a page', () => {
  const meta = { limit: 2, nextCursor: null };

  it('is mapped row by row, and a view gets its row and nothing else', () => {
    const view = (...given: unknown[]) => given;
    expect(mapPage({ data: ['a', 'b'], meta }, view)).toEqual({ data: [['a'], ['b']], meta });
  });

  it('is described with the numbers of a page or the cursor of a walk', () => {
    const page = pageOf(z.string());
    const numbers = { page: 1, limit: 2, total: 0, totalPages: 0 };
    expect(page.parse({ data: [], meta: numbers })).toEqual({ data: [], meta: numbers });
    expect(page.parse({ data: ['a'], meta })).toEqual({ data: ['a'], meta });
    expect(page.safeParse({ data: [1], meta }).success).toBe(false);
    expect(page.safeParse({ data: [], meta: { limit: 2 } }).success).toBe(false);
  });
});
