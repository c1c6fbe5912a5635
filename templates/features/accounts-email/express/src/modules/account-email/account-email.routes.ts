import { endpoint } from '../../platform/http/endpoint.js';
import { Jobs } from '../../platform/jobs/jobs.js';
import { Mail } from '../../platform/mail/mail.js';
import type { Module } from '../../platform/module.js';
import { byActor, byEmail } from '../auth/attempt-keys.js';
import { Passwords } from '../auth/passwords.js';
import { throttle } from '../auth/throttle.js';
import { AccountEvents } from '../users/account-events.js';
import { AuthSession } from '../users/session.entity.js';
import { SessionRepository } from '../users/session.repository.js';
import { User } from '../users/user.entity.js';
import { UserRepository } from '../users/user.repository.js';
import { AccountEmailController } from './account-email.controller.js';
import {
  addressSchema,
  changeEmailBody,
  requestResetBody,
  resetPasswordBody,
  tokenBody,
} from './account-email.schema.js';
import { AccountEmailService } from './account-email.service.js';
import { EmailTokenRepository } from './email-token.repository.js';
import { KnownAddressRepository } from './known-address.repository.js';
import { byAddressAlone } from './link-attempts.js';

export const accountEmailModule: Module = (context) => {
  const { cursors, dataSource, logger } = context;
  const { manager } = dataSource;
  const users = new UserRepository(dataSource.getRepository(User), cursors);
  const accounts = new AccountEmailController(
    new AccountEmailService(users, {
      sessions: new SessionRepository(dataSource.getRepository(AuthSession)),
      tokens: new EmailTokenRepository(manager),
      addresses: new KnownAddressRepository(manager),
      mail: new Mail(new Jobs(manager)),
      events: new AccountEvents(manager),
      passwords: new Passwords(),
      logger,
    }),
  );
  const tag = 'Accounts and e-mail';
  const sent = { description: 'If there is somebody to write to, a mail is on its way.' };
  const done = { description: 'Done.' };

  return [
    endpoint({
      tag,
      method: 'get',
      path: '/auth/email',
      operationId: 'getAddress',
      summary: 'Get the address of the caller',
      access: 'authenticated',
      responses: { 200: { description: 'The address.', schema: addressSchema } },
      handle: accounts.address,
    }),
    endpoint({
      tag,
      method: 'post',
      path: '/auth/email/verification',
      operationId: 'requestVerification',
      summary: 'Send the link that confirms the address once more',
      access: 'authenticated',
      before: throttle(context, 'requestVerification', byActor),
      responses: { 202: sent },
      handle: accounts.requestVerification,
    }),
    endpoint({
      tag,
      method: 'post',
      path: '/auth/email/verification/confirm',
      operationId: 'verifyAddress',
      summary: 'Confirm the address',
      access: 'public',
      before: throttle(context, 'verifyAddress', byAddressAlone),
      body: tokenBody,
      responses: { 204: done },
      handle: accounts.verify,
    }),
    endpoint({
      tag,
      method: 'post',
      path: '/auth/password-reset',
      operationId: 'requestPasswordReset',
      summary: 'Send a link to reset the password, if there is such an account',
      access: 'public',
      before: throttle(context, 'requestPasswordReset', byEmail),
      body: requestResetBody,
      responses: { 202: sent },
      handle: accounts.requestReset,
    }),
    endpoint({
      tag,
      method: 'post',
      path: '/auth/password-reset/confirm',
      operationId: 'resetPassword',
      summary: 'Choose a new password, and end all sessions',
      access: 'public',
      before: throttle(context, 'resetPassword', byAddressAlone),
      body: resetPasswordBody,
      responses: { 204: done },
      handle: accounts.reset,
    }),
    endpoint({
      tag,
      method: 'post',
      path: '/auth/email/change',
      operationId: 'requestAddressChange',
      summary: 'Send a link to a new address',
      access: 'authenticated',
      before: throttle(context, 'requestAddressChange', byActor),
      body: changeEmailBody,
      responses: { 202: sent },
      handle: accounts.requestChange,
    }),
    endpoint({
      tag,
      method: 'post',
      path: '/auth/email/change/confirm',
      operationId: 'changeAddress',
      summary: 'Use the new address, and end all sessions',
      access: 'public',
      before: throttle(context, 'changeAddress', byAddressAlone),
      body: tokenBody,
      responses: { 204: done, 409: { description: 'The address is taken.' } },
      handle: accounts.confirmChange,
    }),
  ];
};
