import type { Server } from 'node:http';

const REQUEST_LIMIT_MS = 7_000;

/** Takes no connection any more, and lets requests in flight finish within their limit. */
export async function closeServer(server: Server): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  // A connection that was busy when the server closed stays open for its client's next request: there will be none.
  const idle = setInterval(() => server.closeIdleConnections(), 50);
  const limit = setTimeout(() => server.closeAllConnections(), REQUEST_LIMIT_MS);
  await closed;
  clearInterval(idle);
  clearTimeout(limit);
}
