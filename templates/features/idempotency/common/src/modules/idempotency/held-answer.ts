import { isUtf8 } from 'node:buffer';
import type { Response } from 'express';
import type { Answer } from './answer.js';

/** Set anew with every answer, or nobody's to keep. */
const notKept = new Set(['content-length', 'set-cookie']);

/** Keeps what a handler sends until what it did is certain. */
export class HeldAnswer {
  readonly #res: Response;
  readonly #before: ReturnType<Response['getHeaders']>;
  readonly #end: Response['end'];
  #sent: Buffer | undefined;

  constructor(res: Response) {
    this.#res = res;
    this.#before = { ...res.getHeaders() };
    this.#end = res.end.bind(res);
    res.end = ((body?: unknown) => {
      this.#sent = Buffer.isBuffer(body) ? body : Buffer.from(typeof body === 'string' ? body : '');
      return res;
    }) as Response['end'];
  }

  get isSent(): boolean {
    return this.#sent !== undefined;
  }

  /**
   * @param body where the handler has not sent one.
   * @throws Error where it is no text, or on its way already, in parts.
   */
  answer(body = ''): Answer {
    if (this.#res.headersSent || (this.#sent && !isUtf8(this.#sent))) {
      throw new Error('An answer in parts, or of bytes, takes no Idempotency-Key.');
    }
    const headers = Object.entries(this.#res.getHeaders()).filter(
      ([name, value]) => value !== this.#before[name] && !notKept.has(name),
    );
    return {
      status: this.#res.statusCode,
      headers: Object.fromEntries(headers.map(([name, value]) => [name, String(value)])),
      body: this.#sent?.toString() ?? body,
    };
  }

  /** From here on what is sent is sent; what was is lost. */
  letGo(): void {
    this.#res.end = this.#end;
  }
}
