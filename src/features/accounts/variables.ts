import type { EnvVariable } from '../../roles/workspace/contract.js';

export const integer = { symbol: 'integer', from: 'src/config/variables' };

/** How often anybody may try to be somebody. */
export const attemptLimit: EnvVariable = {
  name: 'AUTH_RATE_LIMIT_MAX',
  schema: 'integer(1, 1_000_000_000).default(10)',
  uses: [integer],
  test: '1000000',
  example: '#AUTH_RATE_LIMIT_MAX=10',
  comment:
    'Attempts to log in or register per 15 minutes, per address and per account; to refresh, per session.',
};
