/** Lets a piece of work see Ctrl-C instead of dying of it. A second one is not caught. */
export interface Interruption {
  guard<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T>;
}

const signals = ['SIGINT', 'SIGTERM'] as const;

export const nodeInterruption: Interruption = {
  async guard(work) {
    const controller = new AbortController();
    const stop = (signal: NodeJS.Signals): void => {
      if (!controller.signal.aborted) return controller.abort();
      release();
      process.kill(process.pid, signal);
    };
    // The listener stays after the first signal: execa ends a process in which it finds no listener but its own.
    const release = () => signals.forEach((name) => process.off(name, stop));
    for (const name of signals) process.on(name, stop);
    try {
      return await work(controller.signal);
    } finally {
      release();
    }
  },
};
