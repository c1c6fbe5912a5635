import { defineFeature } from '../../roles/tools.js';
import { planAppUrl } from '../accounts/app-url.js';
import { variables } from './variables.js';

const tables = {
  symbol: 'CreateLinkedIdentities1767225601650',
  from: 'src/database/migrations/1767225601650-create-linked-identities',
} as const;

const folder = 'src/modules/oauth';

const section = `## Sign-in with a provider

People sign in with Google, GitHub, Microsoft or any OpenID Connect issuer. Each is offered (\`GET /api/v1/auth/providers\`) once its variables of \`.env.example\` are set.
Register \`<APP_URL>/sign-in/<provider>\` there as the one redirect URI, such as \`https://app.example.com/sign-in/google\`.

1. A page posts to \`/api/v1/auth/providers/google/start\`, keeps \`flow\` in \`sessionStorage\`, and goes to \`authorizationUrl\`.
2. The provider comes back to \`/sign-in/google?code=…&state=…\`. That page posts \`flow\`, \`code\`, \`state\` and, where there is one, \`iss\`.

| To                                        | the page posts to                       | and gets                    |
| ----------------------------------------- | --------------------------------------- | --------------------------- |
| sign in with tokens (\`auth-jwt\`)          | \`/api/v1/auth/providers/google/login\`   | what a login gets           |
| sign in with a cookie (\`auth-sessions\`)   | \`/api/v1/auth/providers/google/session\` | the user, and the cookie    |
| link the provider to the caller's account | \`/api/v1/auth/identities/google\`        | the identity that is linked |

To link, begin at \`/api/v1/auth/identities/google/start\`.

- The flow is of one browser, for ten minutes, and works once, whatever comes of it. State, nonce and PKCE tie the answer to it; the ID token's signature, issuer, audience and times are checked.
- An account is known by the provider's subject, not by an address. One that is here already is taken for theirs only where the provider and this service (feature \`accounts-email\`) have
  both seen that its address is; else the answer is 409: they sign in, and link it. Microsoft says of no address that it is verified.
- Whoever is new gets an account without a password. Its fields that no provider knows come in \`profile\`; what is missing is named (422).
- \`POST /api/v1/auth/identities/google/unlink\` asks for the current password where there is no other provider left. Somebody without one gets it by a reset (\`accounts-email\`).
- A provider that does not answer within 5 seconds is a 503; all else goes on.
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
    planAppUrl(draft, workspace);
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
