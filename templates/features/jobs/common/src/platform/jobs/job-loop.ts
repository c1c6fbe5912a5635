import { setTimeout as delay } from 'node:timers/promises';
import type PgBoss from 'pg-boss';
import type { AppContext } from '../context.js';
import { attempt, type FetchedJob, StoppedError } from './attempt.js';
import type { Job } from './job.js';

/** What is asked to end gets this long to do so. */
const LAST_WORDS_MS = 500;

export interface LoopOptions {
  /** How often an empty queue is asked. */
  readonly pollMs: number;
  /** How long running jobs may go on when the process stops. */
  readonly drainMs: number;
}

/** Takes the jobs of one queue and runs them, a few at a time. */
export class JobLoop {
  readonly #boss: PgBoss;
  readonly #job: Job;
  readonly #context: AppContext;
  readonly #options: LoopOptions;
  readonly #stopping = new AbortController();
  readonly #running = new Map<string, AbortController>();
  readonly #ended: Promise<void>;

  constructor(boss: PgBoss, job: Job, context: AppContext, options: LoopOptions) {
    this.#boss = boss;
    this.#job = job;
    this.#context = context;
    this.#options = options;
    this.#ended = this.#loop();
  }

  /** Takes no more, lets what runs end in time, and tells the ids of what did not. */
  async stop(): Promise<readonly string[]> {
    this.#stopping.abort();
    await this.#endedWithin(this.#options.drainMs);
    for (const controller of this.#running.values()) controller.abort(new StoppedError());
    await this.#endedWithin(LAST_WORDS_MS);
    return [...this.#running.keys()];
  }

  async #endedWithin(limitMs: number): Promise<void> {
    const timer = new AbortController();
    const limit = delay(limitMs, undefined, { signal: timer.signal }).catch(() => {});
    await Promise.race([this.#ended, limit]);
    timer.abort();
  }

  async #loop(): Promise<void> {
    const { name, concurrency } = this.#job;
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      // Nothing while the database does not answer, which pg-boss keeps to itself: then it is asked again.
      const found = await this.#boss.fetch(name, { batchSize: concurrency, includeMetadata: true });
      if (found.length > 0) await Promise.all(found.map((fetched) => this.#run(fetched)));
      else await delay(this.#options.pollMs, undefined, { signal }).catch(() => {});
    }
  }

  async #run(fetched: FetchedJob): Promise<void> {
    const controller = new AbortController();
    this.#running.set(fetched.id, controller);
    try {
      const isOver = await attempt(this.#boss, this.#job, fetched, this.#context, controller);
      if (isOver) this.#running.delete(fetched.id);
    } catch (error) {
      // It counts as lost in a while, and runs again.
      this.#running.delete(fetched.id);
      const about = { err: error, job: this.#job.name, jobId: fetched.id };
      this.#context.logger.error(about, 'what became of a job could not be noted');
    }
  }
}
