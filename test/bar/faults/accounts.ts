import { edit, fault, type Fault } from './fault.js';

const auth = 'src/modules/auth';
const users = 'src/modules/users';
const posts = 'src/modules/posts';

/** Configuration, authentication, authorisation. */
export const accountFaults: readonly Fault[] = [
  fault('C1', 'weak secrets boot', /not refused/, [
    edit(
      'src/config/secret.ts',
      `config.NODE_ENV === 'test' ? undefined : secretFlaw(config.JWT_SECRET)`,
      'undefined as string | undefined',
    ),
  ]),
  fault('C1', 'the message holds the value', /value is shown/, [
    edit(
      'src/config/secret.ts',
      "if (flaw) refuse('JWT_SECRET', flaw);",
      "if (flaw) refuse('JWT_SECRET', `${config.JWT_SECRET} ${flaw}`);",
    ),
  ]),
  fault('C2', 'numbers are not checked', /not refused/, [
    edit(
      'src/config/variables.ts',
      '/^\\d{1,15}$/.test(value) && Number(value) >= min && Number(value) <= max',
      "value !== '' && min <= max",
    ),
  ]),
  fault('C3', 'the example has a good secret', /not refused/, [
    edit('.env.example', 'JWT_SECRET=generate', 'JWT_SECRET=Zq8vN2xW5kLr7TtB1yHc4MfJ9sPd3GaU6eRi0oVb'),
  ]),
  fault('C3', 'a test key would do in production', /not refused/, [
    edit(
      'test/auth/access-tokens.test.ts',
      "'a-test-key-of-some-length-0123456789'",
      "'Zq8vN2xW5kLr7TtB1yHc4MfJ9sPd3GaU6eRi0oVb'",
    ),
  ]),
  fault('C3', 'a token of somebody in a test', /GitHub/i, [
    edit(
      'test/support/environment.ts',
      "NODE_ENV: 'test',",
      // In two parts, so that this file holds none.
      `NODE_ENV: 'test',\n  TOKEN: 'ghp_${'wWPw5k4aXcaT4fNP0UcnZwJUVFk6LO0pINUx'}',`,
    ),
  ]),
  fault('C5', 'seeds run in production', /not refused/, [
    edit('src/database/seed.ts', "=== 'production'", "=== 'test'"),
  ]),
  fault('A1', 'registration takes a role', /role was taken/, [
    edit(
      `${auth}/auth.schema.ts`,
      'email: emailSchema, password: newPassword, name: userNameSchema',
      "email: emailSchema, password: newPassword, name: userNameSchema, role: z.enum(['user', 'admin']).optional()",
    ),
    edit(
      `${auth}/auth.service.ts`,
      'async register({ email, password, name }: Register)',
      'async register({ email, password, name, role }: Register)',
    ),
    edit(
      `${auth}/auth.service.ts`,
      'insert({ email, name, passwordHash })',
      'insert({ email, name, passwordHash, ...(role && { role }) })',
    ),
  ]),
  fault('A1', 'registration takes a flag', /disabled was taken: disabled/, [
    edit(
      `${auth}/auth.schema.ts`,
      'email: emailSchema, password: newPassword, name: userNameSchema',
      'email: emailSchema, password: newPassword, name: userNameSchema, disabled: z.boolean().optional()',
    ),
    edit(
      `${auth}/auth.service.ts`,
      'async register({ email, password, name }: Register)',
      'async register({ email, password, name, ...more }: Register)',
    ),
    edit(
      `${auth}/auth.service.ts`,
      'insert({ email, name, passwordHash })',
      'insert({ email, name, passwordHash, ...more })',
    ),
  ]),
  fault('A2', 'bodies are not validated', /-> (?:2|5)\d\d/, [
    edit(
      'src/platform/http/validate.ts',
      'if (result.success) return',
      "if (result.success || kind === 'unprocessable') return",
    ),
    edit('src/platform/http/validate.ts', 'return result.data;', 'return result.data ?? value;'),
  ]),
  fault('A3', 'an unknown address is told', /a wrong password is told/, [
    edit(
      `${auth}/logins.ts`,
      'if (!user || !matches) throw this.#loginFailed(user);',
      "if (!user) throw new AppError('unauthenticated', 'Nobody has this address.');\n    if (!matches) throw wrongCredentials();",
    ),
  ]),
  fault('A5', 'any new password will do', /change-password/, [
    edit(`${auth}/auth.service.ts`, "refuseWeak('newPassword', newPassword, user.email);", ''),
  ]),
  fault('A5', 'eight characters will do', /elevenchars/, [
    edit(`${auth}/password-policy.ts`, 'MIN_PASSWORD_LENGTH = 12', 'MIN_PASSWORD_LENGTH = 8'),
  ]),
  fault('A5', 'common words with what holds them together', /letmein-please-now/, [
    edit(`${auth}/password-policy.ts`, 'isPhrase(core) ||', 'commonWords.has(core) ||'),
  ]),
  fault('A5', 'accents in a row are refused', /é{20}/, [
    edit(`${auth}/password-policy.ts`, '(isPatterned(text) && !isOwn)', '(isPatterned(text) && length > 0)'),
  ]),
  fault('A6', 'cheap hashes', /weak password hash/, [
    edit(`${auth}/passwords.ts`, 'memoryCost: 19_456', 'memoryCost: 4_096'),
  ]),
  fault('A6', 'old hashes stay', /weak password hash/, [
    edit(`${auth}/passwords.ts`, 'used[name] !== parameters[name]', "used[name] === 'never'"),
  ]),
  fault('A6', 'hashes on the event loop', /passwords\.ts/, [
    edit(`${auth}/passwords.ts`, 'import { hash, parse', 'import { hash, verifySync, parse'),
    edit(`${auth}/passwords.ts`, ', verify, type', ', type'),
    edit(
      `${auth}/passwords.ts`,
      'this.#turns.run(() => verify(known, canonical(password)))',
      'this.#turns.run(async () => verifySync(known, canonical(password)))',
    ),
  ]),
  fault('A8', 'tokens for others are taken', /wrong aud: 200/, [
    edit(`${auth}/access-tokens.ts`, 'aud: z.literal(JWT_AUDIENCE)', 'aud: z.string().default(JWT_AUDIENCE)'),
  ]),
  fault('A8', 'any header is taken', /jwk header, right key: 200/, [
    edit(`${auth}/access-tokens.ts`, 'return z.strictObject(id', 'return z.object(id'),
  ]),
  fault('A8', 'the algorithm is the token’s choice', /another alg: 200/, [
    edit(`${auth}/access-tokens.ts`, 'alg: z.literal(algorithm)', "alg: z.enum([algorithm, 'HS512'])"),
    edit(
      `${auth}/jws.ts`,
      'const expected = signatureOf(text, keys);',
      "const hash = text.startsWith(encode({ alg: 'HS512' }).slice(0, 18)) ? 'sha512' : 'sha256';\n  const expected = createHmac(hash, key).update(text).digest();",
    ),
  ]),
  fault('A8', 'a signature is not looked at', /wrong key: 200/, [
    edit(
      `${auth}/jws.ts`,
      'signature.length === expected.length && timingSafeEqual(signature, expected)',
      'timingSafeEqual(expected, expected)',
    ),
  ]),
  fault('A8', 'a clock that is ahead is not believed', /iat 5 s ahead/, [
    edit(`${auth}/access-tokens.ts`, 'CLOCK_TOLERANCE_S = 30', 'CLOCK_TOLERANCE_S = 0'),
  ]),
  fault('A9', 'access tokens of a day', /15 minutes/, [
    edit(`${auth}/access-tokens.ts`, 'issuedAt + this.#config.ACCESS_TOKEN_TTL', 'issuedAt + 86_400'),
  ]),
  fault('A9', 'the token tells who it is', /Somebody|"name"/, [
    edit(
      `${auth}/access-tokens.ts`,
      '      sid: sessionId,\n',
      "      sid: sessionId,\n      name: 'Somebody',\n",
    ),
  ]),
  fault('A10', 'refresh tokens can be guessed', /too little entropy/, [
    edit(
      `${auth}/session-secret.ts`,
      'randomBytes(SECRET_BYTES)',
      'Buffer.alloc(SECRET_BYTES, randomBytes(2))',
    ),
  ]),
  fault('A10', 'refresh tokens are stored as they are', /stored as it is/, [
    edit(`${auth}/session-secret.ts`, "createHash('sha256').update(secret).digest('base64url')", 'secret'),
  ]),
  fault('A13', 'a session that is over still counts', /200|401/, [
    edit(
      `${users}/session.repository.ts`,
      's.revoked_at IS NULL AND s.expires_at > now()',
      's.expires_at > now()',
    ),
  ]),
  fault('A13', 'logout-all ends nothing', /200/, [
    edit(`${auth}/auth.service.ts`, 'await this.#sessions.revokeAll(actor.id);', ''),
  ]),
  fault('Z1', 'the guard lets everybody in', /-> (?!401)/, [
    edit(
      'src/platform/http/access.ts',
      "if (!actor) throw new AppError('unauthenticated', 'Sign in first.');",
      'if (!actor) return;',
    ),
  ]),
  fault('Z2', 'update forgets the owner', /PATCH|PUT/, [
    edit(
      `${posts}/post.service.ts`,
      "requireOwner(actor, 'posts:update', postRow.authorId);\n      checkPrecondition(postRow, precondition);\n      return posts.save(",
      'checkPrecondition(postRow, precondition);\n      return posts.save(',
    ),
  ]),
  fault('Z2', 'users read each other', /users/, [
    edit(`${users}/user.service.ts`, "if (actor.id !== id) requirePermission(actor, 'users:read');", ''),
  ]),
  fault('Z3', 'an included user shows the hash', /passwordHash/, [
    edit(
      `${users}/user.view.ts`,
      'return { id: user.id, name: user.name };',
      'return { id: user.id, name: user.name, ...{ passwordHash: user.passwordHash } };',
    ),
    edit(
      `${posts}/post.repository.ts`,
      "rows.join('author', { fields: ['id', 'name'] })",
      "rows.join('author')",
    ),
  ]),
  fault('Z3', 'the owner is taken from the body', /takes the owner|authorId/, [
    edit(
      `${posts}/post.schema.ts`,
      '  tagIds: relatedIds,\n',
      '  tagIds: relatedIds,\n  authorId: z.uuid().optional(),\n',
    ),
  ]),
  fault('Z4', 'admin is not asked for', /users|tags/, [
    edit('src/platform/authorization.ts', "if (role === 'admin' && scopes", 'if (role && scopes'),
  ]),
  fault('Z5', 'one permission for a resource is all of them', /let through/, [
    edit(
      'src/permissions.ts',
      '].includes(grant);',
      '].includes(grant) || grant.startsWith(`${resource}:`);',
    ),
  ]),
  fault('Z5', 'only the owner may, whatever others are granted', /refused/, [
    edit(
      `${auth}/access.ts`,
      "if (actor.id === ownerId || can(actor, permission)) return;\n  throw new AppError('forbidden'",
      "if (actor.id === ownerId || (can(actor, permission) && actor.role === 'admin')) return;\n  throw new AppError('forbidden'",
    ),
  ]),
  fault('Z6', 'everybody with a role may change accounts', /made themself an admin/, [
    edit('src/platform/authorization.ts', "if (role === 'admin' && scopes", "if (role !== 'user' && scopes"),
  ]),
];
