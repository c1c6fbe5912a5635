import { can, includes, type Permission } from '../../permissions.js';
import type { Actor } from '../http/actor.js';
import type { Condition } from './condition.js';

/** Who may read which rows of a table. */
export interface Visibility {
  /** Who has it may read all of them. */
  readonly all: Permission;
  /** The column with the id of the user who may read a row in any case. */
  readonly owner?: string;
  /** What has to hold of a row that everybody else may read. */
  readonly shown: readonly Condition[];
}

/** The rows that whoever asks may read. */
export function rowsVisibleTo(actor: Actor | undefined, visibility: Visibility): Condition {
  const { all, owner, shown } = visibility;
  if (actor && can(actor, all)) return { sql: () => 'TRUE', parameters: {} };
  const viewerId = ownRowsOf(actor, all);
  const isOwn = owner !== undefined && viewerId !== undefined;
  return {
    sql: (row) => {
      const isShown = shown.map(({ sql }) => sql(row)).join(' AND ');
      return isOwn ? `("${row}"."${owner}" = :viewerId OR (${isShown}))` : `(${isShown})`;
    },
    parameters: Object.assign(
      {},
      ...shown.map(({ parameters }) => parameters),
      isOwn && { viewerId },
    ),
  };
}

/** Whose own rows may be read: with credentials that are good for some things only, nobody's unless one of these is to read. */
function ownRowsOf(actor: Actor | undefined, permission: Permission): string | undefined {
  const mayRead = actor?.scopes === undefined || includes(actor.scopes, permission);
  return mayRead ? actor?.id : undefined;
}

export const where = (sql: Condition['sql']): Condition => ({ sql, parameters: {} });

/** Rows that belong to a row of another table that may be read. */
export function within(key: string, table: string, { sql, parameters }: Condition): Condition {
  const whole = (row: string): string => `${row}_`;
  return {
    sql: (row) =>
      `EXISTS (SELECT FROM "${table}" "${whole(row)}" WHERE "${whole(row)}"."id" = "${row}"."${key}" AND ${sql(whole(row))})`,
    parameters,
  };
}
