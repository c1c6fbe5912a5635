import { randomBytes, scryptSync } from 'node:crypto';
import type { Config } from '../config/config.js';
import { Cursors } from './paging/cursor.js';

export const createCursors = (config: Config): Cursors => new Cursors(cursorSecret(config));

/**
 * All instances of a service share its database and so can read each other's cursors. Stretched, because cursors are handed
 * out: nobody is to guess the database's password from one.
 */
function cursorSecret({ DATABASE_URL }: Config): string {
  if (DATABASE_URL === undefined) return randomBytes(32).toString('hex');
  return scryptSync(DATABASE_URL, 'list-cursor', 32).toString('hex');
}
