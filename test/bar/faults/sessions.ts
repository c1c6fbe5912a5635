import { edit, fault, type Fault } from './fault.js';

const auth = 'src/modules/auth';
const users = 'src/modules/users';
const service = `${auth}/auth.service.ts`;
const sessions = `${users}/session.repository.ts`;

/** What tells who has an account, and what is not limited. */
const guessing: readonly Fault[] = [
  fault('A3', 'a disabled account is told', /right password is told/, [
    edit(
      service,
      'if (!current || current.disabled) throw wrongCredentials();',
      "if (!current) throw wrongCredentials();\n      if (current.disabled) throw new AppError('forbidden', 'Disabled.');",
    ),
  ]),
  fault('A3', 'a space tells of an account', /a wrong password is told/, [
    edit(
      service,
      'if (!user || !matches) throw wrongCredentials();',
      "if (!user) throw wrongCredentials();\n    if (!matches) throw new AppError('unauthenticated', 'The e-mail address or the password is wrong. ');",
    ),
  ]),
  fault('A3', 'ids of users are told', /id is told/, [
    edit(
      `${users}/user.service.ts`,
      "if (actor.id !== id) requireAdmin(actor);\n    return found(await this.#accounts.users.find(id), 'user');",
      "const user = found(await this.#accounts.users.find(id), 'user');\n    if (actor.id !== id) requireAdmin(actor);\n    return user;",
    ),
  ]),
  fault('A4', 'nothing is computed for an unknown address', /median time of an unknown address/, [
    edit(
      `${auth}/passwords.ts`,
      'const matched = await verify(passwordHash ?? (await this.#dummy), canonical(password));',
      'if (passwordHash === undefined && (await this.#dummy)) return false;\n    const matched = await verify(String(passwordHash), canonical(password));',
    ),
  ]),
  fault('A4', 'a disabled account is refused before the work', /median time of a disabled account/, [
    edit(
      service,
      'const matches = await this.#passwords.matches(user?.passwordHash, password);',
      'if (user?.disabled) throw wrongCredentials();\n    const matches = await this.#passwords.matches(user?.passwordHash, password);',
    ),
  ]),
  fault('A4', 'the hash for nobody is a cheaper one', /median time of an unknown address/, [
    edit(
      `${auth}/passwords.ts`,
      "this.hash(randomBytes(32).toString('base64'))",
      "hash(randomBytes(32).toString('base64'), { memoryCost: 8_192, timeCost: 1, parallelism: 1 })",
    ),
  ]),
  fault('A7', 'an account has as many counts as spellings', /login, one account from many addresses: try/, [
    edit(`${auth}/attempt-keys.ts`, 'digest(email.trim().toLowerCase())', 'digest(email)'),
  ]),
];

