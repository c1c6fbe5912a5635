import type { AttemptKey } from '../auth/attempt-keys.js';

/** Who uses a link does not say who they are: their tries are counted by where they come from. */
export const byAddressAlone: AttemptKey = () => undefined;
