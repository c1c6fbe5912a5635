import type { EntityManager } from 'typeorm';
import { SCHEMA } from './boss.js';

export async function hasQueue(manager: EntityManager, name: string): Promise<boolean> {
  const rows = await manager.query(`SELECT FROM ${SCHEMA}.queue WHERE name = $1`, [name]);
  return rows.length > 0;
}

/** What a process could not end is as if it had not been begun: that it stopped is no failed attempt. */
export async function handBack(
  manager: EntityManager,
  name: string,
  ids: readonly string[],
): Promise<void> {
  await manager.query(
    `UPDATE ${SCHEMA}.job SET state = 'retry', started_on = NULL, start_after = now()
     WHERE name = $1 AND id = ANY($2) AND state = 'active'`,
    [name, ids],
  );
}

/** Pauses grow, but not without end, which pg-boss cannot be told. */
export async function limitPause(
  manager: EntityManager,
  name: string,
  id: string,
  seconds: number,
): Promise<void> {
  await manager.query(
    `UPDATE ${SCHEMA}.job SET start_after = least(start_after, now() + make_interval(secs => $3))
     WHERE name = $1 AND id = $2 AND state = 'retry'`,
    [name, id, seconds],
  );
}

/** Of what runs, this attempt is the last one. */
export async function makeLast(manager: EntityManager, name: string, id: string): Promise<void> {
  await manager.query(
    `UPDATE ${SCHEMA}.job SET retry_limit = retry_count WHERE name = $1 AND id = $2 AND state = 'active'`,
    [name, id],
  );
}
