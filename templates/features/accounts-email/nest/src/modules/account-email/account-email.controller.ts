import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiConflictResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { Public } from '../../platform/http/access.guard.js';
import type { Actor } from '../../platform/http/actor.js';
import { CurrentActor } from '../../platform/http/current-actor.js';
import { byActor, byEmail } from '../auth/attempt-keys.js';
import { CountAttempts } from '../auth/attempts.guard.js';
import {
  type Address,
  addressSchema,
  type ChangeEmail,
  changeEmailBody,
  type RequestReset,
  requestResetBody,
  type ResetPassword,
  resetPasswordBody,
  type TokenBody,
  tokenBody,
} from './account-email.schema.js';
import { AccountEmailService } from './account-email.service.js';
import { byAddressAlone } from './link-attempts.js';

const sent = { description: 'If there is somebody to write to, a mail is on its way.' };
const done = { description: 'Done.' };

@ApiTags('Accounts and e-mail')
@Controller('auth')
export class AccountEmailController {
  readonly #accounts: AccountEmailService;

  constructor(accounts: AccountEmailService) {
    this.#accounts = accounts;
  }

  @Get('email')
  @ApiOperation({ operationId: 'getAddress', summary: 'Get the address of the caller' })
  @ApiOkResponse({ description: 'The address.', standardSchema: addressSchema })
  async getAddress(@CurrentActor() actor: Actor): Promise<Address> {
    return this.#accounts.address(actor);
  }

  @Post('email/verification')
  @HttpCode(202)
  @CountAttempts(byActor)
  @ApiOperation({
    operationId: 'requestVerification',
    summary: 'Send the link that confirms the address once more',
  })
  @ApiAcceptedResponse(sent)
  async requestVerification(@CurrentActor() actor: Actor): Promise<void> {
    await this.#accounts.requestVerification(actor);
  }

  @Post('email/verification/confirm')
  @HttpCode(204)
  @Public()
  @CountAttempts(byAddressAlone)
  @ApiOperation({ operationId: 'verifyAddress', summary: 'Confirm the address' })
  @ApiNoContentResponse(done)
  async verifyAddress(@Body({ schema: tokenBody }) body: TokenBody): Promise<void> {
    await this.#accounts.verify(body);
  }

  @Post('password-reset')
  @HttpCode(202)
  @Public()
  @CountAttempts(byEmail)
  @ApiOperation({
    operationId: 'requestPasswordReset',
    summary: 'Send a link to reset the password, if there is such an account',
  })
  @ApiAcceptedResponse(sent)
  async requestPasswordReset(
    @Body({ schema: requestResetBody }) body: RequestReset,
  ): Promise<void> {
    await this.#accounts.requestReset(body);
  }

  @Post('password-reset/confirm')
  @HttpCode(204)
  @Public()
  @CountAttempts(byAddressAlone)
  @ApiOperation({
    operationId: 'resetPassword',
    summary: 'Choose a new password, and end all sessions',
  })
  @ApiNoContentResponse(done)
  async resetPassword(@Body({ schema: resetPasswordBody }) body: ResetPassword): Promise<void> {
    await this.#accounts.reset(body);
  }

  @Post('email/change')
  @HttpCode(202)
  @CountAttempts(byActor)
  @ApiOperation({ operationId: 'requestAddressChange', summary: 'Send a link to a new address' })
  @ApiAcceptedResponse(sent)
  async requestAddressChange(
    @CurrentActor() actor: Actor,
    @Body({ schema: changeEmailBody }) body: ChangeEmail,
  ): Promise<void> {
    await this.#accounts.requestChange(actor, body);
  }

  @Post('email/change/confirm')
  @HttpCode(204)
  @Public()
  @CountAttempts(byAddressAlone)
  @ApiOperation({
    operationId: 'changeAddress',
    summary: 'Use the new address, and end all sessions',
  })
  @ApiNoContentResponse(done)
  @ApiConflictResponse({ description: 'The address is taken.' })
  async changeAddress(@Body({ schema: tokenBody }) body: TokenBody): Promise<void> {
    await this.#accounts.confirmChange(body);
  }
}
