import type { RequestHandler } from 'express';
import type { Logger } from 'pino';
import type { Config } from '../../config/config.js';

const headers = ['x-forwarded-for', 'forwarded', 'x-real-ip'];

/** Some proxies name a caller with the port (`1.2.3.4:50000`, `[::1]:50000`), and every connection would be another caller. */
export const cutPorts: RequestHandler = (req, _res, next) => {
  const header = req.headers['x-forwarded-for'];
  if (header !== undefined) {
    req.headers['x-forwarded-for'] = String(header).split(',').map(withoutPort).join(',');
  }
  next();
};

const withoutPort = (address: string): string =>
  address
    .trim()
    .replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, '$1')
    .replace(/^\[([^\]]*)\](?::\d+)?$/, '$1');

/** Says once that there seems to be a proxy which nobody has told the service of: then all callers share one address. */
export function warnOfProxies(logger: Logger, { TRUST_PROXY }: Config): RequestHandler {
  let isTold = TRUST_PROXY > 0;
  return (req, _res, next) => {
    const header = isTold ? undefined : headers.find((name) => req.headers[name] !== undefined);
    if (header !== undefined) {
      isTold = true;
      logger.warn(
        { event: 'proxy.untrusted', header },
        'a request names another address, and TRUST_PROXY is 0: behind a proxy, all callers count as one',
      );
    }
    next();
  };
}
