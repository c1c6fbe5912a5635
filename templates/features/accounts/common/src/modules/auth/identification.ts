import type { Request, Response } from 'express';
import { AppError } from '../../platform/errors.js';
import { setActor } from '../../platform/http/actor.js';
import type { CredentialContext, Identify } from './credential.js';
import { credentials } from './credentials.js';

/** Finds out who calls. No credentials are fine here (operations say whom they let in), a bad token never is. */
export class Identification {
  readonly #identifiers: readonly Identify[];

  constructor(context: CredentialContext) {
    this.#identifiers = credentials.map((credential) => credential(context));
  }

  /** @throws AppError `unauthenticated` where the request has an Authorization header that is of no use. */
  async of(req: Request, res: Response): Promise<void> {
    res.vary('Authorization');
    for (const identify of this.#identifiers) {
      const actor = await identify(req, res);
      if (actor) {
        setActor(req, actor);
        res.set('Cache-Control', 'no-store');
        return;
      }
    }
    if (req.get('authorization') === undefined) return;
    res.set('WWW-Authenticate', 'Bearer error="invalid_token"');
    throw new AppError('unauthenticated', 'The access token is not valid.');
  }
}
