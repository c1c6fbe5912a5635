import { STATUS_CODES } from 'node:http';
import type { ErrorRequestHandler, Request, Response } from 'express';
import { constraintError } from '../database/errors.js';
import { AppError, type ErrorKind, type FieldError } from '../errors.js';

const statusOf: Readonly<Record<ErrorKind, number>> = {
  'bad-request': 400,
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  'precondition-failed': 412,
  'unsupported-media-type': 415,
  unprocessable: 422,
  'too-many-requests': 429,
  unavailable: 503,
};

const details: Readonly<Record<number, string>> = {
  400: 'The request is malformed.',
  404: 'There is nothing here.',
  405: 'This path does not know the method.',
  413: 'The body is larger than 100 kB.',
  415: 'Send the body as application/json in UTF-8.',
  429: 'Too many requests. Try again later.',
  500: 'Something went wrong on our side.',
  503: 'The service cannot answer at the moment. Try again later.',
};

interface Problem {
  readonly status: number;
  readonly detail?: string;
  readonly errors?: readonly FieldError[];
}

/** Every failure of the service leaves through here: RFC 9457, one shape. */
export function sendProblem(
  req: Request,
  res: Response,
  { status, detail, errors }: Problem,
): void {
  const title = STATUS_CODES[status] ?? 'Error';
  const body = JSON.stringify({
    type: 'about:blank',
    title,
    status,
    detail: detail ?? details[status] ?? title,
    requestId: req.id,
    ...(errors && errors.length > 0 && { errors }),
  });
  if (status === 401 && !res.hasHeader('WWW-Authenticate')) {
    res.setHeader('WWW-Authenticate', 'Bearer');
  }
  if (status === 429 && !res.hasHeader('Retry-After')) res.setHeader('Retry-After', '60');
  if (status === 503) res.setHeader('Retry-After', '5');
  for (const name of ['ETag', 'Last-Modified', 'Location']) res.removeHeader(name);
  res.setHeader('Cache-Control', 'no-store');
  res.setHeader('Content-Type', 'application/problem+json');
  res.setHeader('Content-Length', Buffer.byteLength(body));
  res.statusCode = status;
  res.end(body);
}

export const handleError: ErrorRequestHandler = (error: unknown, req, res, _next) => {
  const problem = problemOf(error);
  if (problem.status >= 500) req.log.error({ err: error }, 'request failed');
  if (res.headersSent) {
    // Half an answer cannot be taken back; cutting it off shows the caller that it is not whole.
    res.destroy();
    return;
  }
  sendProblem(req, res, problem);
};

function problemOf(error: unknown): Problem {
  const known = error instanceof AppError ? error : constraintError(error);
  if (known) {
    return { status: statusOf[known.kind], detail: known.message, errors: known.errors };
  }
  return { status: clientErrorStatus(error) ?? 500 };
}

/** Errors of the framework and its parsers. Their messages quote the request, so only the status is kept. */
function clientErrorStatus(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('status' in error)) return undefined;
  if ('type' in error && error.type === 'entity.verify.failed') return 400;
  const { status } = error;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : undefined;
}
