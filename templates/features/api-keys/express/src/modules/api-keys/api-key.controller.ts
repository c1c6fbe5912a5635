import type { Response } from 'express';
import type { Input } from '../../platform/http/endpoint.js';
import { signedIn } from '../auth/access.js';
import type { CreateApiKey } from './api-key.schema.js';
import type { ApiKeyService } from './api-key.service.js';
import { apiKeysView, newApiKeyView } from './api-key.view.js';

interface Id {
  readonly id: string;
}

export class ApiKeyController {
  readonly #keys: ApiKeyService;

  constructor(keys: ApiKeyService) {
    this.#keys = keys;
  }

  list = async ({ actor }: Input, res: Response): Promise<void> => {
    res.json(apiKeysView(await this.#keys.list(signedIn(actor))));
  };

  create = async ({ actor, body }: Input<{ body: CreateApiKey }>, res: Response): Promise<void> => {
    const created = await this.#keys.create(signedIn(actor), body);
    res.status(201).json(newApiKeyView(created));
  };

  revoke = async ({ actor, params }: Input<{ params: Id }>, res: Response): Promise<void> => {
    await this.#keys.revoke(signedIn(actor), params.id);
    res.status(204).end();
  };
}
