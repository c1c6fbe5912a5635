import { ConfigError } from '../config/config.js';
import type { AppContext, Seed } from '../context.js';

const seeds: readonly Seed[] = [
  // They run in this order.
];

/** Examples are for development: they come with logins that everybody can read. */
export async function runSeeds(context: AppContext): Promise<readonly string[]> {
  if (context.config.NODE_ENV === 'production') {
    throw new ConfigError(
      'Seeds are examples for development, refused where NODE_ENV is production.',
    );
  }
  const lines: string[] = [];
  for (const seed of seeds) lines.push(...(await seed(context)));
  return lines;
}
