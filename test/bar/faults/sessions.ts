import { edit, fault, type Fault } from './fault.js';

const auth = 'src/modules/auth';
const users = 'src/modules/users';
const logins = `${auth}/logins.ts`;
const service = `${auth}/auth.service.ts`;
const tokens = `${auth}/token-auth.service.ts`;
const sessions = `${users}/session.repository.ts`;
const accessToken = `${auth}/access-token.credential.ts`;
const attempts = `${auth}/attempts.ts`;

/** What tells who has an account, and what is not limited. */
const guessing: readonly Fault[] = [
  fault('A3', 'a disabled account is told', /right password is told/, [
    edit(
      logins,
      'if (!current || current.disabled) throw this.#loginFailed(user);',
      "if (!current) throw this.#loginFailed(user);\n      if (current.disabled) throw new AppError('forbidden', 'Disabled.');",
    ),
  ]),
  fault('A3', 'a space tells of an account', /a wrong password is told/, [
    edit(
      logins,
      'if (!user || !matches) throw this.#loginFailed(user);',
      "if (!user) throw wrongCredentials();\n    if (!matches) throw new AppError('unauthenticated', 'The e-mail address or the password is wrong. ');",
    ),
  ]),
  fault('A3', 'ids of users are told', /id is told/, [
    edit(
      `${users}/user.service.ts`,
      "if (actor.id !== id) requirePermission(actor, 'users:read');\n    return found(await this.#users.find(id), 'user');",
      "const user = found(await this.#users.find(id), 'user');\n    if (actor.id !== id) requirePermission(actor, 'users:read');\n    return user;",
    ),
  ]),
  fault('A4', 'nothing is computed for an unknown address', /median time of an unknown address/, [
    edit(
      `${auth}/passwords.ts`,
      'const known = passwordHash ?? (await this.#dummy);',
      'if (passwordHash === undefined && (await this.#dummy)) return false;\n    const known = String(passwordHash);',
    ),
  ]),
  fault('A4', 'a disabled account is refused before the work', /median time of a disabled account/, [
    edit(
      logins,
      'const matches = await this.#passwords.matches(user?.passwordHash, password);',
      'if (user?.disabled) throw wrongCredentials();\n    const matches = await this.#passwords.matches(user?.passwordHash, password);',
    ),
  ]),
  fault('A4', 'the hash for nobody is a cheaper one', /median time of an unknown address/, [
    edit(
      `${auth}/passwords.ts`,
      "hash(randomBytes(32).toString('base64'), parameters)",
      "hash(randomBytes(32).toString('base64'), { memoryCost: 8_192, timeCost: 1, parallelism: 1 })",
    ),
  ]),
  fault('A7', 'an account has as many counts as spellings', /login, one account from many addresses: try/, [
    edit(`${auth}/attempt-keys.ts`, 'digest(email.trim().toLowerCase())', 'digest(email)'),
  ]),
  fault('A7', 'accounts are not counted', /login, one account from many addresses: try 4 of 3/, [
    edit(attempts, 'isKnown ? undefined : await', 'isKnown || address ? undefined : await'),
  ]),
  fault('A7', 'addresses are not counted', /register, many accounts from one address: try 4 of 3/, [
    edit(attempts, '      await this.#over(`${operation}-ip${phase}`, address),\n', ''),
  ]),
  fault('A7', 'nobody is told when to come back', /Retry-After is/, [
    edit(
      attempts,
      'return count > this.#limit ? waitMs : undefined;',
      'return count > this.#limit ? waitMs * 1_000 : undefined;',
    ),
  ]),
  fault('A19', 'a guesser uses up the attempts of the owner', /the owner, at another address/, [
    edit(
      attempts,
      "const phase = count <= Math.ceil(this.#limit / 2) ? '' : '-late';",
      "const phase = count < 0 ? '-late' : '';",
    ),
    edit(attempts, "'login' && status === 200", "'login' && status === 0"),
  ]),
  fault('A19', 'many guessers use up the attempts of the owner', /the owner, at home/, [
    edit(attempts, "'login' && status === 200", "'login' && status === 0"),
  ]),
  fault('A19', 'the refreshes of all are counted together', /a good refresh of somebody/, [
    edit(
      attempts,
      "if (operation === 'refresh') return this.#refusalOfRefresh(attempt);",
      "if (operation === 'refresh' && !address) return this.#refusalOfRefresh(attempt);",
    ),
  ]),
  fault('A18', 'tokens wait behind passwords', /tokens wait/, [
    edit(`${auth}/passwords.ts`, 'new Turns(AT_ONCE,', 'new Turns(AT_ONCE * 1_000,'),
    edit(
      sessions,
      'async findActor(id: string, userId: string): Promise<Actor | undefined> {',
      "async findActor(id: string, userId: string): Promise<Actor | undefined> {\n    await import('node:fs/promises').then(({ stat }) => stat('.'));",
    ),
  ]),
  fault('A18', 'every login waits, however many do', /is told to come back/, [
    edit(`${auth}/passwords.ts`, 'MAX_WAITING = 100', 'MAX_WAITING = 100_000'),
  ]),
];

