import type { Store } from 'express-rate-limit';

/** Where requests are counted; each limiter asks for a store of its own name. */
export type LimitStore = (name: string) => Store;
