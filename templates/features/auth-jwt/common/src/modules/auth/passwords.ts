import { randomBytes } from 'node:crypto';
import { hash, parseOptions, verify, type Options } from '@node-rs/argon2';

/** OWASP's argon2id profile. Hashes made with other parameters are replaced at the next login. */
const parameters = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } satisfies Options;

/** argon2id runs on the thread pool of libuv, so the event loop goes on serving. */
export class Passwords {
  readonly #dummy = this.hash(randomBytes(32).toString('base64'));

  hash(password: string): Promise<string> {
    return hash(canonical(password), parameters);
  }

  /** Without a hash (nobody has this address) it takes as long as with one, so that time tells nothing. */
  async matches(passwordHash: string | undefined, password: string): Promise<boolean> {
    const matched = await verify(passwordHash ?? (await this.#dummy), canonical(password));
    return matched && passwordHash !== undefined;
  }

  isOutdated(passwordHash: string): boolean {
    const used = parseOptions(passwordHash);
    return (Object.keys(parameters) as (keyof typeof parameters)[]).some(
      (name) => used[name] !== parameters[name],
    );
  }
}

/** Keyboards spell the same character in different ways; NFKC makes one of them. */
export const canonical = (password: string): string => password.normalize('NFKC');