const rotation: readonly Fault[] = [
  fault('A11', 'the token is read, then replaced', /(?:[2-9]|10) of 10 refreshes/, [
    edit(
      sessions,
      'const { raw } = await this.#rows\n      .createQueryBuilder()',
      'if (!(await this.#rows.existsBy({ id, tokenHash: oldHash }))) return undefined;\n    const { raw } = await this.#rows\n      .createQueryBuilder()',
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
  fault('A11', 'a second tab ends the session', /the session of those at once/, [
    edit(tokens, 'if (this.#overlaps.has(hash)) throw badRefreshToken();', ''),
  ]),
  fault('A11', 'the grace is not looked at', /within REFRESH_TOKEN_GRACE, the session of those at once/, [
    edit(tokens, 'if (this.#overlaps.has(hash)) throw badRefreshToken();', ''),
    edit(tokens, 'if (isRecent) throw badRefreshToken();', 'void isRecent;'),
  ]),
  fault(
    'A12',
    'a token that comes back is refused, and that is all',
    /after 0 came back: its access token gets 200/,
    [edit(tokens, 'if (await this.#sessions.revoke(sessionId)) {', 'if (sessionId) {')],
  ),
  fault('A12', 'nobody hears of it', /no warning in the log/, [
    edit(tokens, "this.#log.warn(line, 'refresh token reused: session revoked');", 'void line;'),
  ]),
  fault('A12', 'the log does not say whose token it was', /no warning in the log/, [
    edit(tokens, "{ event: 'refresh.reused', sessionId }", "{ event: 'refresh.reused' }"),
  ]),
  fault('A12', 'the log has the token', /a token is in the log/, [
    edit(
      tokens,
      'return this.#overlaps.during(parsed.hash, () => this.#rotate(parsed));',
      'return this.#overlaps.during(parsed.hash, () => this.#rotate(parsed, token));',
    ),
    edit(tokens, 'async #rotate(used: RefreshToken)', 'async #rotate(used: RefreshToken, token: string)'),
    edit(tokens, 'this.#refuseReplaced(used)', 'this.#refuseReplaced({ ...used, hash: token })'),
    edit(tokens, 'return this.#refuseReuse(sessionId);', 'return this.#refuseReuse(sessionId, hash);'),
    edit(tokens, '    if (this.#overlaps.has(hash)) throw badRefreshToken();\n', ''),
    edit(
      tokens,
      'async #refuseReuse(sessionId: string)',
      'async #refuseReuse(sessionId: string, used: string)',
    ),
    edit(tokens, "{ event: 'refresh.reused', sessionId }", "{ event: 'refresh.reused', sessionId, used }"),
  ]),
  fault(
    'A12',
    'it ends every session of everybody',
    /another session of the user: its access token gets 401/,
    [
      edit(
        tokens,
        'if (await this.#sessions.revoke(sessionId)) {',
        'const actor = await this.#sessions.revoke(sessionId);\n    await this.#sessions.revokeAll();\n    if (actor) {',
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
    edit(tokens, 'revoke(parsed.sessionId, parsed.hash)', 'revoke(parsed.sessionId)'),
  ]),
  fault(
    'A13',
    'the session of the access token lives on',
    /logged out by access token: its access token gets 200/,
    [edit(tokens, 'revoke(actor.sessionId)', 'revoke(actor.id)')],
  ),
];

const changes: readonly Fault[] = [
  fault('A14', 'callers are remembered', /disabled: its access token gets 200/, [
    edit(
      accessToken,
      'return claims && sessions.findActor(claims.sessionId, claims.userId);',
      'const actor = claims && (known.get(claims.sessionId) ?? (await sessions.findActor(claims.sessionId, claims.userId)));\n    if (claims && actor) known.set(claims.sessionId, actor);\n    return actor;',
    ),
    edit(
      accessToken,
      'const tokens = new AccessTokens(config);',
      'const tokens = new AccessTokens(config);\n  const known = new Map<string, Actor>();',
    ),
    edit(
      accessToken,
      'import { AuthSession }',
      "import type { Actor } from '../../platform/http/actor.js';\nimport { AuthSession }",
    ),
  ]),
  fault('A14', 'roles are remembered', /200, 200, 200 instead of 200, 403, 200/, [
    edit(
      sessions,
      'return user && { id: userId, role: user.role, sessionId: id };',
      "if (user?.role === 'admin') admins.add(userId);\n    return user && { id: userId, role: admins.has(userId) ? 'admin' : 'user', sessionId: id };",
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
    [edit(sessions, '\n      AND NOT u.disabled`', '`')],
  ),
  fault('A14', 'a disabled user refreshes', /disabled in the database: its refresh token gets 200/, [
    edit(
      tokens,
      'if (!user || user.disabled) throw badRefreshToken();',
      'if (!user) throw badRefreshToken();',
    ),
  ]),
  fault('A14', 'a disabled user logs in', /disabled: POST \/api\/v1\/auth\/login/, [
    edit(
      logins,
      'if (!current || current.disabled) throw this.#loginFailed(user);',
      'if (!current) throw this.#loginFailed(user);',
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
