import type { Response } from 'express';
import type { Input } from '../../platform/http/endpoint.js';
import { signedIn } from '../auth/access.js';
import type { LinkedIdentityService } from './linked-identity.service.js';
import type { LoginFlows } from './login-flows.js';
import type { LinkIdentity, ProviderParams, UnlinkIdentity } from './provider-login.schema.js';
import { identityListView, linkedIdentityView, providerListView } from './provider-login.view.js';
import type { Providers } from './providers.js';

export interface ProviderLoginParts {
  readonly providers: Providers;
  readonly flows: LoginFlows;
  readonly identities: LinkedIdentityService;
}

export class ProviderLoginController {
  readonly #parts: ProviderLoginParts;

  constructor(parts: ProviderLoginParts) {
    this.#parts = parts;
  }

  providers = (_input: Input, res: Response): void => {
    res.json(providerListView(this.#parts.providers));
  };

  start = async ({ params }: Input<{ params: ProviderParams }>, res: Response): Promise<void> => {
    res.json(await this.#parts.flows.start(params.provider, null));
  };

  identities = async ({ actor }: Input, res: Response): Promise<void> => {
    res.json(identityListView(await this.#parts.identities.list(signedIn(actor))));
  };

  startLink = async (
    { actor, params }: Input<{ params: ProviderParams }>,
    res: Response,
  ): Promise<void> => {
    res.json(await this.#parts.identities.start(signedIn(actor), params.provider));
  };

  link = async (
    { actor, params, body }: Input<{ params: ProviderParams; body: LinkIdentity }>,
    res: Response,
  ): Promise<void> => {
    const linked = await this.#parts.identities.link(signedIn(actor), { ...params, ...body });
    res.status(201).json(linkedIdentityView(linked));
  };

  unlink = async (
    { actor, params, body }: Input<{ params: ProviderParams; body: UnlinkIdentity }>,
    res: Response,
  ): Promise<void> => {
    await this.#parts.identities.unlink(signedIn(actor), params.provider, body);
    res.status(204).end();
  };
}
