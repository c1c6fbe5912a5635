import { endpoint } from '../../platform/http/endpoint.js';
import type { Module } from '../../platform/module.js';
import { AccessTokens } from '../auth/access-tokens.js';
import { throttle } from '../auth/throttle.js';
import { tokensSchema } from '../auth/token-auth.schema.js';
import { TokenAuthService } from '../auth/token-auth.service.js';
import { createProviderLogins } from './create-provider-logins.js';
import { byAddress } from './provider-attempts.js';
import { providerLoginBody, providerParams } from './provider-login.schema.js';
import { ProviderTokensController } from './provider-tokens.controller.js';

export const providerTokensModule: Module = (context) => {
  const { config, logger } = context;
  const { logins, users, sessions } = createProviderLogins(context);
  const accessTokens = new AccessTokens(config);
  const auth = new ProviderTokensController(
    new TokenAuthService(users, sessions, { config, logger, logins, accessTokens }),
  );

  return [
    endpoint({
      tag: 'Sign-in with a provider',
      method: 'post',
      path: '/auth/providers/:provider/login',
      operationId: 'loginWithProvider',
      summary: 'Sign in with the provider that the caller comes back from',
      description: 'Somebody who is new gets an account.',
      access: 'public',
      before: throttle(context, 'loginWithProvider', byAddress),
      params: providerParams,
      body: providerLoginBody,
      responses: {
        200: { description: 'A session.', schema: tokensSchema },
        401: { description: 'The provider has not confirmed who it is.' },
        409: { description: 'There is an account of this address, which is not linked.' },
        503: { description: 'The provider does not answer.' },
      },
      handle: auth.login,
    }),
  ];
};
