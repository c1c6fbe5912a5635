import type { DataSource } from 'typeorm';
import { JoinedTransaction } from '../../platform/database/joined-transaction.js';
import { AppError } from '../../platform/errors.js';
import type { Answer } from './answer.js';
import { IdempotencyKeyRepository } from './idempotency-key.repository.js';
import type { KeyedRequest } from './keyed-request.js';

/** Does what a request asks for once, however often it is sent: its answer is kept in the transaction of what it did. */
export class IdempotencyService {
  readonly #transaction: JoinedTransaction;

  constructor(dataSource: DataSource) {
    this.#transaction = new JoinedTransaction(dataSource);
  }

  /**
   * @returns the answer, and whether it is one that was given before.
   * @throws AppError where the request is being handled, or the key is another one's. Whatever the work throws undoes it, and the key is free.
   */
  once(request: KeyedRequest, work: () => Promise<Answer>): Promise<Once> {
    return this.#transaction.run(async (manager) => {
      const keys = new IdempotencyKeyRepository(manager);
      if (!(await keys.lock(request))) {
        throw new AppError('conflict', 'A request with this Idempotency-Key is being handled.');
      }
      const known = await keys.find(request);
      if (known && known.fingerprint !== request.fingerprint) {
        throw new AppError('unprocessable', 'This Idempotency-Key was sent with another request.');
      }
      if (known) return { answer: known, isRepeated: true };
      const answer = await work();
      if (answer.status < 300) await keys.insert(request, answer);
      return { answer, isRepeated: false };
    });
  }
}

export interface Once {
  readonly answer: Answer;
  readonly isRepeated: boolean;
}
