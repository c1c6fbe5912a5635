import {
  type CallHandler,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
  StreamableFile,
} from '@nestjs/common';
import type { Request, Response } from 'express';
import { from, lastValueFrom, type Observable } from 'rxjs';
import { operationPath } from '../../platform/http/operation-path.js';
import { setHeaders } from './answer.js';
import { HeldAnswer } from './held-answer.js';
import { IdempotencyService } from './idempotency.service.js';
import { type KeyedRequest, keyedRequest } from './keyed-request.js';

/** Does a request with an `Idempotency-Key` once. */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  readonly #service: IdempotencyService;

  constructor(service: IdempotencyService) {
    this.#service = service;
  }

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const http = context.switchToHttp();
    const req = http.getRequest<Request>();
    const request = keyedRequest(req, operationPath(req.route.path));
    return request ? from(this.#once(request, http.getResponse<Response>(), next)) : next.handle();
  }

  async #once(request: KeyedRequest, res: Response, next: CallHandler): Promise<unknown> {
    const held = new HeldAnswer(res);
    const once = this.#service.once(request, async () => {
      const value: unknown = await lastValueFrom(next.handle(), { defaultValue: undefined });
      if (held.isSent || value instanceof StreamableFile) {
        throw new Error('An answer that is a file, or sent by @Res(), takes no Idempotency-Key.');
      }
      return held.answer(value === undefined ? '' : JSON.stringify(value));
    });
    const { answer, isRepeated } = await once.finally(() => held.letGo());
    if (isRepeated) setHeaders(res, answer);
    return answer.body === '' ? undefined : JSON.parse(answer.body);
  }
}
