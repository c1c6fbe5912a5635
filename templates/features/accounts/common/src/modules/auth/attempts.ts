import { Expiring } from './expiring.js';

/** Attempts are counted for this long. */
export const ATTEMPT_WINDOW_MS = 15 * 60 * 1000;
const KNOWN_FOR_MS = 30 * 24 * 60 * 60 * 1000;

/** Counts one more attempt under a key, within the window that its first one began. */
export type Hit = (
  name: string,
  key: string,
) => Promise<{ readonly count: number; readonly waitMs: number }>;

export interface Attempt {
  readonly operation: string;
  readonly address: string;
  /** Whose; undefined when the request does not say. */
  readonly account: string | undefined;
}

/**
 * Counts every attempt at an operation, good or bad: per address, against one machine that tries many accounts, and per
 * account, against many machines that try one. A good login forgives nothing, or a guesser would log in to their own
 * account in between.
 *
 * Nobody locks out somebody else: one account at one address uses up at most half of what is counted for all accounts at
 * the address, and for all addresses of the account; its later attempts are counted apart. And who has signed in from an
 * address before has attempts of their own there, whatever others try elsewhere.
 */
export class Attempts {
  readonly #limit: number;
  readonly #hit: Hit;
  readonly #known = new Expiring();
  readonly #blocked = new Expiring();

  constructor(limit: number, hit: Hit) {
    this.#limit = limit;
    this.#hit = hit;
  }

  /** How long to wait before the next attempt; undefined when this one may go on. */
  async refusal(attempt: Attempt): Promise<number | undefined> {
    const { operation, address, account } = attempt;
    if (operation === 'refresh') return this.#refusalOfRefresh(attempt);
    if (account === undefined) return this.#over(`${operation}-ip`, address);
    const { count, waitMs } = await this.#hit(operation, bothOf(attempt));
    if (count > this.#limit) return waitMs;
    const phase = count <= Math.ceil(this.#limit / 2) ? '' : '-late';
    const isKnown = this.#known.leftMs(bothOf(attempt)) > 0;
    const waits = [
      await this.#over(`${operation}-ip${phase}`, address),
      isKnown ? undefined : await this.#over(`${operation}-account${phase}`, account),
    ];
    return waits.find((wait) => wait !== undefined);
  }

  async finished(attempt: Attempt, status: number): Promise<void> {
    const { operation, address } = attempt;
    if (operation === 'login' && status === 200) this.#known.add(bothOf(attempt), KNOWN_FOR_MS);
    if (operation !== 'refresh' || status < 400) return;
    const { count, waitMs } = await this.#hit('refresh-ip', address);
    if (count >= this.#limit) this.#blocked.add(address, waitMs);
  }

  /** Many people refresh from behind one address: per address only what fails is counted, and per session everything. */
  async #refusalOfRefresh({ address, account }: Attempt): Promise<number | undefined> {
    const leftMs = this.#blocked.leftMs(address);
    if (leftMs > 0) return leftMs;
    return account === undefined ? undefined : this.#over('refresh-account', account);
  }

  async #over(name: string, key: string): Promise<number | undefined> {
    const { count, waitMs } = await this.#hit(name, key);
    return count > this.#limit ? waitMs : undefined;
  }
}

const bothOf = ({ account, address }: Attempt): string => `${account}|${address}`;
