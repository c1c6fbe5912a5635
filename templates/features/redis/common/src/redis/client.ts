import { Redis } from 'ioredis';
import type { Logger } from 'pino';

/** Nothing waits for Redis: a command fails at once without a connection, and soon on one that is stuck. */
export function createClient(url: string, logger: Logger): Redis {
  const redis = new Redis(url, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    commandTimeout: 250,
    connectTimeout: 2_000,
    socketTimeout: 5_000,
    retryStrategy: (attempt) => Math.min(attempt * 100, 1_000),
  });
  tellOfOutages(redis, logger);
  return redis;
}

/** One line when it goes and one when it is back, however often it is tried in between. */
function tellOfOutages(redis: Redis, logger: Logger): void {
  let isUp: boolean | undefined;
  redis.on('ready', () => {
    if (isUp === false) logger.info('Redis answers again');
    isUp = true;
  });
  redis.on('error', (error) => {
    if (isUp !== false) logger.error({ err: error }, 'Redis does not answer');
    isUp = false;
  });
}

/** Lets commands under way finish; a server that does not answer is not waited for. */
export async function closeClient(redis: Redis): Promise<void> {
  try {
    await redis.quit();
  } catch {
    redis.disconnect();
  }
}
