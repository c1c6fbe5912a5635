import type { ThrottlerStorage } from '@nestjs/throttler';

/** Where requests are counted. */
export type LimitStore = ThrottlerStorage;
