import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import { handleError } from './problem.js';

/** Every failure of the service, Nest's own too, leaves as problem details (RFC 9457). */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    handleError(error, http.getRequest(), http.getResponse(), http.getNext());
  }
}
