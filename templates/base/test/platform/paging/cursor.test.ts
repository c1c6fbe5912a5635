import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../../src/platform/errors.js';
import { type CursorPosition, Cursors } from '../../../src/platform/paging/cursor.js';

const cursors = new Cursors('a secret of this test');
const position: CursorPosition = {
  list: 'things',
  order: 'name ASC,id ASC',
  values: ['"Zoë" \u{1F600}', -1.5e-7, true, null, '9223372036854775807', 'last'],
};
const { list, order, values } = position;
const cursor = cursors.encode(position);
const [body = '', signature = ''] = cursor.split('.');

function refusal(text: string, forList = list, forOrder = order): unknown {
  try {
    return cursors.decode(text, forList, forOrder);
  } catch (error) {
    return error instanceof AppError ? [error.kind, error.errors[0]?.field] : error;
  }
}
const refused = ['bad-request', 'cursor'];

describe('a cursor', () => {
  it('gives back every value as it was', () => {
    expect(cursors.decode(cursor, list, order)).toEqual(values);
  });

  it('can stand in a URL as it is', () => {
    expect(encodeURIComponent(cursor)).toBe(cursor);
  });

  it('is good for every instance that has the secret, and for no other', () => {
    expect(new Cursors('a secret of this test').decode(cursor, list, order)).toEqual(values);
    expect(refusal(new Cursors('another').encode(position))).toEqual(refused);
  });

  it('is of one list and one order', () => {
    expect(refusal(cursor, 'others')).toEqual(refused);
    expect(refusal(cursor, list, 'name DESC,id DESC')).toEqual(refused);
    expect(refusal(cursor, `${list},${order}`, '')).toEqual(refused);
  });

  it('is refused with any one character changed, left out or doubled', () => {
    for (const [at, letter] of Array.from(cursor).entries()) {
      const [before, after] = [cursor.slice(0, at), cursor.slice(at + 1)];
      for (const other of [
        letter === 'A' ? 'B' : 'A',
        '',
        letter + letter,
        '.',
        '=',
        ' ',
        '\u0000',
      ])
        if (other !== letter) expect(refusal(before + other + after)).toEqual(refused);
    }
  });

  it.each([
    ['nothing', ''],
    ['a dot', '.'],
    ['dots', '...'],
    ['no signature', body],
    ['an empty signature', `${body}.`],
    ['no body', `.${signature}`],
    ['a third part', `${cursor}.${signature}`],
    ['a last dot', `${cursor}.`],
    ['padding', `${cursor}==`],
    ['what is not base64', '%%%.***'],
    ['what is not ASCII', `${body}é.\u{1F600}`],
    ['what is not JSON', `${Buffer.from('{"').toString('base64url')}.${signature}`],
    ['its parts swapped', `${signature}.${body}`],
    ['a long text', 'A.'.repeat(6_000)],
  ])('is refused when it is %s', (_what, text) => {
    expect(refusal(text)).toEqual(refused);
  });

  it('cannot be signed with the secret itself, which signs other things elsewhere', () => {
    const hmac = createHmac('sha256', 'a secret of this test');
    const forged = hmac.update(JSON.stringify([list, order, body])).digest();
    expect(refusal(`${body}.${forged.subarray(0, 16).toString('base64url')}`)).toEqual(refused);
  });
});
