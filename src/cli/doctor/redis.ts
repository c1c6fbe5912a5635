import { addressIn, reasonOf, shown } from './addresses.js';
import { ok } from './finding.js';
import { type Check, LIMIT_MS } from './setup.js';

const NAME = 'REDIS_URL';

/** Whether the Redis that REDIS_URL names takes connections. */
export const redis: Check = async ({ environment, network }) => {
  const { known, value } = environment;
  if (!known.includes(NAME)) return [];
  const url = value(NAME);
  if (url === undefined) return [ok(`No ${NAME}: each process counts requests on its own`)];
  const address = addressIn(url, ['redis:', 'rediss:'], 6379);
  if (address === undefined) {
    const message = `${NAME} is not a URL such as redis://localhost:6379.`;
    return [
      {
        code: 'bad-value',
        level: 'fault',
        message,
        remedy:
          'Correct it: the service does not start. Signs of a password such as @, / or # are escaped (%40, %2F, %23).',
      },
    ];
  }
  const flaw = await network.connects(address, LIMIT_MS);
  if (flaw === undefined) return [ok(`Redis takes connections at ${shown(address)}`)];
  const message = `Redis cannot be reached at ${shown(address)} (${NAME}): ${reasonOf(flaw)}.`;
  const remedy = `Start it, or correct ${NAME}. Until then the service is not ready (/health/ready is 503).`;
  return [{ code: 'unreachable-redis', level: 'fault', message, remedy }];
};
