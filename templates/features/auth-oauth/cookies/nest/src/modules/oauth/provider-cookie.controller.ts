import { Body, Controller, HttpCode, Inject, Param, Post, Req, Res } from '@nestjs/common';
import {
  ApiConflictResponse,
  ApiForbiddenResponse,
  ApiOkResponse,
  ApiOperation,
  ApiServiceUnavailableResponse,
  ApiTags,
  ApiUnauthorizedResponse,
} from '@nestjs/swagger';
import type { Request, Response } from 'express';
import type { z } from 'zod';
import { Public } from '../../platform/http/access.guard.js';
import { CountAttempts } from '../auth/attempts.guard.js';
import type { CookieAuthService } from '../auth/cookie-auth.service.js';
import { cookieHash, setSessionCookie } from '../auth/session-cookie.js';
import { userSchema } from '../users/user.schema.js';
import { userView } from '../users/user.view.js';
import { byAddress } from './provider-attempts.js';
import { PROVIDER_COOKIE } from './provider-cookie.js';
import {
  type ProviderLogin,
  providerLoginBody,
  type ProviderParams,
  providerParams,
} from './provider-login.schema.js';
import type { ProviderProof } from './provider-logins.js';

@ApiTags('Sign-in with a provider')
@Controller('auth/providers')
export class ProviderCookieController {
  readonly #auth: CookieAuthService<ProviderProof>;

  constructor(@Inject(PROVIDER_COOKIE) auth: CookieAuthService<ProviderProof>) {
    this.#auth = auth;
  }

  @Post(':provider/session')
  @HttpCode(200)
  @Public()
  @CountAttempts(byAddress)
  @ApiOperation({
    operationId: 'signInWithProvider',
    summary: 'Sign in, with a cookie, with the provider that the caller comes back from',
    description:
      'Somebody who is new gets an account. Sets the cookie of a new session; the one of the cookie before is over.',
  })
  @ApiOkResponse({ description: 'The user.', standardSchema: userSchema })
  @ApiUnauthorizedResponse({ description: 'The provider has not confirmed who it is.' })
  @ApiForbiddenResponse({ description: 'It comes from a page of another site.' })
  @ApiConflictResponse({ description: 'There is an account of this address, which is not linked.' })
  @ApiServiceUnavailableResponse({ description: 'The provider does not answer.' })
  async signInWithProvider(
    @Param({ schema: providerParams }) params: ProviderParams,
    @Body({ schema: providerLoginBody }) body: ProviderLogin,
    @Req() req: Request,
    @Res({ passthrough: true }) res: Response,
  ): Promise<z.output<typeof userSchema>> {
    const proof = { ...params, ...body };
    const { user, secret } = await this.#auth.signIn(proof, cookieHash(req));
    setSessionCookie(res, secret);
    return userView(user);
  }
}
