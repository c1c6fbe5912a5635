import type { Response } from 'express';
import type { Answer } from './answer.js';

/** Set anew with every answer, or nobody's to keep. */
const notKept = new Set(['content-length', 'set-cookie']);

/** Keeps what a handler sends until what it did is certain. */
export class HeldAnswer {
  readonly #res: Response;
  readonly #before: ReturnType<Response['getHeaders']>;
  readonly #end: Response['end'];
  #sent: string | undefined;

  constructor(res: Response) {
    this.#res = res;
    this.#before = { ...res.getHeaders() };
    this.#end = res.end.bind(res);
    res.end = ((body?: unknown) => {
      this.#sent = typeof body === 'string' || Buffer.isBuffer(body) ? body.toString() : '';
      return res;
    }) as Response['end'];
  }

  /** The body, once the handler has sent one. */
  get sent(): string | undefined {
    return this.#sent;
  }

  /** @throws Error where it is on its way already, in parts. */
  answer(body = this.#sent ?? ''): Answer {
    if (this.#res.headersSent) throw new Error('An answer in parts takes no Idempotency-Key.');
    const headers = Object.entries(this.#res.getHeaders()).filter(
      ([name, value]) => value !== this.#before[name] && !notKept.has(name),
    );
    return {
      status: this.#res.statusCode,
      headers: Object.fromEntries(headers.map(([name, value]) => [name, String(value)])),
      body,
    };
  }

  /** From here on what is sent is sent; what was is lost. */
  letGo(): void {
    this.#res.end = this.#end;
  }
}
