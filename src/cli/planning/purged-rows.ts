import type { ResourceChange } from '../../roles/persistence/contract.js';

/** What goes for good with the column that says of rows that they are deleted, in words. */
export const purgedBy = ({ before, after }: Pick<ResourceChange, 'before' | 'after'>): readonly string[] =>
  before.softDelete && !after.softDelete ? [`the softly deleted rows of ${before.name}`] : [];
