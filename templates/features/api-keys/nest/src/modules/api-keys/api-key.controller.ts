import { Body, Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { Actor } from '../../platform/http/actor.js';
import { CurrentActor } from '../../platform/http/current-actor.js';
import { idParams } from '../../platform/http/schemas.js';
import { byActor } from '../auth/attempt-keys.js';
import { CountAttempts } from '../auth/attempts.guard.js';
import {
  apiKeysSchema,
  type ApiKeysView,
  type CreateApiKey,
  createApiKeyBody,
  newApiKeySchema,
  type NewApiKeyView,
} from './api-key.schema.js';
import { ApiKeyService } from './api-key.service.js';
import { apiKeysView, newApiKeyView } from './api-key.view.js';

interface Id {
  readonly id: string;
}

@ApiTags('API keys')
@Controller('auth/api-keys')
export class ApiKeyController {
  readonly #keys: ApiKeyService;

  constructor(keys: ApiKeyService) {
    this.#keys = keys;
  }

  @Get()
  @ApiOperation({ operationId: 'listApiKeys', summary: 'List the keys of the caller' })
  @ApiOkResponse({ description: 'Those that are not revoked.', standardSchema: apiKeysSchema })
  async listApiKeys(@CurrentActor() actor: Actor): Promise<ApiKeysView> {
    return apiKeysView(await this.#keys.list(actor));
  }

  @Post()
  @CountAttempts(byActor)
  @ApiOperation({
    operationId: 'createApiKey',
    summary: 'Create a key',
    description:
      'The answer alone has the key, which is sent as a bearer token. It acts for its user within its scopes, and opens nothing that has no scope, such as this.',
  })
  @ApiCreatedResponse({ description: 'The key.', standardSchema: newApiKeySchema })
  async createApiKey(
    @CurrentActor() actor: Actor,
    @Body({ schema: createApiKeyBody }) body: CreateApiKey,
  ): Promise<NewApiKeyView> {
    return newApiKeyView(await this.#keys.create(actor, body));
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ operationId: 'revokeApiKey', summary: 'Revoke a key' })
  @ApiNoContentResponse({ description: 'It is of no use any more.' })
  async revokeApiKey(
    @CurrentActor() actor: Actor,
    @Param({ schema: idParams }) { id }: Id,
  ): Promise<void> {
    await this.#keys.revoke(actor, id);
  }
}
