import { loadOracle } from '../support/oracles.js';
import type { ApiDocument } from './document.js';
import type { Exchange } from './exchanges.js';
import { parse } from './http.js';

interface Diagnostic {
  readonly message: string;
  readonly path?: readonly (string | number)[];
}

interface Judged {
  readonly validations: { readonly input: readonly Diagnostic[]; readonly output: readonly Diagnostic[] };
}

type Either<T> =
  { readonly _tag: 'Left'; readonly left: Error } | { readonly _tag: 'Right'; readonly right: T };

/** As much of @stoplight/prism-http as is used here. */
interface Prism {
  getHttpOperationsFromSpec(document: unknown): Promise<readonly unknown[]>;
  createInstance(
    config: object,
    components: object,
  ): {
    request(input: object, operations: readonly unknown[], config: object): () => Promise<Either<Judged>>;
  };
}

/** What a Prism proxy says of an exchange: undefined where the document does not know the path or the method. */
export type Judge = (exchange: Exchange) => Promise<readonly string[] | undefined>;

/** Prism as a proxy, in front of a recording: its upstream answers what the service has answered. */
export async function prismJudge(document: ApiDocument): Promise<Judge> {
  const prism = await loadOracle<Prism>('@stoplight/prism-http');
  const operations = await prism.getHttpOperationsFromSpec(structuredClone(document.raw));
  return async (exchange) => {
    const upstream = async (): Promise<Either<object>> => ({ _tag: 'Right', right: answerOf(exchange) });
    const proxy = prism.createInstance(config, { logger: silent, forward: () => () => upstream });
    const judged = await proxy.request(requestOf(exchange), operations, {
      // Prism throws on paths that cannot be decoded.
      validateRequest: isDecodable(exchange.url),
    })();
    if (judged._tag === 'Left') return [judged.left.message];
    const { input, output } = judged.right.validations;
    if (input.some(({ message }) => message === 'Selected route not found')) return undefined;
    // A mistake of the caller is none of the service, unless it was taken.
    const taken =
      exchange.status < 400 ? input.map((one) => `took what the document forbids: ${told(one)}`) : [];
    return [...output.map(told), ...taken];
  };
}

const config = {
  isProxy: true,
  upstream: new URL('http://recorded'),
  mock: { dynamic: false },
  errors: false,
  checkSecurity: true,
  validateRequest: true,
  validateResponse: true,
};

function isDecodable(url: string): boolean {
  try {
    decodeURIComponent(url.replace(/\?.*$/s, ''));
    return true;
  } catch {
    return false;
  }
}

const nothing = (): void => {};
const levels = { info: nothing, warn: nothing, error: nothing, debug: nothing, trace: nothing };
const silent = { ...levels, child: () => silent };

const told = ({ path = [], message }: Diagnostic): string => `${path.join('.')} ${message}`.trim();

function requestOf({ method, url, headers, body }: Exchange): object {
  const [path, search] = url.split(/\?(.*)/s);
  const query: Record<string, string | string[]> = {};
  for (const [name, value] of new URLSearchParams(search)) {
    query[name] = name in query ? [query[name] ?? [], value].flat() : value;
  }
  return { method: method.toLowerCase(), url: { path, query }, headers, body: bodyOf(body) };
}

const answerOf = ({ status, answerHeaders, answer }: Exchange): object => ({
  statusCode: status,
  headers: answerHeaders,
  body: bodyOf(answer),
});

const bodyOf = (text: string): unknown => (text === '' ? undefined : (parse(text) ?? text));
