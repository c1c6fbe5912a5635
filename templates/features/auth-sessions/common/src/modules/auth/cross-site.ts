import type { Request } from 'express';
import type { Config } from '../../config/config.js';
import { AppError } from '../../platform/errors.js';

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);
const ownSite = new Set(['same-origin', 'none']);

/**
 * Browsers send cookies along whoever wrote the page, so what changes something has to come from a page of ours: from this
 * origin or a listed one. Browsers say where from, and pages cannot make them lie: by Sec-Fetch-Site, older ones by Origin,
 * which all that know SameSite send with what changes something. Who sends neither is no browser, and has no cookies of others.
 *
 * @throws AppError `forbidden`
 */
export function refuseCrossSite(
  req: Request,
  { CORS_ORIGINS }: Pick<Config, 'CORS_ORIGINS'>,
): void {
  if (safeMethods.has(req.method)) return;
  const [site, origin] = [req.get('sec-fetch-site'), req.get('origin')];
  if (site !== undefined && ownSite.has(site)) return;
  if (origin !== undefined && CORS_ORIGINS.includes(origin)) return;
  if (site === undefined && (origin === undefined || origin === ownOrigin(req))) return;
  throw new AppError('forbidden', 'This has to come from a page of this service.');
}

/** As the caller reached it: behind proxies that is what they say, if TRUST_PROXY believes them. */
const ownOrigin = (req: Request): string => `${req.protocol}://${req.host}`;
