import { STATUS_CODES } from 'node:http';
import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import type { Request } from 'express';
import { handleError, sendProblem } from './problem.js';

/** Every failure leaves as problem details (RFC 9457): ours, the database's, and the exceptions of Nest with their message. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const [req, res] = [http.getRequest<Request>(), http.getResponse()];
    if (!(error instanceof HttpException) || res.headersSent) {
      handleError(error, req, res, http.getNext());
      return;
    }
    const status = error.getStatus();
    if (isOurs(status)) req.log.error({ err: error }, 'request failed');
    sendProblem(req, res, { status, ...(!isOurs(status) && said(error)) });
  }
}

/** What is our own fault is for the log, except that we are not there. */
const isOurs = (status: number): boolean => status >= 500 && status !== 503;

/** What whoever threw it wrote; pipes give a list of messages. Without a word of theirs, the status has one of ours. */
function said(error: HttpException): { readonly detail?: string } {
  const response = error.getResponse();
  const { message = undefined, error: cause = undefined }: { message?: unknown; error?: unknown } =
    typeof response === 'string' ? { message: response } : response;
  const detail = Array.isArray(message) ? message.join('; ') : (message ?? cause);
  return typeof detail === 'string' && detail !== STATUS_CODES[error.getStatus()] ? { detail } : {};
}
