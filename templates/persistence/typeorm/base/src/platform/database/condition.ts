import type { ObjectLiteral } from 'typeorm';

/** What has to hold of a row, as a part of a statement. */
export interface Condition {
  /** @param row what the statement calls the table. */
  readonly sql: (row: string) => string;
  readonly parameters: ObjectLiteral;
}
