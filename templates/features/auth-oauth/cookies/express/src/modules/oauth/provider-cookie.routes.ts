import { endpoint } from '../../platform/http/endpoint.js';
import type { Module } from '../../platform/module.js';
import { CookieAuthService } from '../auth/cookie-auth.service.js';
import { SessionCookieRepository } from '../auth/session-cookie.repository.js';
import { throttle } from '../auth/throttle.js';
import { userSchema } from '../users/user.schema.js';
import { createProviderLogins } from './create-provider-logins.js';
import { byAddress } from './provider-attempts.js';
import { ProviderCookieController } from './provider-cookie.controller.js';
import { providerLoginBody, providerParams } from './provider-login.schema.js';

export const providerCookieModule: Module = (context) => {
  const { config, dataSource } = context;
  const { logins } = createProviderLogins(context);
  const cookies = new SessionCookieRepository(dataSource.manager, config.SESSION_IDLE_TTL);
  const auth = new ProviderCookieController(new CookieAuthService({ config, logins, cookies }));

  return [
    endpoint({
      tag: 'Sign-in with a provider',
      method: 'post',
      path: '/auth/providers/:provider/session',
      operationId: 'signInWithProvider',
      summary: 'Sign in, with a cookie, with the provider that the caller comes back from',
      description:
        'Somebody who is new gets an account. Sets the cookie of a new session; the one of the cookie before is over.',
      access: 'public',
      before: throttle(context, 'signInWithProvider', byAddress),
      params: providerParams,
      body: providerLoginBody,
      responses: {
        200: { description: 'The user.', schema: userSchema },
        401: { description: 'The provider has not confirmed who it is.' },
        403: { description: 'It comes from a page of another site.' },
        409: { description: 'There is an account of this address, which is not linked.' },
        503: { description: 'The provider does not answer.' },
      },
      handle: auth.login,
    }),
  ];
};
