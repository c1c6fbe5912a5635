interface Group {
  running: number;
  started: number;
}

/** Tells whether several pieces of work on the same thing ran at the same time. */
export class Overlaps {
  readonly #groups = new Map<string, Group>();

  async during<T>(key: string, work: () => Promise<T>): Promise<T> {
    const group = this.#groups.get(key) ?? { running: 0, started: 0 };
    this.#groups.set(key, group);
    group.running += 1;
    group.started += 1;
    try {
      return await work();
    } finally {
      group.running -= 1;
      if (group.running === 0) this.#groups.delete(key);
    }
  }

  /** Asked while the work runs: whether any other has, since this one began or before it ended. */
  has(key: string): boolean {
    return (this.#groups.get(key)?.started ?? 0) > 1;
  }
}
