import { AsyncLocalStorage } from 'node:async_hooks';
import type { IncomingMessage } from 'node:http';

/** What every line that is logged on the way of a request says of it: ids, and where it came from. */
export interface RequestContext {
  readonly requestId: string;
  /** Of the W3C trace that the caller is in. */
  readonly traceId?: string;
  readonly address?: string;
  /** Known once the caller is. */
  userId?: string;
}

export const requestContext = new AsyncLocalStorage<RequestContext>();

const traceparent = /^(?!ff)[\da-f]{2}-(?!0{32})([\da-f]{32})-(?!0{16})[\da-f]{16}-[\da-f]{2}$/;

/** The trace id of a sane `traceparent`; others are no business of the log. */
export function traceIdOf({ headers }: IncomingMessage): string | undefined {
  const given = headers['traceparent'];
  return typeof given === 'string' ? traceparent.exec(given)?.[1] : undefined;
}
