import type { AppContext } from './context.js';

/** Work that goes on beside requests. */
export interface Background {
  /** Begins nothing new, and is done once what runs has ended. */
  readonly stop: () => Promise<void>;
}

/** Begins it once the database is ready, where the configuration wants it in the process of the service. */
export type StartBackground = (context: AppContext) => Promise<Background | undefined>;

export async function startBackground(
  list: readonly StartBackground[],
  context: AppContext,
): Promise<Background> {
  const running: Background[] = [];
  for (const start of list) {
    const started = await start(context);
    if (started) running.push(started);
  }
  return { stop: async () => void (await Promise.all(running.map((work) => work.stop()))) };
}
