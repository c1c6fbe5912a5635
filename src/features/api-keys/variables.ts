import { integer } from '../accounts/variables.js';
import type { EnvVariable } from '../../roles/workspace/contract.js';

/** How often a key may be used. */
export const limit: EnvVariable = {
  name: 'API_KEY_RATE_LIMIT_MAX',
  schema: 'integer(1, 1_000_000_000).default(300)',
  uses: [integer],
  test: '1000000',
  example: '#API_KEY_RATE_LIMIT_MAX=300',
  comment: 'Requests per minute and API key; all of an address count for RATE_LIMIT_MAX as well.',
};
