/** Lets a piece of work see Ctrl-C instead of dying of it. A second one is not caught. */
export interface Interruption {
  guard<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T>;
}

const signals = ['SIGINT', 'SIGTERM'] as const;

export const nodeInterruption: Interruption = {
  async guard(work) {
    const controller = new AbortController();
    const stop = () => controller.abort();
    for (const name of signals) process.once(name, stop);
    try {
      return await work(controller.signal);
    } finally {
      for (const name of signals) process.removeListener(name, stop);
    }
  },
};
