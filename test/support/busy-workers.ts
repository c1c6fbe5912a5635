import { availableParallelism } from 'node:os';

/** One more than there are cores: many checks wait for a limit to pass, and for servers, most of their time. */
export const busyWorkers = availableParallelism() + 1;
