import type { Draft } from '../../../core/draft.js';
import type { Order } from '../../order.js';
import { classesIn, isMigration } from './reverted-migrations.js';

/** The given order, and among migrations that of their moments: TypeORM runs them so, and their list says so. */
export function inTime(draft: Draft, symbol: string, order: Order | undefined): Order {
  const moment = /\d{13}$/.exec(symbol)?.[0] ?? '';
  const isLater = (path: string): boolean => (/\/(\d{13})-[^/]*$/.exec(path)?.[1] ?? '') > moment;
  const paths = draft.project.list('src').filter((path) => isMigration(path) && isLater(path));
  const later = classesIn(draft, paths).flatMap((one) => one.symbol ?? []);
  return { later: (kind, name) => [...(order?.later(kind, name) ?? []), ...later] };
}
