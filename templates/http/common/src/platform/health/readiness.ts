import type { AppContext } from '../context.js';
import { DatabaseProbe } from '../database/probe.js';
import { AppError } from '../errors.js';

const TIMEOUT_MS = 2_000;
const MAX_AGE_MS = 500;

interface Needed {
  readonly name: string;
  readonly ping: () => Promise<unknown>;
}

/** Whether requests can be served: whoever asks at the same time, or a moment later, is told the same. */
export class Readiness {
  readonly #needed: readonly Needed[];
  #answer: Promise<string | undefined> | undefined;
  #expires = 0;

  constructor({ dataSource, connections }: Pick<AppContext, 'dataSource' | 'connections'>) {
    const probe = new DatabaseProbe(dataSource, () => this.#forget());
    this.#needed = [{ name: 'The database', ping: () => probe.ping() }, ...connections];
  }

  /** Undefined when every server that requests need has answered in time. */
  whyNot(): Promise<string | undefined> {
    if (this.#answer === undefined || performance.now() >= this.#expires) {
      this.#expires = Number.POSITIVE_INFINITY;
      this.#answer = askAll(this.#needed).finally(() => {
        this.#expires = performance.now() + MAX_AGE_MS;
      });
    }
    return this.#answer;
  }

  #forget(): void {
    if (Number.isFinite(this.#expires)) this.#expires = 0;
  }
}

async function askAll(needed: readonly Needed[]): Promise<string | undefined> {
  const flaws = await Promise.all(needed.map(flawOf));
  return flaws.find((flaw) => flaw !== undefined);
}

async function flawOf({ name, ping }: Needed): Promise<string | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(reject, TIMEOUT_MS);
  });
  try {
    await Promise.race([ping(), timeout]);
    return undefined;
  } catch (error) {
    return error instanceof AppError ? error.message : `${name} does not answer.`;
  } finally {
    clearTimeout(timer);
  }
}
