import { AppError } from './errors.js';

/** What a writer expects of the row it is about to change (HTTP's If-Match). */
export type Precondition<Row> = (row: Row) => boolean;

/** To be called under the row's lock: a check made before it would miss the writer in between. */
export function checkPrecondition<Row>(row: Row, holds: Precondition<Row>): void {
  if (holds(row)) return;
  throw new AppError('precondition-failed', 'It has changed since you read it. Read it again.');
}
