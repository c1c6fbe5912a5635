import type { Request, RequestHandler } from 'express';
import { type DestinationStream, type Logger, pino } from 'pino';
import type { Config } from '../../config/config.js';
import { describeError } from '../database/errors.js';
import { type RequestContext, requestContext, traceIdOf } from './request-context.js';
import { assignRequestId } from './request-id.js';

declare module 'http' {
  /** Set by logRequests, before anything else sees the request. */
  interface IncomingMessage {
    id: string;
    log: Logger;
  }
}

const secrets = ['password', 'token', 'accessToken', 'refreshToken', 'authorization', 'cookie'];
/** Whatever ends like a secret: `apiKey`, `clientSecret`, `passwordHash`. */
const secretName =
  /(?:password|passphrase|passcode|secret|token|credential|(?:api|private|access|secret)_?key|authorization|cookie)s?(?:_?(?:hash|value))?$/i;
const MAX_DEPTH = 3;

export function createLogger(config: Config, destination?: DestinationStream): Logger {
  return pino(
    {
      level: config.LOG_LEVEL,
      base: null,
      mixin: () => ({ ...requestContext.getStore() }),
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: {
        level: (level) => ({ level }),
        log: (line) => withoutSecrets(line) as typeof line,
      },
      serializers: { err: describeError },
      redact: secrets,
    },
    destination,
  );
}

/**
 * A second line of defence: nothing is meant to log these in the first place. What is nested is looked through here,
 * because the wildcards of `redact` would take longer than all the rest of a line.
 */
function withoutSecrets(value: unknown, depth = 0): unknown {
  if (typeof value !== 'object' || value === null || depth > MAX_DEPTH) return value;
  if (value instanceof Error || 'toJSON' in value) return value;
  if (Array.isArray(value)) return value.map((member) => withoutSecrets(member, depth + 1));
  const members = Object.entries(value).map(([name, member]) => [
    name,
    secretName.test(name) ? '[Redacted]' : withoutSecrets(member, depth + 1),
  ]);
  return Object.fromEntries(members);
}

/** One line per request: no headers, no body, and no query string, which may hold anything, as what a row is found by may. */
export function logRequests(logger: Logger, config: Config): RequestHandler {
  return (req, res, next) => {
    const began = performance.now();
    req.id = assignRequestId(req, res);
    req.log = logger;
    const context = contextOf(req, config);
    res.once('close', () => {
      const line = summary(req, res.statusCode, Math.round(performance.now() - began));
      requestContext.run(context, () => {
        logger[levelOf(res.statusCode)](line, 'request completed');
      });
    });
    requestContext.run(context, next);
  };
}

function contextOf(req: Request, { LOG_ADDRESSES }: Config): RequestContext {
  const traceId = traceIdOf(req);
  return {
    requestId: req.id,
    ...(traceId !== undefined && { traceId }),
    ...(LOG_ADDRESSES === 'on' && req.ip !== undefined && { address: req.ip }),
  };
}

function levelOf(status: number): 'error' | 'warn' | 'info' {
  if (status === 503) return 'warn';
  return status >= 500 ? 'error' : 'info';
}

function summary(req: Request, status: number, responseTime: number): object {
  const url = req.originalUrl;
  const path = url
    .split('?', 1)[0]
    ?.replace(/(\/by-[\w-]+\/)[^/]+/, '$1*')
    .slice(0, 500);
  return { method: req.method, path, status, responseTime };
}
