const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Runs work that must not be cut in two, such as a commit. A Ctrl-C in the meantime is kept and delivered when the work has ended
 * (finished or failed), so that the process still ends as the user asked.
 */
export async function uninterrupted<T>(work: () => Promise<T>): Promise<T> {
  const arrived = new Set<NodeJS.Signals>();
  const keep = (signal: NodeJS.Signals): void => void arrived.add(signal);
  for (const signal of signals) process.on(signal, keep);
  try {
    return await work();
  } finally {
    // A signal that came during synchronous work is only seen when the event loop has made one full turn.
    for (const _ of [1, 2]) await new Promise((resolve) => setImmediate(resolve));
    for (const signal of signals) process.off(signal, keep);
    for (const signal of arrived) if (process.listenerCount(signal) === 0) process.kill(process.pid, signal);
  }
}
