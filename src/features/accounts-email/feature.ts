import { defineFeature } from '../../roles/tools.js';
import type { EnvVariable } from '../../roles/workspace/contract.js';

const tables = {
  symbol: 'CreateEmailTokens1767225602200',
  from: 'src/database/migrations/1767225602200-create-email-tokens',
} as const;

const folder = 'src/modules/account-email';

const messages = [
  'verifyAddress',
  'resetPassword',
  'passwordReset',
  'passwordChanged',
  'confirmAddress',
  'addressChanged',
] as const;

const appUrl: EnvVariable = {
  name: 'APP_URL',
  schema: "urlOf('http:', 'https:').default(LOCAL_APP)",
  uses: [
    { symbol: 'urlOf', from: 'src/config/variables' },
    { symbol: 'LOCAL_APP', from: 'src/config/app-url' },
  ],
  test: 'https://app.example.com',
  example: '#APP_URL=https://app.example.com',
  comment: 'Where the pages are that links of mails lead to; production requires it.',
};

const section = `## Accounts and e-mail

Whoever registers is sent a link that confirms the address. A link leads to a page of yours below \`APP_URL\`, with its token after the \`#\`, which no browser sends to a
server; the page posts it.

| Page              | posts to                                       | Good for   |
| ----------------- | ---------------------------------------------- | ---------- |
| \`/verify-email\`   | \`POST /api/v1/auth/email/verification/confirm\` | 24 hours   |
| \`/reset-password\` | \`POST /api/v1/auth/password-reset/confirm\`     | 30 minutes |
| \`/confirm-email\`  | \`POST /api/v1/auth/email/change/confirm\`       | 1 hour     |

- Nobody is given a role, by an admin or by \`user:promote\`, before their address is confirmed.
- A token works once. A new link of the same kind makes the one before it void, and so do a change of the address that it went to, and a new password. The database has hashes of tokens alone.
- \`POST /api/v1/auth/password-reset\` answers 202, after the same work, whether there is such an account or not. All attempts are counted, like logins.
- A new password by link and a new address end all sessions. The first is told to the address, as is a change of the password; the second to the one before.
- \`GET /api/v1/auth/email\` says whether the caller's address is confirmed.
`;

export default defineFeature({
  id: 'accounts-email',
  title: 'Accounts by e-mail',
  summary: 'Confirmation of addresses, password reset and change of address, by links that work once.',
  needs: ['http', 'persistence', 'identity', 'jobs', 'mail'],
  evidence: [`${folder}/email-token.entity.ts`],
  tables: ['email_tokens', 'known_addresses'],
  questions: {},
  plan({ draft, platform, api, persistence, workspace }) {
    draft.render('features/accounts-email/common');
    draft.render(`features/accounts-email/${platform.id}`);
    persistence.entity(draft, { symbol: 'EmailToken', from: `${folder}/email-token.entity` });
    persistence.entity(draft, { symbol: 'KnownAddress', from: `${folder}/known-address.entity` });
    persistence.migration(draft, tables);
    api.mount(draft, `${folder}/account-email`);
    for (const symbol of messages) {
      workspace.message(draft, { symbol, from: `${folder}/account-email.messages` });
    }
    workspace.accountHook(draft, { symbol: 'accountEmail', from: `${folder}/account-email.hook` });
    workspace.testUser(draft, { symbol: 'confirmedAddress', from: 'test/account-email/confirmed-address' });
    workspace.env(draft, appUrl);
    workspace.configRule(draft, { symbol: 'requireAppUrl', from: 'src/config/app-url' });
    workspace.readme(draft, section);
  },
});
