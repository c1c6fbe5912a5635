import { Body, Controller, HttpCode, Inject, Param, Post } from '@nestjs/common';
import {
  ApiConflictResponse,
  ApiOkResponse,
  ApiOperation,
  ApiServiceUnavailableResponse,
  ApiTags,
  ApiUnauthorizedResponse,
} from '@nestjs/swagger';
import type { z } from 'zod';
import { Public } from '../../platform/http/access.guard.js';
import { CountAttempts } from '../auth/attempts.guard.js';
import { tokensView } from '../auth/auth.view.js';
import { tokensSchema } from '../auth/token-auth.schema.js';
import type { TokenAuthService } from '../auth/token-auth.service.js';
import { byAddress } from './provider-attempts.js';
import {
  type ProviderLogin,
  providerLoginBody,
  type ProviderParams,
  providerParams,
} from './provider-login.schema.js';
import type { ProviderProof } from './provider-logins.js';
import { PROVIDER_TOKENS } from './provider-tokens.js';

@ApiTags('Sign-in with a provider')
@Controller('auth/providers')
export class ProviderTokensController {
  readonly #auth: TokenAuthService<ProviderProof>;

  constructor(@Inject(PROVIDER_TOKENS) auth: TokenAuthService<ProviderProof>) {
    this.#auth = auth;
  }

  @Post(':provider/login')
  @HttpCode(200)
  @Public()
  @CountAttempts(byAddress)
  @ApiOperation({
    operationId: 'loginWithProvider',
    summary: 'Sign in with the provider that the caller comes back from',
    description: 'Somebody who is new gets an account.',
  })
  @ApiOkResponse({ description: 'A session.', standardSchema: tokensSchema })
  @ApiUnauthorizedResponse({ description: 'The provider has not confirmed who it is.' })
  @ApiConflictResponse({ description: 'There is an account of this address, which is not linked.' })
  @ApiServiceUnavailableResponse({ description: 'The provider does not answer.' })
  async loginWithProvider(
    @Param({ schema: providerParams }) params: ProviderParams,
    @Body({ schema: providerLoginBody }) body: ProviderLogin,
  ): Promise<z.output<typeof tokensSchema>> {
    return tokensView(await this.#auth.login({ ...params, ...body }));
  }
}
