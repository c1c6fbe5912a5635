import type { IncomingMessage } from 'node:http';
import { type DestinationStream, type Logger, pino } from 'pino';
import { type HttpLogger, pinoHttp } from 'pino-http';
import type { Config } from '../config/config.js';
import { describeError } from '../database/errors.js';
import { assignRequestId } from './request-id.js';

const secrets = ['password', 'token', 'accessToken', 'refreshToken', 'authorization', 'cookie'];

export function createLogger(config: Config, destination?: DestinationStream): Logger {
  return pino(
    {
      level: config.LOG_LEVEL,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (level) => ({ level }) },
      serializers: { err: describeError },
      // A second line of defence: nothing is meant to log these in the first place.
      redact: secrets.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]),
    },
    destination,
  );
}

/** One line per request: no headers, no body, and no query string, which may hold anything. */
export function logRequests(logger: Logger): HttpLogger {
  return pinoHttp({
    logger,
    genReqId: assignRequestId,
    quietReqLogger: true,
    quietResLogger: true,
    customAttributeKeys: { reqId: 'requestId' },
    serializers: { err: describeOriginal, res: () => undefined },
    customLogLevel: (_req, { statusCode }) => levelOf(statusCode),
    customSuccessObject: (req, res, { responseTime }) => summary(req, res.statusCode, responseTime),
    customErrorObject: (req, res, _error, { responseTime }) =>
      summary(req, res.statusCode, responseTime),
    customErrorMessage: () => 'request completed',
  });
}

/** pino-http comes with its own description of an error, which has the parameters of a failed statement in it. */
const describeOriginal = (described: { readonly raw?: unknown } | null): object =>
  describeError(described?.raw ?? described);

function levelOf(status: number): 'error' | 'warn' | 'info' {
  if (status === 503) return 'warn';
  return status >= 500 ? 'error' : 'info';
}

function summary(req: IncomingMessage, status: number, responseTime: number): object {
  const url = 'originalUrl' in req ? String(req.originalUrl) : String(req.url);
  const path = url.split('?', 1)[0]?.slice(0, 500);
  return { method: req.method, path, status, responseTime };
}
