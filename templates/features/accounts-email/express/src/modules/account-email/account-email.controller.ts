import type { Response } from 'express';
import type { Input } from '../../platform/http/endpoint.js';
import { signedIn } from '../auth/access.js';
import type {
  ChangeEmail,
  RequestReset,
  ResetPassword,
  TokenBody,
} from './account-email.schema.js';
import type { AccountEmailService } from './account-email.service.js';

export class AccountEmailController {
  readonly #accounts: AccountEmailService;

  constructor(accounts: AccountEmailService) {
    this.#accounts = accounts;
  }

  address = async ({ actor }: Input, res: Response): Promise<void> => {
    res.json(await this.#accounts.address(signedIn(actor)));
  };

  requestVerification = async ({ actor }: Input, res: Response): Promise<void> => {
    await this.#accounts.requestVerification(signedIn(actor));
    res.status(202).end();
  };

  verify = async ({ body }: Input<{ body: TokenBody }>, res: Response): Promise<void> => {
    await this.#accounts.verify(body);
    res.status(204).end();
  };

  requestReset = async ({ body }: Input<{ body: RequestReset }>, res: Response): Promise<void> => {
    await this.#accounts.requestReset(body);
    res.status(202).end();
  };

  reset = async ({ body }: Input<{ body: ResetPassword }>, res: Response): Promise<void> => {
    await this.#accounts.reset(body);
    res.status(204).end();
  };

  requestChange = async (
    { actor, body }: Input<{ body: ChangeEmail }>,
    res: Response,
  ): Promise<void> => {
    await this.#accounts.requestChange(signedIn(actor), body);
    res.status(202).end();
  };

  confirmChange = async ({ body }: Input<{ body: TokenBody }>, res: Response): Promise<void> => {
    await this.#accounts.confirmChange(body);
    res.status(204).end();
  };
}
