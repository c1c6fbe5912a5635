import type { Response } from 'express';
import type { Credential } from './credential.js';
import { refuseCrossSite } from './cross-site.js';
import { type Renewal, renewals } from './renewal.js';
import { cookieHash, setSessionCookie } from './session-cookie.js';
import { SessionCookieRepository } from './session-cookie.repository.js';
import { hashSecret, newSecret } from './session-secret.js';

/** The cookie of a browser. An Authorization header counts more: no page of another site can send one. */
export const sessionCookie: Credential = ({ config, dataSource }) => {
  const cookies = new SessionCookieRepository(dataSource.manager, config.SESSION_IDLE_TTL);

  return async (req, res) => {
    if (req.get('authorization') !== undefined) return undefined;
    res.vary('Cookie');
    // Also where there is no cookie yet: nobody is to be signed in as somebody else from a page of theirs.
    refuseCrossSite(req, config);

    const hash = cookieHash(req);
    if (hash === undefined) return undefined;
    const actor = await cookies.findActor(hash);
    // One that is over is no mistake of the caller's: they are nobody. It stays: an answer that clears it, and comes late,
    // would clear the one that took its place.
    if (actor) renewals.set(req, renewalOf(cookies, hash, res));
    return actor;
  };
};

function renewalOf(cookies: SessionCookieRepository, hash: string, res: Response): Renewal {
  const secret = newSecret();
  const renewalIn = (repository: SessionCookieRepository): Renewal => ({
    within: (manager) => renewalIn(repository.within(manager)),
    store: () => repository.replace(hash, hashSecret(secret)),
    answer: () => setSessionCookie(res, secret),
  });
  return renewalIn(cookies);
}
