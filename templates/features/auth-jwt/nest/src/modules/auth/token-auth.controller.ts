import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import {
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
  ApiUnauthorizedResponse,
} from '@nestjs/swagger';
import type { z } from 'zod';
import { Public } from '../../platform/http/access.guard.js';
import type { Actor } from '../../platform/http/actor.js';
import { CurrentActor } from '../../platform/http/current-actor.js';
import { byEmail } from './attempt-keys.js';
import { CountAttempts } from './attempts.guard.js';
import { type Login, loginBody } from './auth.schema.js';
import { tokensView } from './auth.view.js';
import { bySession } from './refresh-attempts.js';
import { type Refresh, refreshBody, tokensSchema } from './token-auth.schema.js';
import { TokenAuthService } from './token-auth.service.js';

type Tokens = z.output<typeof tokensSchema>;

const tokens = { description: 'A session.', standardSchema: tokensSchema };
const refused = { description: 'The credentials are wrong.' };

@ApiTags('Authentication')
@Controller('auth')
export class TokenAuthController {
  readonly #auth: TokenAuthService;

  constructor(auth: TokenAuthService) {
    this.#auth = auth;
  }

  @Post('login')
  @HttpCode(200)
  @Public()
  @CountAttempts(byEmail)
  @ApiOperation({ operationId: 'login', summary: 'Sign in' })
  @ApiOkResponse(tokens)
  @ApiUnauthorizedResponse(refused)
  async login(@Body({ schema: loginBody }) body: Login): Promise<Tokens> {
    return tokensView(await this.#auth.login(body));
  }

  @Post('refresh')
  @HttpCode(200)
  @Public()
  @CountAttempts(bySession)
  @ApiOperation({
    operationId: 'refresh',
    summary: 'Get new tokens for a refresh token',
    description: 'A refresh token is good once. Using one again ends its session.',
  })
  @ApiOkResponse(tokens)
  @ApiUnauthorizedResponse(refused)
  async refresh(@Body({ schema: refreshBody }) { refreshToken }: Refresh): Promise<Tokens> {
    return tokensView(await this.#auth.refresh(refreshToken));
  }

  @Post('logout')
  @HttpCode(204)
  @Public()
  @ApiOperation({ operationId: 'logout', summary: 'End the session of a refresh token' })
  @ApiNoContentResponse({ description: 'Done.' })
  async logout(
    @CurrentActor() actor: Actor | undefined,
    @Body({ schema: refreshBody }) { refreshToken }: Refresh,
  ): Promise<void> {
    await this.#auth.logout(actor, refreshToken);
  }
}
