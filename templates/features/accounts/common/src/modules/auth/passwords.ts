import { randomBytes } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { hash, parseOptions, verify, type Options } from '@node-rs/argon2';
import { AppError } from '../../platform/errors.js';

/** OWASP's argon2id profile. Hashes made with other parameters are replaced at the next login. */
const parameters = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } satisfies Options;

/** argon2 works in libuv's four threads, which files and names need too; and a core stays for everybody else. */
const AT_ONCE = Math.max(1, Math.min(3, availableParallelism() - 1));
/** Some seconds of work. Whoever comes after these is told to come back: waiting longer is no use to anybody. */
const MAX_WAITING = 100;

/** argon2id runs on threads of its own, a few at a time, so the event loop goes on serving. */
export class Passwords {
  readonly #dummy = hash(randomBytes(32).toString('base64'), parameters);
  readonly #turns: Turns;

  /** Whoever hashes in this process waits in one queue, since its threads are shared too. */
  constructor(turns = everybody) {
    this.#turns = turns;
  }

  hash(password: string): Promise<string> {
    return this.#turns.run(() => hash(canonical(password), parameters));
  }

  /** Without a hash (nobody has this address) it takes as long as with one, so that time tells nothing. */
  async matches(passwordHash: string | undefined, password: string): Promise<boolean> {
    const known = passwordHash ?? (await this.#dummy);
    const matched = await this.#turns.run(() => verify(known, canonical(password)));
    return matched && passwordHash !== undefined;
  }

  isOutdated(passwordHash: string): boolean {
    const used = parseOptions(passwordHash);
    return (Object.keys(parameters) as (keyof typeof parameters)[]).some(
      (name) => used[name] !== parameters[name],
    );
  }
}

/** Work that is done a few at a time, in the order it came. */
class Turns {
  readonly #waiting: (() => void)[] = [];
  readonly #maxWaiting: number;
  #free: number;

  constructor(atOnce: number, maxWaiting: number) {
    this.#free = atOnce;
    this.#maxWaiting = maxWaiting;
  }

  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.#free > 0) this.#free -= 1;
    else await this.#turn();
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      if (next) next();
      else this.#free += 1;
    }
  }

  #turn(): Promise<void> {
    if (this.#waiting.length >= this.#maxWaiting) {
      throw new AppError('unavailable', 'Too many people sign in at the moment. Try again later.');
    }
    return new Promise((resolve) => void this.#waiting.push(resolve));
  }
}

/** A queue that takes so many. */
export const queueOf = (maxWaiting: number): Turns => new Turns(AT_ONCE, maxWaiting);

const everybody = queueOf(MAX_WAITING);

/** Keyboards spell the same character in different ways; NFKC makes one of them. */
export const canonical = (password: string): string => password.normalize('NFKC');
