import type { EnvVariable } from '../../roles/workspace/contract.js';
import { integer } from '../accounts/variables.js';

const z = { symbol: 'z', from: 'zod' };

/** What tokens need of the environment. */
export function variables(name: string): readonly EnvVariable[] {
  return [
    {
      name: 'JWT_SECRET',
      schema: 'z.string().optional()',
      uses: [z],
      test: 'only-for-tests-only-for-tests-only-for-tests',
      example: 'JWT_SECRET=generate',
      comment: 'Signs access tokens: at least 32 random bytes. Or JWT_PRIVATE_KEY, a PEM private key.',
    },
    { name: 'JWT_PRIVATE_KEY', schema: 'z.string().optional()', uses: [z], example: '', comment: '' },
    {
      name: 'JWT_ISSUER',
      schema: `z.string().max(200).default('${name}')`,
      uses: [z],
      example: `#JWT_ISSUER=${name}`,
      comment: '',
    },
    {
      name: 'JWT_AUDIENCE',
      schema: `z.string().max(200).default('${name}')`,
      uses: [z],
      example: `#JWT_AUDIENCE=${name}`,
      comment: '',
    },
    {
      name: 'ACCESS_TOKEN_TTL',
      schema: 'integer(10, 900).default(900)',
      uses: [integer],
      example: '#ACCESS_TOKEN_TTL=900',
      comment: 'In seconds.',
    },
    {
      name: 'REFRESH_TOKEN_TTL',
      schema: 'integer(60, 31_536_000).default(2_592_000)',
      uses: [integer],
      example: '#REFRESH_TOKEN_TTL=2592000',
      comment: '',
    },
    {
      name: 'REFRESH_TOKEN_GRACE',
      schema: 'integer(0, 60).default(0)',
      uses: [integer],
      example: '#REFRESH_TOKEN_GRACE=0',
      comment:
        'Seconds in which a replaced refresh token is refused without ending its session, for tabs that share one.',
    },
  ];
}
