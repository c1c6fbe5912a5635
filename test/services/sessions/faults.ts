import { edit, fault, type Fault } from '../../bar/faults/fault.js';

const folder = 'src/modules/auth';
const cookie = `${folder}/session-cookie.ts`;
const repository = `${folder}/session-cookie.repository.ts`;
const service = `${folder}/cookie-auth.service.ts`;
const crossSite = `${folder}/cross-site.ts`;
const credential = `${folder}/session-cookie.credential.ts`;

/** Mistakes that people make with sessions in cookies, planted in a blog with them. */
export const cookieFaults: readonly Fault[] = [
  fault('S1', 'a script may read the cookie', /other attributes/, [
    edit(cookie, 'Path=/; HttpOnly; Secure', 'Path=/; Secure'),
  ]),
  fault('S1', 'the cookie goes over plain HTTP', /other attributes/, [
    edit(cookie, 'HttpOnly; Secure; SameSite', 'HttpOnly; SameSite'),
  ]),
  fault('S1', 'what somebody came with is the secret', /a planted cookie is adopted/, [
    edit(service, 'const secret = newSecret();', 'const secret = planted ?? newSecret();'),
    edit(
      service,
      'signIn(proof: Proof, formerHash: string | undefined)',
      'signIn(proof: Proof, formerHash: string | undefined, planted?: string)',
    ),
    edit(
      `${folder}/cookie-auth.controller.ts`,
      'this.#auth.signIn(body, cookieHash(req))',
      "this.#auth.signIn(body, cookieHash(req), /=(.*)/.exec(req.headers.cookie ?? '')?.[1])",
    ),
  ]),
  fault('S1', 'the session before goes on', /a session goes on: its cookie was there/, [
    edit(service, 'if (formerHash !== undefined) await cookies.revoke(formerHash);', 'void formerHash;'),
  ]),
  fault('S2', 'where from is not looked at', /from \{"origin"/, [
    edit(crossSite, '  throw new AppError(', '  if (origin === undefined) throw new AppError('),
  ]),
  fault('S2', 'neighbours are believed', /"same-site"/, [
    edit(crossSite, "new Set(['same-origin', 'none'])", "new Set(['same-origin', 'same-site', 'none'])"),
  ]),
  fault('S2', 'signing in is not looked at', /403, 403, 403, 200/, [
    edit(
      credential,
      'refuseCrossSite(req, config);',
      'if (req.headers.cookie !== undefined) refuseCrossSite(req, config);',
    ),
  ]),
  fault('S2', 'a bad token is forgiven where there is a cookie', /a bad token is forgiven/, [
    edit(
      credential,
      "if (req.get('authorization') !== undefined) return undefined;",
      "if (req.get('authorization') !== undefined && req.headers.cookie === undefined) return undefined;",
    ),
  ]),
  fault('S2', 'own pages are refused in older browsers', /own pages are refused/, [
    edit(crossSite, 'origin === undefined || origin === ownOrigin(req)', 'origin === undefined'),
    edit(crossSite, 'const ownOrigin = (req: Request)', 'export const ownOrigin = (req: Request)'),
  ]),
  fault('S3', 'the cookie is stored as it is', /session_cookies has the cookie/, [
    edit(`${folder}/session-secret.ts`, "createHash('sha256').update(secret).digest('base64url')", 'secret'),
    edit(`${folder}/session-secret.ts`, 'import { createHash, randomBytes }', 'import { randomBytes }'),
  ]),
  fault('S4', 'a session may be idle for ever', /a session goes on: it was used 31/, [
    edit(
      repository,
      '      AND s.last_used_at > now() - make_interval(secs => ${this.#idleTtl})\n      AND NOT u.disabled`;',
      '      AND NOT u.disabled`;',
    ),
  ]),
  fault('S4', 'a session lasts as long as it is used', /a session goes on: its twelve hours/, [
    edit(
      repository,
      'WHERE c.hash = ${hash} AND s.revoked_at IS NULL AND s.expires_at > now()',
      'WHERE c.hash = ${hash} AND s.revoked_at IS NULL',
    ),
  ]),
  fault('S4', 'the use is not written', /its use is not written/, [
    edit(
      repository,
      'if (isDue) await this.#use(actor.sessionId);',
      'if (!isDue) await this.#use(actor.sessionId);',
    ),
  ]),
  fault('S4', 'every use is written', /every use is written/, [
    edit(repository, "s.last_used_at < now() - interval '1 minute' AS", 's.last_used_at < now() AS'),
    edit(
      repository,
      "WHERE id = ${sessionId} AND last_used_at < now() - interval '1 minute'`;",
      'WHERE id = ${sessionId}`;',
    ),
  ]),
  fault('S4', 'a disabled user goes on', /its user is disabled/, [
    edit(repository, '\n      AND NOT u.disabled`', '`'),
  ]),
  fault('S5', 'signing out takes the cookie alone', /a session goes on: they signed out/, [
    edit(service, 'if (hash !== undefined) await this.#options.cookies.revoke(hash);', 'void hash;'),
  ]),
  fault('S5', 'the id is enough to end a session', /not unknown/, [
    edit(
      repository,
      'WHERE id = ${id} AND user_id = ${userId} AND revoked_at',
      'WHERE id = ${id} AND ${userId} IS NOT NULL AND revoked_at',
    ),
  ]),
  fault('S5', 'a new password leaves the cookie', /its cookie was renewed/, [
    edit(
      credential,
      'store: () => repository.replace(hash, hashSecret(secret)),',
      'store: async () => void [repository, hash, hashSecret],',
    ),
  ]),
  fault('S5', 'sessions of others are listed', /other sessions are listed/, [
    edit(
      repository,
      'WHERE s.user_id = ${userId} AND s.revoked_at',
      "WHERE ${userId} <> '' AND s.revoked_at",
    ),
  ]),
  fault('S6', 'a session is looked up, and ended later', /not exactly one ends it/, [
    edit(
      repository,
      'WHERE id = ${id} AND user_id = ${userId} AND revoked_at IS NULL AND expires_at > now()',
      'WHERE id = ${id} AND user_id = ${userId} AND expires_at > now()',
    ),
  ]),
  fault('S6', 'the hash that was verified is not compared', /with the old password/, [
    edit(
      `${folder}/logins.ts`,
      'return current?.passwordHash === seen.passwordHash ? current : undefined;',
      'return current ?? undefined;',
    ),
  ]),
];
