import type { Response } from 'express';
import type { Input } from '../../platform/http/endpoint.js';
import type { Login } from './auth.schema.js';
import { tokensView } from './auth.view.js';
import type { Refresh } from './token-auth.schema.js';
import type { TokenAuthService } from './token-auth.service.js';

export class TokenAuthController {
  readonly #auth: TokenAuthService;

  constructor(auth: TokenAuthService) {
    this.#auth = auth;
  }

  login = async ({ body }: Input<{ body: Login }>, res: Response): Promise<void> => {
    res.json(tokensView(await this.#auth.login(body)));
  };

  refresh = async ({ body }: Input<{ body: Refresh }>, res: Response): Promise<void> => {
    res.json(tokensView(await this.#auth.refresh(body.refreshToken)));
  };

  logout = async ({ actor, body }: Input<{ body: Refresh }>, res: Response): Promise<void> => {
    await this.#auth.logout(actor, body.refreshToken);
    res.status(204).end();
  };
}
