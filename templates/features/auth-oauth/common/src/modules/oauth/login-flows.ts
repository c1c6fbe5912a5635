import type { Logger } from 'pino';
import type { Config } from '../../config/config.js';
import { AppError } from '../../platform/errors.js';
import { hashSecret, newSecret } from '../auth/session-secret.js';
import { isOutage } from './authorization-code.js';
import type { LoginFlowRepository } from './login-flow.repository.js';
import type { Person, Provider, ProviderAnswer } from './provider.js';
import type { StartedFlow } from './provider-login.schema.js';
import type { Providers } from './providers.js';

/** What somebody comes back with. */
export interface Proof extends ProviderAnswer {
  readonly provider: string;
  readonly flow: string;
}

export interface LoginFlowOptions {
  readonly flows: LoginFlowRepository;
  readonly config: Pick<Config, 'SIGN_IN_URL'>;
  readonly logger: Pick<Logger, 'warn'>;
}

/** Long enough to sign in at the provider, with a second factor. */
const FLOW_SECONDS = 600;

/**
 * Sends people to a provider and takes what they come back with. Whoever comes back has to have what was answered to who
 * left: somebody else's answer is worth nothing to them, nor theirs to somebody else.
 */
export class LoginFlows {
  readonly #providers: Providers;
  readonly #options: LoginFlowOptions;

  constructor(providers: Providers, options: LoginFlowOptions) {
    this.#providers = providers;
    this.#options = options;
  }

  /** @param userId whose account the provider is to be linked to; without one somebody signs in. */
  async start(id: string, userId: string | null): Promise<StartedFlow> {
    const provider = this.#providers.get(id);
    const [flow, state, nonce, verifier] = [newSecret(), newSecret(), newSecret(), newSecret()];
    const secrets = { state, nonce, verifier };
    const url = await this.#ask(provider, () =>
      provider.authorizationUrl(secrets, this.#pageOf(provider)),
    );
    await this.#options.flows.insert(
      { hash: hashSecret(flow), provider: id, userId, ...secrets },
      FLOW_SECONDS,
    );
    return { authorizationUrl: url.href, flow, expiresIn: FLOW_SECONDS };
  }

  /**
   * Who has come back. The flow is over, whatever comes of it.
   *
   * @throws AppError `unauthenticated`, or `unavailable` where the provider does not work.
   */
  async finish({ provider: id, flow, ...answer }: Proof, userId: string | null): Promise<Person> {
    const provider = this.#providers.get(id);
    const begun = await this.#options.flows.take(hashSecret(flow));
    if (
      !begun ||
      begun.provider !== id ||
      begun.userId !== userId ||
      begun.state !== answer.state
    ) {
      this.#options.logger.warn({ event: 'login.failed', provider: id }, 'login failed');
      throw new AppError('unauthenticated', 'This sign-in is over, or was not begun here.');
    }
    return this.#ask(provider, () => provider.identify(answer, begun, this.#pageOf(provider)));
  }

  /** Why it fails is for the log: of a wrong setting nobody else can know. */
  async #ask<Result>({ id, name }: Provider, question: () => Promise<Result>): Promise<Result> {
    try {
      return await question();
    } catch (err) {
      this.#options.logger.warn({ event: 'provider.failed', provider: id, err }, 'provider failed');
      if (isOutage(err)) {
        throw new AppError('unavailable', `${name} does not answer. Try again later.`);
      }
      throw new AppError('unauthenticated', `${name} has not confirmed who you are. Start again.`);
    }
  }

  /** One page each, so that no provider can hand in an answer as that of another (RFC 9700, 4.4). */
  #pageOf({ id }: Provider): URL {
    const { SIGN_IN_URL: page } = this.#options.config;
    return new URL(id, page.endsWith('/') ? page : `${page}/`);
  }
}
