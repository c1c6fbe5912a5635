import { profileOf, userAmong } from '../../resource/graph/profile.js';
import { shapeOf } from '../../resource/shape/shape.js';
import { defineFeature } from '../../roles/tools.js';
import { packageManagers } from '../../roles/workspace/package-managers.js';
import { renderOnce, sharedParts } from '../resource/feature.js';
import { profileValues } from './profile.js';
import { roleValues } from './roles.js';
import { variables } from './variables.js';

/** Before every other migration, so that whatever belongs to a user can point at one. */
const migrations = [
  { symbol: 'CreateUsers1767225600000', from: 'src/database/migrations/1767225600000-create-users' },
  {
    symbol: 'CreateAuthSessions1767225601000',
    from: 'src/database/migrations/1767225601000-create-auth-sessions',
  },
] as const;

const section = (run: string): string => `## Users

In development the first start creates two demo users and prints their passwords, once. Everybody who registers is an ordinary user. Create
the first admin from the command line, after registering:

\`\`\`sh
${run} user:promote -- someone@example.com
\`\`\`

From a build: \`node dist/modules/users/promote-command.js someone@example.com\`.

Every operation needs a token unless it is listed as public, and only its owner, or a role with the permission, may change an owned row. \`src/permissions.ts\`
says what each role may do; an admin gives roles (\`PATCH /api/v1/users/{id}\`).

Passwords are hashed with argon2id. A refresh token works once; using it again ends its session, except in requests that overlap: \`REFRESH_TOKEN_GRACE\`
makes that seconds, for tabs that share a token. Attempts are counted per address and per account (\`AUTH_RATE_LIMIT_MAX\`); one address uses up at most half of an account's,
so that a guesser does not lock out its owner. Refreshing is counted per session.

Logins, failed logins, reused tokens, too many attempts and changes of accounts are lines of the log with an \`event\`, by the id of the account.
`;

export default defineFeature({
  id: 'auth-jwt',
  title: 'Users and JWT authentication',
  summary: 'Registration, login, rotating refresh tokens, roles and user administration.',
  role: 'identity',
  needs: ['http', 'persistence'],
  evidence: ['src/modules/auth/access-tokens.ts', 'src/modules/users/user.entity.ts'],
  entities: [{ name: 'User', table: 'users', path: 'src/modules/users/user.entity.ts', isUser: true }],
  questions: {},
  plan({ draft, facts, platform, api, persistence, workspace }) {
    const own = {
      imported: [],
      sides: [],
      hooks: [],
      userSteps: [],
      credentials: [],
      name: facts.name,
      loader: platform.words.loader,
    };
    const columns = userAmong(facts.entities)?.profile ?? profileOf('User', []);
    const roles = roleValues(facts.roles);
    const profile = profileValues(shapeOf(columns, facts.entities, draft.project), persistence);
    const added = persistence.addedColumns(draft, columns, facts.entities);
    draft.render('features/auth-jwt/common', { ...own, ...profile, ...roles, added });
    draft.render(`features/auth-jwt/${platform.id}`, profile);
    if (profile.isEditable) draft.render('features/auth-jwt/profile', profile);
    if (profile.usesFields) renderOnce(draft, sharedParts.fields);
    persistence.entity(draft, { symbol: 'User', from: 'src/modules/users/user.entity' });
    persistence.entity(draft, { symbol: 'AuthSession', from: 'src/modules/users/session.entity' });
    for (const migration of migrations) persistence.migration(draft, migration);
    workspace.credential(draft, { symbol: 'accessToken', from: 'src/modules/auth/access-token.credential' });
    api.use(draft, 'src/modules/auth/authentication');
    api.mount(draft, 'src/modules/auth/auth');
    api.mount(draft, 'src/modules/users/user');
    for (const variable of variables(facts.name)) workspace.env(draft, variable);
    workspace.configRule(draft, { symbol: 'checkSigningKey', from: 'src/config/secret' });
    workspace.seed(draft, { symbol: 'demoUsers', from: 'src/modules/auth/demo-users.seed' });
    const promote = 'src/modules/users/promote-command.ts';
    workspace.script(draft, 'user:promote', `${platform.words.tsx} ${promote}`);
    workspace.readme(draft, section(packageManagers[facts.packageManager].run));
    workspace.dependency(draft, '@node-rs/argon2');
    workspace.dependency(draft, 'jose', 'devDependencies');
  },
});
