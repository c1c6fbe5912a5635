import type { Response } from 'express';
import type { Input } from '../../platform/http/endpoint.js';
import { userView } from '../users/user.view.js';
import { signedIn } from './access.js';
import type { ChangePassword, Login, Refresh, Register } from './auth.schema.js';
import type { AuthService } from './auth.service.js';
import { tokensView } from './auth.view.js';

export class AuthController {
  readonly #auth: AuthService;

  constructor(auth: AuthService) {
    this.#auth = auth;
  }

  register = async ({ body }: Input<{ body: Register }>, res: Response): Promise<void> => {
    const user = await this.#auth.register(body);
    res.status(201).location(`/api/v1/users/${user.id}`).json(userView(user));
  };

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

  logoutAll = async ({ actor }: Input, res: Response): Promise<void> => {
    await this.#auth.logoutAll(signedIn(actor));
    res.status(204).end();
  };

  me = async ({ actor }: Input, res: Response): Promise<void> => {
    res.json(userView(await this.#auth.me(signedIn(actor))));
  };

  changePassword = async (
    { actor, body }: Input<{ body: ChangePassword }>,
    res: Response,
  ): Promise<void> => {
    await this.#auth.changePassword(signedIn(actor), body);
    res.status(204).end();
  };
}
