import type { Response } from 'express';
import type { Input } from '../../platform/http/endpoint.js';
import type { CookieAuthService } from '../auth/cookie-auth.service.js';
import { cookieHash, setSessionCookie } from '../auth/session-cookie.js';
import { userView } from '../users/user.view.js';
import type { ProviderLogin, ProviderParams } from './provider-login.schema.js';
import type { ProviderProof } from './provider-logins.js';

export class ProviderCookieController {
  readonly #auth: CookieAuthService<ProviderProof>;

  constructor(auth: CookieAuthService<ProviderProof>) {
    this.#auth = auth;
  }

  login = async (
    { params, body, req }: Input<{ params: ProviderParams; body: ProviderLogin }>,
    res: Response,
  ): Promise<void> => {
    const proof = { ...params, ...body };
    const { user, secret } = await this.#auth.signIn(proof, cookieHash(req));
    setSessionCookie(res, secret);
    res.json(userView(user));
  };
}
