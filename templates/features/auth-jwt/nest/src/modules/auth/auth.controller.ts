import { Body, Controller, Get, HttpCode, Post, Res } from '@nestjs/common';
import {
  ApiConflictResponse,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
  ApiUnauthorizedResponse,
} from '@nestjs/swagger';
import type { Response } from 'express';
import type { z } from 'zod';
import { Public } from '../../platform/http/access.guard.js';
import type { Actor } from '../../platform/http/actor.js';
import { CurrentActor } from '../../platform/http/current-actor.js';
import { userSchema } from '../users/user.schema.js';
import { userView } from '../users/user.view.js';
import { byActor, byEmail, bySession } from './attempt-keys.js';
import { CountAttempts } from './attempts.guard.js';
import {
  type ChangePassword,
  changePasswordBody,
  type Login,
  loginBody,
  type Refresh,
  refreshBody,
  type Register,
  registerBody,
  tokensSchema,
} from './auth.schema.js';
import { AuthService } from './auth.service.js';
import { tokensView } from './auth.view.js';

type UserView = z.output<typeof userSchema>;
type Tokens = z.output<typeof tokensSchema>;

const user = { description: 'The user.', standardSchema: userSchema };
const tokens = { description: 'A session.', standardSchema: tokensSchema };
const done = { description: 'Done.' };
const refused = { description: 'The credentials are wrong.' };

@ApiTags('Authentication')
@Controller('auth')
export class AuthController {
  readonly #auth: AuthService;

  constructor(auth: AuthService) {
    this.#auth = auth;
  }

  @Post('register')
  @Public()
  @CountAttempts(byEmail)
  @ApiOperation({ operationId: 'register', summary: 'Create an account' })
  @ApiCreatedResponse(user)
  @ApiConflictResponse({ description: 'The address is taken.' })
  async register(
    @Body({ schema: registerBody }) body: Register,
    @Res({ passthrough: true }) res: Response,
  ): Promise<UserView> {
    const created = await this.#auth.register(body);
    res.location(`/api/v1/users/${created.id}`);
    return userView(created);
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
  @ApiNoContentResponse(done)
  async logout(
    @CurrentActor() actor: Actor | undefined,
    @Body({ schema: refreshBody }) { refreshToken }: Refresh,
  ): Promise<void> {
    await this.#auth.logout(actor, refreshToken);
  }

  @Post('logout-all')
  @HttpCode(204)
  @ApiOperation({ operationId: 'logoutAll', summary: 'End all sessions of the caller' })
  @ApiNoContentResponse(done)
  async logoutAll(@CurrentActor() actor: Actor): Promise<void> {
    await this.#auth.logoutAll(actor);
  }

  @Get('me')
  @ApiOperation({ operationId: 'me', summary: 'Get the caller' })
  @ApiOkResponse(user)
  async me(@CurrentActor() actor: Actor): Promise<UserView> {
    return userView(await this.#auth.me(actor));
  }

  @Post('change-password')
  @HttpCode(204)
  @CountAttempts(byActor)
  @ApiOperation({
    operationId: 'changePassword',
    summary: 'Change the password of the caller',
    description: 'Ends all other sessions of the caller.',
  })
  @ApiNoContentResponse(done)
  async changePassword(
    @CurrentActor() actor: Actor,
    @Body({ schema: changePasswordBody }) body: ChangePassword,
  ): Promise<void> {
    await this.#auth.changePassword(actor, body);
  }
}
