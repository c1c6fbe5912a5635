/** A request as it was sent and its answer, as the recorder of test/oracles writes them too. */
export interface Exchange {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
  readonly status: number;
  readonly answerHeaders: Readonly<Record<string, unknown>>;
  readonly answer: string;
}

const OF_A_KIND = 20;

/** Exchanges to look at later: some of each kind, for the checks have thousands. */
export class ExchangeLog {
  readonly #kept = new Map<string, Exchange[]>();

  readonly add = (exchange: Exchange): void => {
    const path = exchange.url.replace(/\?.*$/s, '').replaceAll(/[\da-f]{8}-[\da-f-]{27}/gi, '{id}');
    const kind = `${exchange.method} ${path.length > 80 ? '(long)' : path} ${exchange.status}`;
    const known = this.#kept.get(kind) ?? [];
    if (known.length < OF_A_KIND) this.#kept.set(kind, [...known, exchange]);
  };

  get all(): readonly Exchange[] {
    return [...this.#kept.values()].flat();
  }
}
