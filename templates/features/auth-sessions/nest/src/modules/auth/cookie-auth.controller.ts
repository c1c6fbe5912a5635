import { Body, Controller, Delete, Get, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import {
  ApiForbiddenResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
  ApiUnauthorizedResponse,
} from '@nestjs/swagger';
import type { Request, Response } from 'express';
import type { z } from 'zod';
import { Public } from '../../platform/http/access.guard.js';
import type { Actor } from '../../platform/http/actor.js';
import { CurrentActor } from '../../platform/http/current-actor.js';
import { idParams } from '../../platform/http/schemas.js';
import { userSchema } from '../users/user.schema.js';
import { userView } from '../users/user.view.js';
import { byEmail } from './attempt-keys.js';
import { CountAttempts } from './attempts.guard.js';
import { type Login, loginBody } from './auth.schema.js';
import { sessionListSchema } from './cookie-auth.schema.js';
import { CookieAuthService } from './cookie-auth.service.js';
import { sessionListView } from './cookie-auth.view.js';
import { clearSessionCookie, cookieHash, setSessionCookie } from './session-cookie.js';

interface Id {
  readonly id: string;
}

const done = { description: 'Done.' };
const crossSite = { description: 'It comes from a page of another site.' };

@ApiTags('Authentication')
@Controller('auth')
export class CookieAuthController {
  readonly #auth: CookieAuthService;

  constructor(auth: CookieAuthService) {
    this.#auth = auth;
  }

  @Post('session')
  @HttpCode(200)
  @Public()
  @CountAttempts(byEmail)
  @ApiOperation({
    operationId: 'signIn',
    summary: 'Sign in with a cookie',
    description: 'Sets the cookie of a new session. The one of the cookie before is over.',
  })
  @ApiOkResponse({ description: 'The user.', standardSchema: userSchema })
  @ApiUnauthorizedResponse({ description: 'The credentials are wrong.' })
  @ApiForbiddenResponse(crossSite)
  async login(
    @Body({ schema: loginBody }) body: Login,
    @Req() req: Request,
    @Res({ passthrough: true }) res: Response,
  ): Promise<z.output<typeof userSchema>> {
    const { user, secret } = await this.#auth.signIn(body, cookieHash(req));
    setSessionCookie(res, secret);
    return userView(user);
  }

  @Delete('session')
  @HttpCode(204)
  @Public()
  @ApiOperation({
    operationId: 'signOut',
    summary: 'Sign out',
    description: 'Ends the session of the cookie, and clears that.',
  })
  @ApiNoContentResponse(done)
  @ApiForbiddenResponse(crossSite)
  async logout(@Req() req: Request, @Res({ passthrough: true }) res: Response): Promise<void> {
    await this.#auth.signOut(cookieHash(req));
    clearSessionCookie(res);
  }

  @Get('sessions')
  @ApiOperation({
    operationId: 'listSessions',
    summary: 'List the sessions of the caller',
    description: 'The newest 100 by their last use, which is known to the minute.',
  })
  @ApiOkResponse({ description: 'The sessions.', standardSchema: sessionListSchema })
  async list(@CurrentActor() actor: Actor): Promise<z.output<typeof sessionListSchema>> {
    return sessionListView(await this.#auth.list(actor), actor);
  }

  @Delete('sessions/:id')
  @HttpCode(204)
  @ApiOperation({ operationId: 'revokeSession', summary: 'End a session of the caller' })
  @ApiNoContentResponse(done)
  async revoke(
    @CurrentActor() actor: Actor,
    @Param({ schema: idParams }) { id }: Id,
  ): Promise<void> {
    await this.#auth.revoke(actor, id);
  }
}
