import type { Draft } from '../../core/draft.js';
import { profileOf, userAmong } from '../../resource/graph/profile.js';
import type { KnownEntity } from '../../resource/model.js';
import { shapeOf } from '../../resource/shape/shape.js';
import type { Tools } from '../../roles/tools.js';
import { packageManagers } from '../../roles/workspace/package-managers.js';
import { renderOnce, sharedParts } from '../resource/feature.js';
import { profileValues } from './profile.js';
import { roleValues } from './roles.js';
import { attemptLimit } from './variables.js';

/** Before every other migration, so that whatever belongs to a user can point at one. */
const migrations = [
  { symbol: 'CreateUsers1767225600000', from: 'src/database/migrations/1767225600000-create-users' },
  {
    symbol: 'CreateAuthSessions1767225601000',
    from: 'src/database/migrations/1767225601000-create-auth-sessions',
  },
] as const;

const userEntity = 'src/modules/users/user.entity.ts';

/** The files that show that a project has accounts; somebody may have moved one of them. */
const signs = [userEntity, 'src/modules/auth/auth.service.ts', 'src/modules/users/session.repository.ts'];

/** What a feature brings that lets people sign in. */
export const identity = {
  role: 'identity',
  sharesRole: true,
  needs: ['http', 'persistence'],
  tables: ['auth_sessions'],
  entities: [{ name: 'User', table: 'users', path: userEntity, isUser: true }] satisfies KnownEntity[],
} as const;

/**
 * What accounts are, however people sign in. Several features bring it, and it comes with the first of them.
 *
 * @param sign a file of the feature's own, by which the project shows that it has the feature.
 */
export function planAccounts(sign: string, tools: Tools & { readonly draft: Draft }): void {
  const { draft, facts, platform, api, persistence, workspace } = tools;
  const has = (path: string): boolean => draft.project.has(path);
  if (signs.some(has) && !has(sign)) return;
  renderAccounts(tools);
  persistence.entity(draft, { symbol: 'User', from: 'src/modules/users/user.entity' });
  persistence.entity(draft, { symbol: 'AuthSession', from: 'src/modules/users/session.entity' });
  for (const migration of migrations) persistence.migration(draft, migration);
  api.use(draft, 'src/modules/auth/authentication');
  api.mount(draft, 'src/modules/auth/auth');
  api.mount(draft, 'src/modules/users/user');
  workspace.env(draft, attemptLimit);
  workspace.seed(draft, { symbol: 'demoUsers', from: 'src/modules/auth/demo-users.seed' });
  const promote = 'src/modules/users/promote-command.ts';
  workspace.script(draft, 'user:promote', `${platform.words.tsx} ${promote}`);
  workspace.readme(draft, section(packageManagers[facts.packageManager].run));
  workspace.dependency(draft, '@node-rs/argon2');
}

function renderAccounts({ draft, facts, platform, persistence }: Tools & { readonly draft: Draft }): void {
  const lists = { imported: [], sides: [], hooks: [], userSteps: [], credentials: [], methods: [] };
  const columns = userAmong(facts.entities)?.profile ?? profileOf('User', []);
  const profile = profileValues(shapeOf(columns, facts.entities, draft.project), persistence);
  const added = persistence.addedColumns(draft, columns, facts.entities);
  const values = { ...lists, ...profile, ...roleValues(facts.roles), added, loader: platform.words.loader };
  draft.render('features/accounts/common', values);
  draft.render(`features/accounts/${platform.id}`, profile);
  if (profile.isEditable) draft.render('features/accounts/profile', profile);
  if (profile.usesFields) renderOnce(draft, sharedParts.fields);
}

const section = (run: string): string => `## Users

In development the first start creates two demo users and prints their passwords, once. Everybody who registers is an ordinary user. Create
the first admin from the command line, after registering:

\`\`\`sh
${run} user:promote -- someone@example.com
\`\`\`

From a build: \`node dist/modules/users/promote-command.js someone@example.com\`.

Every operation needs a session unless it is listed as public, and only its owner, or a role with the permission, may change an owned row. \`src/permissions.ts\`
says what each role may do; an admin gives roles (\`PATCH /api/v1/users/{id}\`).

Passwords are hashed with argon2id. Attempts are counted per address and per account (\`AUTH_RATE_LIMIT_MAX\`); one address uses up at most half of an account's,
so that a guesser does not lock out its owner.

Logins, failed logins, too many attempts and changes of accounts are lines of the log with an \`event\`, by the id of the account.
`;
