import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import type { Request } from 'express';
import { handleError, sendProblem } from './problem.js';

/** Every failure leaves as problem details (RFC 9457): ours, the database's, and the exceptions of Nest with their message. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const res = http.getResponse();
    if (error instanceof HttpException && isForCallers(error) && !res.headersSent) {
      sendProblem(http.getRequest<Request>(), res, {
        status: error.getStatus(),
        detail: messageOf(error),
      });
      return;
    }
    handleError(error, http.getRequest(), res, http.getNext());
  }
}

/** What is our own fault is for the log, except that we are not there. */
const isForCallers = (error: HttpException): boolean =>
  error.getStatus() < 500 || error.getStatus() === 503;

/** Pipes give a list of messages in their response, others one. */
function messageOf(error: HttpException): string {
  const response = error.getResponse();
  const message = typeof response === 'object' && 'message' in response ? response.message : '';
  return Array.isArray(message) ? message.join('; ') : error.message;
}
