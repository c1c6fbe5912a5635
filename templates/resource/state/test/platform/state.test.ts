import { describe, expect, it } from 'vitest';
import { checkState } from '../../src/platform/state.js';

const check = (state: string | null, allowed: readonly string[]) => () =>
  checkState('status', state, allowed);

describe('the state of a row', () => {
  it('is one of those that are allowed', () => {
    expect(check('paid', ['pending', 'paid'])).not.toThrow();
  });

  it.each([
    ['sent', ['pending'], 'Its status is sent, and this needs pending.'],
    ['sent', ['pending', 'paid'], 'Its status is sent, and this needs pending or paid.'],
    ['sent', ['a', 'b', 'c'], 'Its status is sent, and this needs a, b or c.'],
    [null, ['pending'], 'Its status is not set, and this needs pending.'],
  ])('of %s is a conflict with %s', (state, allowed, message) => {
    expect(check(state, allowed)).toThrow(expect.objectContaining({ kind: 'conflict', message }));
  });
});
