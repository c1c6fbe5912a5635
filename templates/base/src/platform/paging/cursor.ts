import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { AppError } from '../errors.js';

/** Where a walk stands: the sort keys of the last row, bound to the list and the order they were read in. */
export interface CursorPosition {
  readonly list: string;
  readonly order: string;
  readonly values: readonly (string | number | boolean | null)[];
}

/** Long enough for the values of any one field, and short enough for a URL. */
export const MAX_CURSOR_LENGTH = 12_000;

/** Opaque, signed keyset cursors: a client can hand one back, not make one up. */
export class Cursors {
  readonly #key: Buffer;

  /** The secret is one that every instance of the service already shares; the key is derived from it (RFC 5869). */
  constructor(secret: string) {
    this.#key = Buffer.from(hkdfSync('sha256', secret, '', 'list-cursor', 32));
  }

  encode({ list, order, values }: CursorPosition): string {
    const body = Buffer.from(JSON.stringify(values)).toString('base64url');
    return this.#signed(body, list, order);
  }

  /** The signature covers the list and the order: what it matches was made here, for them, and can be read. */
  decode(cursor: string, list: string, order: string): CursorPosition['values'] {
    const [body = ''] = cursor.split('.', 1);
    const given = Buffer.from(cursor);
    const expected = Buffer.from(this.#signed(body, list, order));
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) throw badCursor();
    return JSON.parse(Buffer.from(body, 'base64url').toString()) as CursorPosition['values'];
  }

  #signed(body: string, list: string, order: string): string {
    const hmac = createHmac('sha256', this.#key).update(JSON.stringify([list, order, body]));
    return `${body}.${hmac.digest().subarray(0, 16).toString('base64url')}`;
  }
}

function badCursor(): AppError {
  const message = 'Not a cursor of this list and order.';
  return new AppError('bad-request', 'The cursor is not valid here.', [
    { field: 'cursor', message },
  ]);
}
