import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { conflict, mergedValue } from '../../src/core/merge-values.js';

const field = (name: string, more: object = {}) => ({ name, type: 'text', ...more });
const post = (...fields: object[]) => ({ name: 'Post', access: 'owner', fields });
const base = post(field('title'), field('body'));

describe('three versions of a value', () => {
  it.each([
    [
      'what both added, mine first',
      post(field('title'), field('body'), field('mine')),
      post(field('title'), field('body'), field('theirs')),
      post(field('title'), field('body'), field('mine'), field('theirs')),
    ],
    [
      'what one changed and the other removed elsewhere',
      post(field('title', { max: 9 }), field('body')),
      post(field('title')),
      post(field('title', { max: 9 })),
    ],
    ['the same of both', post(field('x')), post(field('x')), post(field('x'))],
    [
      'two keys of one field',
      post(field('title', { max: 9 }), field('body')),
      post(field('title', { min: 2 }), field('body')),
      post(field('title', { max: 9, min: 2 }), field('body')),
    ],
    [
      'lists of lists',
      { ...base, unique: [['a', 'b']] },
      { ...base, unique: [['c', 'd']] },
      {
        ...base,
        unique: [
          ['a', 'b'],
          ['c', 'd'],
        ],
      },
    ],
  ])('come to %s', (_, mine, theirs, expected) => {
    expect(mergedValue({ mine, base, theirs })).toEqual(expected);
  });

  it.each([
    ['the same key in two ways', { ...base, access: 'admin' }, { ...base, access: 'public' }],
    [
      'a field that the other side removed',
      post(field('title', { max: 9 }), field('body')),
      post(field('body')),
    ],
    ['two fields of one name', post(field('x')), post(field('x', { max: 1 }))],
  ])('are a conflict where they change %s', (_, mine, theirs) => {
    expect(mergedValue({ mine, base, theirs })).toBe(conflict);
  });

  it('are the one side where the other changed nothing, whatever they are', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (one, other) => {
        expect(mergedValue({ mine: one, base: other, theirs: other })).toEqual(one);
        expect(mergedValue({ mine: other, base: other, theirs: one })).toEqual(one);
        expect(mergedValue({ mine: one, base: other, theirs: one })).toEqual(one);
      }),
    );
  });
});
