import { defineFeature } from '../../roles/tools.js';
import { limit } from './variables.js';

const table = {
  symbol: 'CreateApiKeys1767225601600',
  from: 'src/database/migrations/1767225601600-create-api-keys',
} as const;

const folder = 'src/modules/api-keys';

const section = `## API keys

Programs act for a user with a key: \`Authorization: Bearer plk_…\`. Whoever is signed in makes keys (\`POST /api/v1/auth/api-keys\`), at most 20, and is shown each once: the
database has hashes. \`GET\` lists them, \`DELETE /api/v1/auth/api-keys/{id}\` revokes one.

- A key names its scopes, which are the permissions of \`src/permissions.ts\`: \`posts:read\`, \`posts:*\`, \`*:read\`, \`*\`. It may do what its user may, and of that only what its scopes say:
  \`PATCH /api/v1/posts/{id}\` needs \`posts:update\`. What is open to everybody needs none.
- Method and path say which scope an operation needs (\`src/platform/http/scope.ts\`). For one of another form, such as \`POST /posts/:id/publish\`, name it there. What has no scope
  refuses keys with 403: accounts, passwords, sessions and the keys themselves, and what only admins do.
- What a read includes of its relations (\`?include=…\`) comes with it, but for rows that a permission guards: for those the key needs that scope too.
- A key that is revoked or expired, or whose user is disabled or gone, gets 401 with its next request; a change of role counts with the next request too.
- Keys outlive sessions: a new password, by its change or a reset, and logging out everywhere leave them alone, so that no program stops. After a break-in revoke them, too.
  With \`accounts-email\`, the reset that confirms the address of an account for the first time revokes them: somebody else may have opened the account.
- Requests are counted per key (\`API_KEY_RATE_LIMIT_MAX\`), and keys that are not valid per address (\`AUTH_RATE_LIMIT_MAX\`). The last use is noted once a minute.

Keys begin with \`plk_\`, so that scanners find them where they do not belong.
`;

const guide = `## API keys

The method and path of an operation say which scope a key needs for it. One of another form than those of a resource, such as \`POST /posts/:id/publish\`, gets its line in
\`src/platform/http/scope.ts\`; without one it refuses keys.
`;

export default defineFeature({
  id: 'api-keys',
  title: 'API keys',
  summary: 'Keys that programs act with for a user, within scopes.',
  needs: ['http', 'persistence', 'identity'],
  evidence: [`${folder}/api-key.entity.ts`],
  tables: ['api_keys'],
  questions: {},
  plan({ draft, platform, api, persistence, workspace }) {
    draft.render('features/api-keys/common');
    draft.render(`features/api-keys/${platform.id}`);
    persistence.entity(draft, { symbol: 'ApiKey', from: `${folder}/api-key.entity` });
    persistence.migration(draft, table);
    workspace.credential(draft, { symbol: 'apiKey', from: `${folder}/api-key.credential` });
    workspace.accountHook(draft, { symbol: 'apiKeys', from: `${folder}/api-key.hook` });
    api.mount(draft, `${folder}/api-key`);
    workspace.env(draft, limit);
    workspace.readme(draft, section);
    workspace.guide(draft, guide);
  },
  beside: {
    'auth-jwt': ({ draft }) => draft.render('features/api-keys/tokens'),
    'accounts-email': ({ draft }) => draft.render('features/api-keys/claimed'),
  },
});
