import { defineFeature } from '../../roles/tools.js';
import type { EnvVariable } from '../../roles/workspace/contract.js';
import { identity, planAccounts } from '../accounts/accounts.js';
import { integer } from '../accounts/variables.js';

const folder = 'src/modules/auth';
const sign = `${folder}/session-cookie.ts`;

const variables: readonly EnvVariable[] = [
  {
    name: 'SESSION_TTL',
    schema: 'integer(300, 2_592_000).default(43_200)',
    uses: [integer],
    example: '#SESSION_TTL=43200',
    comment: 'Seconds that a session of a cookie lasts, and seconds that it lasts without being used.',
  },
  {
    name: 'SESSION_IDLE_TTL',
    schema: 'integer(300, 2_592_000).default(1_800)',
    uses: [integer],
    example: '#SESSION_IDLE_TTL=1800',
    comment: '',
  },
];

const section = `## Sessions

\`POST /api/v1/auth/session\` signs in with a cookie, \`DELETE /api/v1/auth/session\` signs out. \`GET /api/v1/auth/sessions\` lists the caller's sessions, and each can be ended.

- The cookie is \`__Host-session\`: no script reads it, and no other host plants one. It holds 32 random bytes, of which the database has a hash. Signing in gives a new one, whatever was there before; so does a new password, which ends all other sessions.
- A session ends after 12 hours (\`SESSION_TTL\`), and after 30 minutes without use (\`SESSION_IDLE_TTL\`), which is written once a minute.
- Browsers want TLS for this cookie, except Chrome and Firefox at \`http://localhost\`. Safari wants it there too: serve it by HTTPS then.
- What changes something is refused (403) to pages of other sites: by \`Sec-Fetch-Site\`, in older browsers by \`Origin\`. Programs send neither, and are no browsers. A request with an \`Authorization\` header goes by that alone.
- Pages of another origin of the same site, such as \`app.example.com\`, need to be in \`CORS_ORIGINS\`, with \`CORS_CREDENTIALS=on\`. Behind a proxy, \`TRUST_PROXY\` says by which address the service is reached.
`;

export default defineFeature({
  ...identity,
  id: 'auth-sessions',
  title: 'Users and sessions in cookies',
  summary:
    'Registration, roles and user administration; signing in with a cookie, beside tokens or instead of them.',
  after: ['auth-jwt'],
  tables: [...identity.tables, 'session_cookies'],
  evidence: [sign, 'src/modules/users/user.entity.ts'],
  questions: {},
  plan({ draft, ...tools }) {
    const { platform, api, persistence, workspace } = tools;
    planAccounts(sign, { draft, ...tools });
    draft.render('features/auth-sessions/common');
    draft.render(`features/auth-sessions/${platform.id}`);
    persistence.entity(draft, { symbol: 'SessionCookie', from: `${folder}/session-cookie.entity` });
    persistence.migration(draft, {
      symbol: 'CreateSessionCookies1767225601500',
      from: 'src/database/migrations/1767225601500-create-session-cookies',
    });
    workspace.credential(draft, { symbol: 'sessionCookie', from: `${folder}/session-cookie.credential` });
    workspace.signInMethod(draft, { symbol: 'byCookie', from: 'test/support/cookie-sign-in' });
    api.mount(draft, `${folder}/cookie-auth`);
    for (const variable of variables) workspace.env(draft, variable);
    workspace.readme(draft, section);
  },
  beside: {
    openapi({ draft, workspace }) {
      draft.render('features/auth-sessions/openapi');
      workspace.securityScheme(draft, { symbol: 'cookie', from: 'src/platform/http/session-cookie.scheme' });
    },
  },
});
