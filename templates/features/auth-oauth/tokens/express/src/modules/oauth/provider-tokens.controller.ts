import type { Response } from 'express';
import type { Input } from '../../platform/http/endpoint.js';
import { tokensView } from '../auth/auth.view.js';
import type { TokenAuthService } from '../auth/token-auth.service.js';
import type { ProviderLogin, ProviderParams } from './provider-login.schema.js';
import type { ProviderProof } from './provider-logins.js';

export class ProviderTokensController {
  readonly #auth: TokenAuthService<ProviderProof>;

  constructor(auth: TokenAuthService<ProviderProof>) {
    this.#auth = auth;
  }

  login = async (
    { params, body }: Input<{ params: ProviderParams; body: ProviderLogin }>,
    res: Response,
  ): Promise<void> => {
    res.json(tokensView(await this.#auth.login({ ...params, ...body })));
  };
}
