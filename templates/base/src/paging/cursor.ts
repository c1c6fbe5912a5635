import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { AppError } from '../errors.js';

/** Where a walk stands: the sort keys of the last row, bound to the list and the order they were read in. */
export interface CursorPosition {
  readonly list: string;
  readonly order: string;
  readonly values: readonly (string | number | boolean | null)[];
}

/** Opaque, signed keyset cursors: a client can hand one back, not make one up. */
export class Cursors {
  readonly #key: Buffer;

  /** The secret is one that every instance of the service already shares; the key is derived from it (RFC 5869). */
  constructor(secret: string) {
    this.#key = Buffer.from(hkdfSync('sha256', secret, '', 'list-cursor', 32));
  }

  encode(position: CursorPosition): string {
    const body = Buffer.from(JSON.stringify([position.list, position.order, position.values]));
    return `${body.toString('base64url')}.${this.#sign(body).toString('base64url')}`;
  }

  decode(cursor: string, list: string, order: string): CursorPosition['values'] {
    const parts = cursor.split('.').map((part) => Buffer.from(part, 'base64url'));
    const [body, signature] = parts;
    if (!body || !signature || parts.length > 2) throw badCursor();
    if (!this.#matches(body, signature)) throw badCursor();
    const [forList, forOrder, values] = JSON.parse(body.toString()) as [
      string,
      string,
      CursorPosition['values'],
    ];
    if (forList !== list || forOrder !== order) throw badCursor();
    return values;
  }

  #sign(body: Buffer): Buffer {
    return createHmac('sha256', this.#key).update(body).digest().subarray(0, 16);
  }

  #matches(body: Buffer, signature: Buffer): boolean {
    const expected = this.#sign(body);
    return expected.length === signature.length && timingSafeEqual(expected, signature);
  }
}

function badCursor(): AppError {
  const message = 'Not a cursor of this list and order.';
  return new AppError('bad-request', 'The cursor is not valid here.', [
    { field: 'cursor', message },
  ]);
}
