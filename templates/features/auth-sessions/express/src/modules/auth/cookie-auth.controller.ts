import type { Response } from 'express';
import type { Input } from '../../platform/http/endpoint.js';
import { userView } from '../users/user.view.js';
import { signedIn } from './access.js';
import type { Login } from './auth.schema.js';
import type { CookieAuthService } from './cookie-auth.service.js';
import { sessionListView } from './cookie-auth.view.js';
import { clearSessionCookie, cookieHash, setSessionCookie } from './session-cookie.js';

interface Id {
  readonly id: string;
}

export class CookieAuthController {
  readonly #auth: CookieAuthService;

  constructor(auth: CookieAuthService) {
    this.#auth = auth;
  }

  login = async ({ body, req }: Input<{ body: Login }>, res: Response): Promise<void> => {
    const { user, secret } = await this.#auth.signIn(body, cookieHash(req));
    setSessionCookie(res, secret);
    res.json(userView(user));
  };

  logout = async ({ req }: Input, res: Response): Promise<void> => {
    await this.#auth.signOut(cookieHash(req));
    clearSessionCookie(res);
    res.status(204).end();
  };

  list = async ({ actor }: Input, res: Response): Promise<void> => {
    const caller = signedIn(actor);
    res.json(sessionListView(await this.#auth.list(caller), caller));
  };

  revoke = async ({ actor, params }: Input<{ params: Id }>, res: Response): Promise<void> => {
    await this.#auth.revoke(signedIn(actor), params.id);
    res.status(204).end();
  };
}
