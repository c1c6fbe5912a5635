import { randomUUID } from 'node:crypto';
import {
  type IncomingMessage,
  type RequestListener,
  Server,
  type ServerResponse,
  STATUS_CODES,
} from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Config } from '../../config/config.js';

/** Balancers keep idle connections for 60 s: whoever closes first must not be this side, or a request is lost. */
const KEEP_ALIVE_BEHIND_PROXY_MS = 65_000;
const KEEP_ALIVE_MS = 5_000;
const FINISH_LIMIT_MS = 6_500;
const HALF_SENT_LIMIT_MS = 1_000;

export type ServerLimits = Pick<Config, 'KEEP_ALIVE_MS' | 'MAX_CONNECTIONS' | 'TRUST_PROXY'>;

/** A server that a slow or broken client cannot hold, and that stops without losing a request. */
export class HttpServer extends Server {
  readonly #sockets = new Set<Socket>();
  readonly #answers = new Set<ServerResponse>();
  #isDraining = false;

  constructor(listener: RequestListener) {
    // An idle connection is no business of `headersTimeout`: that counts from the first byte of a request.
    super({ headersTimeout: 10_000, requestTimeout: 30_000, connectionsCheckingInterval: 2_000 });
    // Of any kind: whatever writes its answer with pauses has to write something now and then.
    this.timeout = 30_000;
    this.on('connection', (socket: Socket) => this.#track(socket));
    this.on('request', (_req, res: ServerResponse) => this.#begin(res));
    this.on('request', listener);
    this.on('clientError', (error: NodeJS.ErrnoException, socket) => {
      if (error.code === 'ECONNRESET' || !socket.writable) socket.destroy();
      else refuse(socket, statusOf(error.code));
    });
    this.on('checkExpectation', (req: IncomingMessage) => refuse(req.socket, 417));
  }

  limit({ KEEP_ALIVE_MS: keepAlive, MAX_CONNECTIONS, TRUST_PROXY }: ServerLimits): this {
    const usual = TRUST_PROXY > 0 ? KEEP_ALIVE_BEHIND_PROXY_MS : KEEP_ALIVE_MS;
    this.keepAliveTimeout = keepAlive ?? usual;
    this.maxConnections = MAX_CONNECTIONS;
    return this;
  }

  /** From now on every answer is the last one on its connection; the client opens its next one elsewhere. */
  drain(): void {
    this.#isDraining = true;
    for (const res of this.#answers) closeAfter(res);
  }

  /** Takes no connection any more, and lets requests in flight finish within their limit. */
  async finish(): Promise<void> {
    this.drain();
    const closed = new Promise((resolve) => this.close(resolve));
    const startedAt = Date.now();
    const idle = setInterval(() => this.#closeIdle(Date.now() - startedAt), 50);
    const limit = setTimeout(() => this.closeAllConnections(), FINISH_LIMIT_MS);
    this.#closeIdle(0);
    await closed;
    clearInterval(idle);
    clearTimeout(limit);
  }

  #track(socket: Socket): void {
    this.#sockets.add(socket);
    socket.once('close', () => this.#sockets.delete(socket));
  }

  #begin(res: ServerResponse): void {
    this.#answers.add(res);
    res.once('close', () => this.#answers.delete(res));
    if (this.#isDraining) closeAfter(res);
  }

  /** Those that wait for a next request, those that never sent one, and soon those that do not get theirs to an end. */
  #closeIdle(elapsedMs: number): void {
    this.closeIdleConnections();
    const busy = new Set([...this.#answers].map(({ req }) => req.socket));
    for (const socket of this.#sockets) {
      if (busy.has(socket)) continue;
      if (socket.bytesRead === 0 || elapsedMs >= HALF_SENT_LIMIT_MS) socket.destroy();
    }
  }
}

function closeAfter(res: ServerResponse): void {
  if (!res.headersSent) res.setHeader('Connection', 'close');
}

function statusOf(code: string | undefined): number {
  if (code === 'HPE_HEADER_OVERFLOW') return 431;
  return code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 408 : 400;
}

/** What the parser refuses never becomes a request; its answer has the shape of all others, with an id of its own. */
function refuse(socket: Duplex, status: number): void {
  const title = STATUS_CODES[status];
  const requestId = randomUUID();
  const body = JSON.stringify({ type: 'about:blank', title, status, detail: title, requestId });
  socket.end(
    [
      `HTTP/1.1 ${status} ${title}`,
      'Connection: close',
      'Content-Type: application/problem+json',
      `X-Request-Id: ${requestId}`,
      `Content-Length: ${Buffer.byteLength(body)}`,
      '',
      body,
    ].join('\r\n'),
  );
}
