import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import {
  ApiConflictResponse,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiServiceUnavailableResponse,
  ApiTags,
} from '@nestjs/swagger';
import { Public } from '../../platform/http/access.guard.js';
import type { Actor } from '../../platform/http/actor.js';
import { CurrentActor } from '../../platform/http/current-actor.js';
import { byActor } from '../auth/attempt-keys.js';
import { CountAttempts } from '../auth/attempts.guard.js';
import { LinkedIdentityService } from './linked-identity.service.js';
import { LoginFlows } from './login-flows.js';
import { byAddress } from './provider-attempts.js';
import {
  type IdentityList,
  identityListSchema,
  linkBody,
  type LinkedIdentityView,
  linkedIdentitySchema,
  type LinkIdentity,
  type ProviderList,
  providerListSchema,
  type ProviderParams,
  providerParams,
  type StartedFlow,
  startedFlowSchema,
  unlinkBody,
  type UnlinkIdentity,
} from './provider-login.schema.js';
import { identityListView, linkedIdentityView, providerListView } from './provider-login.view.js';
import { Providers } from './providers.js';

const started = { description: 'Where to go.', standardSchema: startedFlowSchema };
const down = { description: 'The provider does not answer.' };

@ApiTags('Sign-in with a provider')
@Controller('auth')
export class ProviderLoginController {
  readonly #providers: Providers;
  readonly #flows: LoginFlows;
  readonly #identities: LinkedIdentityService;

  constructor(providers: Providers, flows: LoginFlows, identities: LinkedIdentityService) {
    this.#providers = providers;
    this.#flows = flows;
    this.#identities = identities;
  }

  @Get('providers')
  @Public()
  @ApiOperation({
    operationId: 'listProviders',
    summary: 'List the providers that people can sign in with',
  })
  @ApiOkResponse({ description: 'The providers.', standardSchema: providerListSchema })
  listProviders(): ProviderList {
    return providerListView(this.#providers);
  }

  @Post('providers/:provider/start')
  @HttpCode(200)
  @Public()
  @CountAttempts(byAddress)
  @ApiOperation({
    operationId: 'startProviderLogin',
    summary: 'Begin to sign in with a provider',
  })
  @ApiOkResponse(started)
  @ApiServiceUnavailableResponse(down)
  async startProviderLogin(
    @Param({ schema: providerParams }) { provider }: ProviderParams,
  ): Promise<StartedFlow> {
    return this.#flows.start(provider, null);
  }

  @Get('identities')
  @ApiOperation({
    operationId: 'listIdentities',
    summary: 'List the providers that the account of the caller is linked to',
  })
  @ApiOkResponse({ description: 'Those linked.', standardSchema: identityListSchema })
  async listIdentities(@CurrentActor() actor: Actor): Promise<IdentityList> {
    return identityListView(await this.#identities.list(actor));
  }

  @Post('identities/:provider/start')
  @HttpCode(200)
  @CountAttempts(byActor)
  @ApiOperation({
    operationId: 'startIdentity',
    summary: 'Begin to link a provider to the account of the caller',
  })
  @ApiOkResponse(started)
  @ApiServiceUnavailableResponse(down)
  async startIdentity(
    @CurrentActor() actor: Actor,
    @Param({ schema: providerParams }) { provider }: ProviderParams,
  ): Promise<StartedFlow> {
    return this.#identities.start(actor, provider);
  }

  @Post('identities/:provider')
  @CountAttempts(byActor)
  @ApiOperation({
    operationId: 'linkIdentity',
    summary: 'Link the provider that the caller comes back from',
  })
  @ApiCreatedResponse({ description: 'It is linked.', standardSchema: linkedIdentitySchema })
  @ApiConflictResponse({ description: 'It is linked already, or to another account.' })
  @ApiServiceUnavailableResponse(down)
  async linkIdentity(
    @CurrentActor() actor: Actor,
    @Param({ schema: providerParams }) params: ProviderParams,
    @Body({ schema: linkBody }) body: LinkIdentity,
  ): Promise<LinkedIdentityView> {
    return linkedIdentityView(await this.#identities.link(actor, { ...params, ...body }));
  }

  @Post('identities/:provider/unlink')
  @HttpCode(204)
  @CountAttempts(byActor)
  @ApiOperation({
    operationId: 'unlinkIdentity',
    summary: 'Unlink a provider',
    description: 'The last one goes only with the current password: nobody locks themselves out.',
  })
  @ApiNoContentResponse({ description: 'It is unlinked.' })
  @ApiConflictResponse({ description: 'It is the only way to sign in.' })
  async unlinkIdentity(
    @CurrentActor() actor: Actor,
    @Param({ schema: providerParams }) { provider }: ProviderParams,
    @Body({ schema: unlinkBody }) body: UnlinkIdentity,
  ): Promise<void> {
    await this.#identities.unlink(actor, provider, body);
  }
}
