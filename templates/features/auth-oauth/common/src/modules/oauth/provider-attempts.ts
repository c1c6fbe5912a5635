import type { AttemptKey } from '../auth/attempt-keys.js';

/** Nobody says who they are before the provider does: their tries are counted by where they come from. */
export const byAddress: AttemptKey = () => undefined;
