import type { EntityManager } from 'typeorm';
import type { z } from 'zod';
import type { Transactional } from '../database/transaction.js';
import { type Jobs, readData } from '../jobs/jobs.js';
import type { Message } from './message.js';
import { sendMail } from './send-mail.job.js';

/** Has messages sent by a job, so that no request waits for a mail server, or fails because of one. */
export class Mail implements Transactional<Mail> {
  readonly #jobs: Pick<Jobs, 'enqueue' | 'within'>;

  constructor(jobs: Pick<Jobs, 'enqueue' | 'within'>) {
    this.#jobs = jobs;
  }

  /** Sends with this transaction: if it fails, nothing. */
  within(manager: EntityManager): Mail {
    return new Mail(this.#jobs.within(manager));
  }

  async send<Schema extends Message['schema']>(
    message: Message<Schema>,
    ids: z.input<Schema>,
  ): Promise<void> {
    await this.#jobs.enqueue(sendMail, { message: message.name, ids: readData(message, ids) });
  }
}
