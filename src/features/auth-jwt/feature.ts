import { defineFeature } from '../../roles/tools.js';
import { identity, planAccounts } from '../accounts/accounts.js';
import { variables } from './variables.js';

const sign = 'src/modules/auth/access-tokens.ts';

const section = `## Tokens

\`POST /api/v1/auth/login\` answers with an access token, for \`Authorization: Bearer\`, and a refresh token, which gets the next two (\`POST /api/v1/auth/refresh\`).
A refresh token works once; using it again ends its session, except in requests that overlap: \`REFRESH_TOKEN_GRACE\` makes that seconds, for tabs that share a token.
Refreshing is counted per session, and reused tokens are lines of the log.
`;

export default defineFeature({
  ...identity,
  id: 'auth-jwt',
  title: 'Users and JWT authentication',
  summary: 'Registration, login, rotating refresh tokens, roles and user administration.',
  evidence: [sign, 'src/modules/users/user.entity.ts'],
  questions: {},
  plan({ draft, ...tools }) {
    const { facts, platform, api, workspace } = tools;
    planAccounts(sign, { draft, ...tools });
    draft.render('features/auth-jwt/common', { name: facts.name });
    draft.render(`features/auth-jwt/${platform.id}`);
    workspace.credential(draft, { symbol: 'accessToken', from: 'src/modules/auth/access-token.credential' });
    workspace.signInMethod(draft, { symbol: 'byTokens', from: 'test/support/token-sign-in' });
    api.mount(draft, 'src/modules/auth/token-auth');
    for (const variable of variables(facts.name)) workspace.env(draft, variable);
    workspace.configRule(draft, { symbol: 'checkSigningKey', from: 'src/config/secret' });
    workspace.readme(draft, section);
    workspace.dependency(draft, 'jose', 'devDependencies');
  },
  beside: {
    openapi({ draft, workspace }) {
      draft.render('features/auth-jwt/openapi');
      workspace.securityScheme(draft, { symbol: 'bearer', from: 'src/platform/http/bearer.scheme' });
    },
  },
});
