import type { Serves } from '../../src/resource/operations.js';
import { expected, objectOf, show } from '../bar/http.js';
import type { Rows } from './rows.js';

/** The operations that a resource has not. */
export async function leftOut(rows: Rows, serves: Serves, list: string, path: string): Promise<void> {
  const calls: readonly (readonly [boolean, string, string])[] = [
    [serves.list, 'GET', list],
    [serves.create, 'POST', list],
    [serves.get, 'GET', path],
    [serves.replace, 'PUT', path],
    [serves.update, 'PATCH', path],
    [serves.delete, 'DELETE', path],
  ];
  for (const [isServed, method, at] of calls) if (!isServed) expected(await rows.ask(method, at), 404, 405);
}

export async function listed(rows: Rows, path: string, id: string, what: string): Promise<void> {
  const { data } = objectOf(await rows.must('GET', path, 200));
  if (!JSON.stringify(data).includes(id)) throw new Error(`${what} misses the row ${id}.`);
}

/** Where the relation may be asked for, it is there. */
export async function included(rows: Rows, path: string, name: string, id: string): Promise<void> {
  const answer = expected(await rows.ask('GET', `${path}?include=${name}`), 200, 400);
  if (answer.status === 400) return;
  const value = objectOf(answer)[name];
  if (!JSON.stringify(value ?? null).includes(id)) throw new Error(`${show(answer)}: ${name} lacks ${id}.`);
}

export function same(value: unknown, wanted: unknown, what: string): void {
  if (JSON.stringify(value) !== JSON.stringify(wanted)) {
    throw new Error(`${what} is ${JSON.stringify(value)}, not ${JSON.stringify(wanted)}.`);
  }
}

export const sorted = (ids: unknown): unknown => (Array.isArray(ids) ? [...ids].sort() : ids);
