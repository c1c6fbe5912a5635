import { Agent, type IncomingHttpHeaders, request } from 'node:http';
import type { Exchange } from './exchanges.js';

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** The parsed body; undefined where it is no JSON. */
  readonly json: unknown;
  /** What was asked, for messages. */
  readonly asked: string;
}

export interface Ask {
  /** An access token, or the cookie of a session. */
  readonly token?: string | undefined;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Sent as it is, with the JSON content type unless the headers say otherwise. */
  readonly raw?: string | Buffer;
}

/** An HTTP client that sends exactly what it is told: no redirects, no normalised paths, no retries. */
export class Client {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 32 });
  readonly url: URL;
  readonly #record: (exchange: Exchange) => void;

  constructor(url: string, record: (exchange: Exchange) => void = () => {}) {
    this.url = new URL(url);
    this.#record = record;
  }

  ask(method: string, path: string, { token, headers = {}, body, raw }: Ask = {}): Promise<Answer> {
    const payload = raw ?? (body === undefined ? undefined : JSON.stringify(body));
    const asked = `${method.toUpperCase()} ${path.slice(0, 200)}${payload === undefined ? '' : ` ${payload.slice(0, 120)}`}`;
    const sent = {
      ...(payload !== undefined && { 'content-type': 'application/json' }),
      ...(payload !== undefined && { 'content-length': String(Buffer.byteLength(payload)) }),
      ...(token !== undefined && proofOf(token)),
      ...headers,
    };
    return new Promise((resolve, reject) => {
      const { hostname: host, port } = this.url;
      const outgoing = request(
        {
          host,
          port,
          path,
          method: method.toUpperCase(),
          headers: sent,
          agent: this.#agent,
          timeout: 20_000,
        },
        (res) => {
          let text = '';
          res.setEncoding('utf8');
          res.on('data', (part: string) => (text += part));
          res.on('end', () => {
            const { statusCode: status = 0, headers: answerHeaders } = res;
            this.#record({
              method: method.toUpperCase(),
              url: path,
              headers: sent,
              body: String(payload ?? ''),
              status,
              answerHeaders,
              answer: text,
            });
            resolve({ status, headers: answerHeaders, text, json: parse(text), asked });
          });
          res.on('error', reject);
        },
      );
      outgoing.on('timeout', () => outgoing.destroy(new Error(`No answer in 20 s: ${asked}`)));
      outgoing.on('error', (error: NodeJS.ErrnoException) => {
        // The server may close an idle connection in the moment it is used again: nothing was sent then.
        const again = outgoing.reusedSocket && error.code === 'ECONNRESET';
        if (again)
          resolve(this.ask(method, path, { token, headers, body, ...(raw !== undefined && { raw }) }));
        else reject(new Error(`${error.message}: ${asked}`));
      });
      outgoing.end(payload);
    });
  }

  get(path: string, ask?: Ask): Promise<Answer> {
    return this.ask('GET', path, ask);
  }

  post(path: string, body?: unknown, ask?: Ask): Promise<Answer> {
    return this.ask('POST', path, { body, ...ask });
  }

  close(): void {
    this.#agent.destroy();
  }
}

const proofOf = (token: string): Readonly<Record<string, string>> =>
  token.startsWith('__Host-session=') ? { cookie: token } : { authorization: `Bearer ${token}` };

export function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

export type Json = Readonly<Record<string, unknown>>;

/** The body as an object, or an error that shows the answer. */
export function objectOf(answer: Answer): Json {
  if (isObject(answer.json)) return answer.json;
  throw new Error(`No JSON object: ${show(answer)}`);
}

/** The body of an answer that must have this status. */
export function expected(answer: Answer, ...statuses: readonly number[]): Answer {
  if (statuses.includes(answer.status)) return answer;
  throw new Error(`${statuses.join(' or ')} expected: ${show(answer)}`);
}

/** The rows of a list. @throws if the answer is none. */
export function rowsOf(answer: Answer): readonly Json[] {
  const { data } = objectOf(expected(answer, 200));
  return Array.isArray(data) ? data.filter(isObject) : [];
}

export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const show = ({ asked, status, text }: Answer): string =>
  `${asked} -> ${status} ${text.slice(0, 300)}`;
