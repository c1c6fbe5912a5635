import type { Response } from 'express';
import type { Input } from '../../platform/http/endpoint.js';
import { ifMatch } from '../../platform/http/etag.js';
import { mapPage, type ListRequest } from '../../platform/paging/list-request.js';
import { signedIn } from '../auth/access.js';
import type { UpdateUser } from './user.schema.js';
import type { UserService } from './user.service.js';
import { userAccountView } from './user.view.js';

interface Id {
  readonly id: string;
}

export class UserController {
  readonly #users: UserService;

  constructor(users: UserService) {
    this.#users = users;
  }

  list = async ({ query, actor }: Input<{ query: ListRequest }>, res: Response): Promise<void> => {
    res.json(mapPage(await this.#users.list(signedIn(actor), query), userAccountView));
  };

  get = async ({ params, actor }: Input<{ params: Id }>, res: Response): Promise<void> => {
    res.json(userAccountView(await this.#users.get(signedIn(actor), params.id)));
  };

  update = async (
    { params, body, actor, req }: Input<{ params: Id; body: UpdateUser }>,
    res: Response,
  ): Promise<void> => {
    const precondition = ifMatch(req, userAccountView);
    const user = await this.#users.update(signedIn(actor), params.id, body, precondition);
    res.json(userAccountView(user));
  };

  remove = async ({ params, actor, req }: Input<{ params: Id }>, res: Response): Promise<void> => {
    await this.#users.remove(signedIn(actor), params.id, ifMatch(req, userAccountView));
    res.status(204).end();
  };
}
