import type { RequestHeader } from './request-header.js';

/** Operations on accounts answer with secrets, which are not kept. */
export const idempotencyKey: RequestHeader = {
  name: 'Idempotency-Key',
  description:
    'A value of your own, such as a UUID: sent again with the same request, within a day, it gets the same answer, and nothing is done twice.',
  isTakenBy: ({ method, path }) => method.toLowerCase() === 'post' && !path.startsWith('/auth/'),
};
