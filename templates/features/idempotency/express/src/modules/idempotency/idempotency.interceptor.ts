import type { Interceptor } from '../../platform/module.js';
import { setHeaders } from './answer.js';
import { HeldAnswer } from './held-answer.js';
import { IdempotencyService } from './idempotency.service.js';
import { keyedRequest } from './keyed-request.js';

/** Does a request with an `Idempotency-Key` once. */
export const idempotency: Interceptor = ({ dataSource }) => {
  const service = new IdempotencyService(dataSource);
  return async ({ endpoint, req, res }, next) => {
    const request = keyedRequest(req, endpoint.path);
    if (!request) return next();
    const held = new HeldAnswer(res);
    const once = service.once(request, async () => {
      await next();
      if (!held.isSent) throw new Error('An answer that comes late takes no Idempotency-Key.');
      return held.answer();
    });
    const { answer, isRepeated } = await once.finally(() => held.letGo());
    if (isRepeated) setHeaders(res.status(answer.status), answer);
    res.end(answer.body);
  };
};
