import type { Request } from 'express';
import type { Transactional } from '../../platform/database/transaction.js';

/** Puts another secret in the place of the one that a request came with. */
export interface Renewal extends Transactional<Renewal> {
  /** In the database. */
  readonly store: () => Promise<void>;
  /** In the answer, once it is stored. */
  readonly answer: () => void;
}

/** Of requests whose secret can be replaced by their answer. */
export const renewals = new WeakMap<Request, Renewal>();
