import type { Request, RequestHandler, Response } from 'express';
import type { Config } from '../../config/config.js';
import { sendProblem } from './problem.js';

/** What every client may have of the memory, however slowly it reads; few connections of those fill nothing. */
const SMALL_BYTES = 16_384;
/** An answer is taken within this time, however it trickles. */
const TAKEN_WITHIN_MS = 60_000;
/** When memory runs short, those go first who have not taken theirs for so long. */
const STALLED_MS = 3_000;

export type AnswerLimits = Pick<Config, 'RESPONSE_BUFFER_MB' | 'SLOW_READER_MS'>;

/**
 * Bounds the memory of answers that clients have not taken yet. Node keeps what a client does not read, so without a
 * bound some hundred clients that ask for long lists and read nothing are the end of the process.
 */
export function boundAnswers({ RESPONSE_BUFFER_MB, SLOW_READER_MS }: AnswerLimits): RequestHandler {
  const waiting = new WaitingAnswers(RESPONSE_BUFFER_MB * 1_048_576);
  return (req, res, next) => {
    const send = res.send.bind(res);
    res.send = (body?: unknown) => {
      const size = typeof body === 'string' ? Buffer.byteLength(body) : 0;
      if (size <= SMALL_BYTES || res.headersSent) return send(body);
      if (!waiting.add(res, size)) return refuse(req, res);
      dropSlowReader(res, SLOW_READER_MS);
      return send(body);
    };
    next();
  };
}

/** The answers that are sent and not taken, oldest first. */
class WaitingAnswers {
  readonly #since = new Map<Response, { readonly size: number; readonly at: number }>();
  readonly #limit: number;
  #total = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Whether there is room for one more. */
  add(res: Response, size: number): boolean {
    if (!this.#makeRoom(size)) return false;
    this.#since.set(res, { size, at: Date.now() });
    this.#total += size;
    res.once('close', () => this.#remove(res));
    return true;
  }

  #makeRoom(size: number): boolean {
    for (const [res, { at }] of this.#since) {
      if (this.#total + size <= this.#limit || Date.now() - at < STALLED_MS) break;
      res.destroy();
      this.#remove(res);
    }
    return this.#total + size <= this.#limit;
  }

  #remove(res: Response): void {
    this.#total -= this.#since.get(res)?.size ?? 0;
    this.#since.delete(res);
  }
}

/** A reader that takes nothing for a while, or all of it too slowly, is cut off. */
function dropSlowReader(res: Response, idleMs: number): void {
  // Node asks whether anything was taken since, and takes twice as long where something was.
  res.setTimeout(Math.ceil(idleMs / 2));
  const limit = setTimeout(() => res.destroy(), TAKEN_WITHIN_MS);
  res.once('close', () => clearTimeout(limit));
}

function refuse(req: Request, res: Response): Response {
  const detail = 'Too much is being sent at the moment. Try again later, or ask for fewer rows.';
  sendProblem(req, res, { status: 503, detail });
  return res;
}
