import { defineFeature } from '../../roles/tools.js';
import { variables } from './variables.js';

const tables = {
  symbol: 'CreateLinkedIdentities1767225601650',
  from: 'src/database/migrations/1767225601650-create-linked-identities',
} as const;

const folder = 'src/modules/oauth';

const section = `## Sign-in with a provider

People sign in with Google, GitHub, Microsoft or any OpenID Connect issuer. A provider is offered (\`GET /api/v1/auth/providers\`) once its variables of \`.env.example\` are set.
At the provider, register \`<SIGN_IN_URL>/<provider>\` as the redirect URI: \`https://app.example.com/sign-in/google\`.

1. A page of your app posts to \`/api/v1/auth/providers/google/start\`, stores the answer's \`flow\` in \`sessionStorage\`, and goes to \`authorizationUrl\`.
2. The provider redirects to \`/sign-in/google?code=…&state=…\`. That page posts \`flow\`, \`code\`, \`state\` and, where the query has one, \`iss\`:

| To                                        | the page posts to                       | and gets                    |
| ----------------------------------------- | --------------------------------------- | --------------------------- |
| sign in with tokens (\`auth-jwt\`)          | \`/api/v1/auth/providers/google/login\`   | what a login gets           |
| sign in with a cookie (\`auth-sessions\`)   | \`/api/v1/auth/providers/google/session\` | the user, and the cookie    |
| link the provider to the caller's account | \`/api/v1/auth/identities/google\`        | the identity that is linked |

To link a provider, start at \`/api/v1/auth/identities/google/start\` instead.

- A flow belongs to one browser, lasts ten minutes, and works once, even if it fails. State, nonce and PKCE bind the answer to it. The ID token's signature, issuer, audience and times are verified.
- An account is found by the provider's subject, not by its e-mail address. An existing account with the same address is used only if both the provider and this service (feature \`accounts-email\`)
  have verified the address. Otherwise the answer is 409: the user signs in and links the provider. Microsoft does not say whether an address is verified.
- A new user gets an account without a password. Send the profile fields that a registration requires in \`profile\`; the 422 names those that are missing.
- \`POST /api/v1/auth/identities/google/unlink\` requires the current password if no other provider is linked. A user without a password sets one with a password reset (\`accounts-email\`).
- If a provider does not answer within 5 seconds, the answer is 503. The rest of the API is not affected.
`;

export default defineFeature({
  id: 'auth-oauth',
  title: 'Sign-in with a provider',
  summary: 'Google, GitHub, Microsoft or any OpenID Connect issuer, and accounts that are linked to them.',
  needs: ['http', 'persistence', 'identity'],
  evidence: [`${folder}/linked-identity.entity.ts`],
  tables: ['linked_identities', 'login_flows'],
  questions: {},
  plan({ draft, platform, api, persistence, workspace }) {
    draft.render('features/auth-oauth/common');
    draft.render(`features/auth-oauth/${platform.id}`);
    persistence.entity(draft, { symbol: 'LinkedIdentity', from: `${folder}/linked-identity.entity` });
    persistence.entity(draft, { symbol: 'LoginFlow', from: `${folder}/login-flow.entity` });
    persistence.migration(draft, tables);
    api.mount(draft, `${folder}/provider-login`);
    workspace.accountHook(draft, { symbol: 'linkedIdentities', from: `${folder}/linked-identity.hook` });
    for (const variable of variables) workspace.env(draft, variable);
    workspace.configRule(draft, { symbol: 'requireWholeProviders', from: 'src/config/oauth' });
    workspace.dependency(draft, 'openid-client');
    workspace.readme(draft, section);
  },
  beside: {
    'auth-jwt'({ draft, platform, api }) {
      draft.render(`features/auth-oauth/tokens/${platform.id}`);
      api.mount(draft, `${folder}/provider-tokens`);
    },
    'auth-sessions'({ draft, platform, api }) {
      draft.render(`features/auth-oauth/cookies/${platform.id}`);
      api.mount(draft, `${folder}/provider-cookie`);
    },
    'accounts-email': ({ draft }) => draft.render('features/auth-oauth/confirmed'),
  },
});