const rotation: readonly Fault[] = [
  fault('A11', 'the token is read, then replaced', /(?:[2-9]|10) of 10 refreshes/, [
    edit(
      sessions,
      'const { raw } = await this.#manager\n      .createQueryBuilder()',
      'if (!(await this.#manager.existsBy(Session, { id, tokenHash: oldHash }))) return undefined;\n    const { raw } = await this.#manager\n      .createQueryBuilder()',
    ),
    edit(
      sessions,
      ".where('id = :id AND token_hash = :oldHash', { id, oldHash })",
      ".where('id = :id', { id })",
    ),
  ]),
  fault('A11', 'no refresh succeeds', /0 of 10 refreshes/, [
    edit(
      sessions,
      ".where('id = :id AND token_hash = :oldHash', { id, oldHash })",
      ".where('id = :id AND token_hash = :newHash', { id, oldHash, newHash })",
    ),
  ]),
  fault(
    'A12',
    'a token that comes back is refused, and that is all',
    /after 0 came back: its access token gets 200/,
    [edit(service, 'if (await this.#accounts.sessions.revoke(sessionId)) {', 'if (sessionId) {')],
  ),
  fault('A12', 'nobody hears of it', /no warning in the log/, [
    edit(service, "this.#options.logger.warn({ sessionId }, 'refresh token reused: session revoked');", ''),
  ]),
  fault('A12', 'the log does not say whose token it was', /no warning in the log/, [
    edit(service, 'logger.warn({ sessionId }, ', 'logger.warn('),
  ]),
  fault('A12', 'the log has the token', /a token is in the log/, [
    edit(
      service,
      'return this.#refuseReuse(parsed.sessionId);',
      'return this.#refuseReuse(parsed.sessionId, token);',
    ),
    edit(
      service,
      'async #refuseReuse(sessionId: string)',
      'async #refuseReuse(sessionId: string, used: string)',
    ),
    edit(service, 'logger.warn({ sessionId }, ', 'logger.warn({ sessionId, used }, '),
  ]),
  fault(
    'A12',
    'it ends every session of everybody',
    /another session of the user: its access token gets 401/,
    [
      edit(
        service,
        'if (await this.#accounts.sessions.revoke(sessionId)) {',
        'const actor = await this.#accounts.sessions.revoke(sessionId);\n    await this.#accounts.sessions.revokeAll();\n    if (actor) {',
      ),
      edit(
        sessions,
        'async revokeAll(userId: string, exceptId?: string)',
        'async revokeAll(userId?: string, exceptId?: string)',
      ),
      edit(
        sessions,
        '{ userId, revokedAt: IsNull(), ...',
        '{ ...(userId && { userId }), revokedAt: IsNull(), ...',
      ),
    ],
  ),
  fault('A13', 'logout-all ends those of everybody', /somebody else's: its access token gets 401/, [
    edit(
      sessions,
      '{ userId, revokedAt: IsNull(), ...',
      '{ ...(!userId && { userId }), revokedAt: IsNull(), ...',
    ),
  ]),
  fault('A13', 'the id of a session is enough to end it', /ended without its token/, [
    edit(service, 'revoke(parsed.sessionId, parsed.hash)', 'revoke(parsed.sessionId)'),
  ]),
  fault(
    'A13',
    'the session of the access token lives on',
    /logged out by access token: its access token gets 200/,
    [edit(service, 'revoke(actor.sessionId)', 'revoke(actor.id)')],
  ),
];

const changes: readonly Fault[] = [
  fault('A14', 'roles are remembered', /200, 200, 200 instead of 200, 403, 200/, [
    edit(
      sessions,
      'return session?.user && { id: userId, role: session.user.role, sessionId: id };',
      "if (session?.user?.role === 'admin') admins.add(userId);\n    return session?.user && { id: userId, role: admins.has(userId) ? 'admin' : 'user', sessionId: id };",
    ),
    edit(
      sessions,
      'export class SessionRepository {',
      'const admins = new Set<string>();\n\nexport class SessionRepository {',
    ),
  ]),
  fault(
    'A14',
    'the row of a disabled user is not looked at',
    /disabled in the database: its access token gets 200/,
    [edit(sessions, "      .andWhere('user.disabled = false')\n", '')],
  ),
  fault('A14', 'a disabled user refreshes', /disabled in the database: its refresh token gets 200/, [
    edit(
      service,
      'if (!user || user.disabled) throw badRefreshToken();',
      'if (!user) throw badRefreshToken();',
    ),
  ]),
  fault('A14', 'a disabled user logs in', /disabled: POST \/api\/v1\/auth\/login/, [
    edit(
      service,
      'if (!current || current.disabled) throw wrongCredentials();',
      'if (!current) throw wrongCredentials();',
    ),
  ]),
  fault('A17', 'the current password is not looked at', /the current password is not asked/, [
    edit(
      service,
      'if (!(await this.#passwords.matches(user.passwordHash, currentPassword))) {',
      'if (!currentPassword) {',
    ),
  ]),
  fault('A17', 'the current password may be left out', /does not require the current password/, [
    edit(
      `${auth}/auth.schema.ts`,
      '{ currentPassword: givenPassword, newPassword }',
      '{ currentPassword: givenPassword.optional(), newPassword }',
    ),
    edit(
      service,
      'if (!(await this.#passwords.matches(user.passwordHash, currentPassword))) {',
      'if (currentPassword !== undefined && !(await this.#passwords.matches(user.passwordHash, currentPassword))) {',
    ),
  ]),
  fault('A17', 'other sessions live on', /another session: its access token gets 200/, [
    edit(service, 'await sessions.revokeAll(user.id, actor.sessionId);', 'sessions.revokeAll.bind(user.id);'),
  ]),
];

export const sessionFaults: readonly Fault[] = [...guessing, ...rotation, ...changes];
