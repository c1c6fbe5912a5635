import type pg from 'pg';

/** A step of a plan and what it does: `Index Scan using …`, `  Index Cond: …`. */
export type Plan = readonly string[];

/**
 * How PostgreSQL would run a statement on a large table, whatever its values are: reading all of a table and sorting it come last, as
 * they do there.
 */
export async function planOf(sql: pg.Pool, statement: string): Promise<Plan> {
  const parameters = new Set(statement.match(/\$\d+/g)).size;
  const values = parameters === 0 ? '' : `(${Array(parameters).fill('NULL').join(', ')})`;
  const session = await sql.connect();
  try {
    await session.query(`BEGIN; SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off;
      SET LOCAL plan_cache_mode = force_generic_plan; PREPARE asked AS ${statement}`);
    const { rows } = await session.query<Record<'QUERY PLAN', string>>(
      `EXPLAIN (COSTS OFF) EXECUTE asked${values}`,
    );
    return rows.map((row) => row['QUERY PLAN']);
  } finally {
    await session.query('ROLLBACK');
    await session.query('DEALLOCATE ALL');
    session.release();
  }
}

/** An index that is in order leaves nothing to sort but rows that are equal in it (`Incremental Sort`). What is read beside each row follows the rows. */
export function sorts(plan: Plan): boolean {
  const beside = plan.findIndex((line) => line.includes('SubPlan'));
  return plan.slice(0, beside < 0 ? undefined : beside).some((line) => /^\s*(?:->\s*)?Sort\s*$/.test(line));
}

export const readsAll = (plan: Plan): boolean => plan.some((line) => line.includes('Seq Scan'));

/** Whether an index finds the rows by this expression. */
export const finds = (plan: Plan, expression: string): boolean =>
  plan.some((line) => line.includes('Index Cond:') && line.includes(expression));
