import type { EnvVariable } from '../../roles/workspace/contract.js';

const from = 'src/config/oauth';

const credential = (name: string, comment = ''): EnvVariable => ({
  name,
  schema: 'clientCredential().optional()',
  uses: [{ symbol: 'clientCredential', from }],
  example: `#${name}=`,
  comment,
});

/** What the providers know this service by. A provider whose variables are not set is not offered. */
export const variables: readonly EnvVariable[] = [
  {
    name: 'SIGN_IN_URL',
    schema: "urlOf('http:', 'https:').default(LOCAL_SIGN_IN)",
    uses: [
      { symbol: 'urlOf', from: 'src/config/variables' },
      { symbol: 'LOCAL_SIGN_IN', from },
    ],
    test: 'https://app.example.com/sign-in',
    example: '#SIGN_IN_URL=https://app.example.com/sign-in',
    comment:
      'The page of your app that providers come back to, each at its own name below it; production requires it with a provider.',
  },
  credential(
    'GOOGLE_CLIENT_ID',
    'Sign-in with Google, GitHub, Microsoft or another provider: each is offered once its variables are set.',
  ),
  credential('GOOGLE_CLIENT_SECRET'),
  credential('GITHUB_CLIENT_ID'),
  credential('GITHUB_CLIENT_SECRET'),
  credential('MICROSOFT_CLIENT_ID'),
  credential('MICROSOFT_CLIENT_SECRET'),
  {
    name: 'MICROSOFT_TENANT',
    schema: 'tenant().optional()',
    uses: [{ symbol: 'tenant', from }],
    example: '#MICROSOFT_TENANT=',
    comment: '',
  },
  {
    name: 'OIDC_ISSUER',
    schema: 'issuerUrl().optional()',
    uses: [{ symbol: 'issuerUrl', from }],
    example: '#OIDC_ISSUER=https://login.example.com',
    comment: 'Any OpenID Connect issuer, and how people know it.',
  },
  credential('OIDC_CLIENT_ID'),
  credential('OIDC_CLIENT_SECRET'),
  {
    name: 'OIDC_NAME',
    schema: "providerName().default('Single sign-on')",
    uses: [{ symbol: 'providerName', from }],
    example: '#OIDC_NAME=Single sign-on',
    comment: '',
  },
];
