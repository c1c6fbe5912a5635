/** What time it is. */
export interface Clock {
  now(): Date;
  /** Milliseconds that only ever grow, for durations. */
  elapsed(): number;
}

export const systemClock: Clock = { now: () => new Date(), elapsed: () => performance.now() };
