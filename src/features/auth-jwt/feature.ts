import { defineFeature } from '../../roles/tools.js';
import { packageManagers } from '../../roles/workspace/package-managers.js';
import { variables } from './variables.js';

/** Before every other migration, so that whatever belongs to a user can point at one. */
const migrations = [
  { symbol: 'CreateUsers1767225600000', from: 'src/database/migrations/1767225600000-create-users' },
  { symbol: 'CreateSessions1767225601000', from: 'src/database/migrations/1767225601000-create-sessions' },
] as const;

const section = (run: string): string => `## Users

In development the first start makes two demo users and prints their passwords, once. Everybody who registers is an ordinary user; the
first admin of a new installation is made on the command line, after registering:

\`\`\`sh
${run} user:promote -- someone@example.com
\`\`\`

From a build: \`node dist/modules/users/promote-command.js someone@example.com\`.

Every operation that is not listed as public needs a token, and what belongs to somebody is theirs alone to change. Passwords are hashed with
argon2id; a refresh token works once, and one that is used again ends its session. Attempts are counted per address and per account.
`;

export default defineFeature({
  id: 'auth-jwt',
  title: 'Users and JWT authentication',
  summary: 'Registration, login, rotating refresh tokens, roles and user administration.',
  needs: ['http', 'persistence'],
  questions: {},
  plan({ draft, facts, http, persistence, workspace }) {
    draft.render('features/auth-jwt/common', { name: facts.name, loader: http.words.loader });
    draft.render(`features/auth-jwt/${http.id}`, { name: facts.name });
    persistence.entity(draft, { symbol: 'User', from: 'src/modules/users/user.entity' });
    persistence.entity(draft, { symbol: 'Session', from: 'src/modules/users/session.entity' });
    for (const migration of migrations) persistence.migration(draft, migration);
    http.use(draft, 'src/modules/auth/authentication');
    http.mount(draft, 'src/modules/auth/auth');
    http.mount(draft, 'src/modules/users/user');
    for (const variable of variables(facts.name)) workspace.env(draft, variable);
    workspace.configRule(draft, { symbol: 'checkSigningKey', from: 'src/config/secret' });
    workspace.seed(draft, { symbol: 'demoUsers', from: 'src/modules/auth/demo-users.seed' });
    const promote = 'src/modules/users/promote-command.ts';
    workspace.script(draft, 'user:promote', `${http.words.tsx} ${promote}`);
    workspace.readme(draft, section(packageManagers[facts.packageManager].run));
    workspace.dependency(draft, '@node-rs/argon2');
    workspace.dependency(draft, 'jose');
  },
});
