import { hash } from '@node-rs/argon2';
import { describe, expect, it } from 'vitest';
import { Passwords, queueOf } from '../../src/modules/auth/passwords.js';

const passwords = new Passwords();
const password = 'a fine long passphrase';

describe('Passwords', () => {
  it('hashes with argon2id, 19 MiB, two passes, one lane and a salt of its own', async () => {
    const [first, second] = [await passwords.hash(password), await passwords.hash(password)];
    expect(first).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(first).not.toBe(second);
    expect(await passwords.matches(first, password)).toBe(true);
    expect(await passwords.matches(first, `${password} `)).toBe(false);
  });

  it('takes the same characters in another spelling', async () => {
    const composed = await passwords.hash('un café très noir');
    expect(await passwords.matches(composed, 'un cafe\u0301 tre\u0300s noir')).toBe(true);
  });

  it('matches nothing without a hash, and takes as long', async () => {
    const passwordHash = await passwords.hash(password);
    expect(await passwords.matches(undefined, password)).toBe(false);
    const times = { known: [] as number[], unknown: [] as number[] };
    for (let round = 0; round < 15; round += 1) {
      times.known.push(await timed(() => passwords.matches(passwordHash, 'wrong')));
      times.unknown.push(await timed(() => passwords.matches(undefined, 'wrong')));
    }
    const ratio = median(times.unknown) / median(times.known);
    expect(ratio).toBeGreaterThan(0.5);
    expect(ratio).toBeLessThan(2);
  });

  it('knows a hash with other parameters', async () => {
    const weak = { memoryCost: 4096, timeCost: 1, parallelism: 1 };
    expect(passwords.isOutdated(await passwords.hash(password))).toBe(false);
    expect(passwords.isOutdated(await hash(password, weak))).toBe(true);
  });

  it('has a queue with an end, and goes on after it', async () => {
    const busy = new Passwords(queueOf(2));
    const work = Array.from({ length: 12 }, () => busy.hash(password));
    const outcomes = await Promise.allSettled(work);
    const refused = outcomes.filter(({ status }) => status === 'rejected');
    expect(refused.length).toBeGreaterThan(0);
    expect(outcomes.length - refused.length).toBeGreaterThanOrEqual(3);
    expect(refused[0]).toMatchObject({ reason: { kind: 'unavailable' } });
    await expect(busy.hash(password)).resolves.toMatch(/argon2id/);
  });

  it('leaves the event loop free', async () => {
    let turns = 0;
    const timer = setInterval(() => (turns += 1), 1);
    await Promise.all(Array.from({ length: 8 }, () => passwords.hash(password)));
    clearInterval(timer);
    expect(turns).toBeGreaterThan(3);
  });
});

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

const median = (values: readonly number[]): number =>
  values.toSorted((left, right) => left - right)[Math.floor(values.length / 2)] ?? 0;
