const MAX_KEYS = 10_000;

/** Keys that are known for a while, the oldest ones forgotten when there are too many. */
export class Expiring {
  readonly #until = new Map<string, number>();

  add(key: string, forMs: number): void {
    this.#until.delete(key);
    this.#until.set(key, Date.now() + forMs);
    const [oldest] = this.#until.keys();
    if (this.#until.size > MAX_KEYS && oldest !== undefined) this.#until.delete(oldest);
  }

  leftMs(key: string): number {
    return Math.max(0, (this.#until.get(key) ?? 0) - Date.now());
  }
}
