import { Module } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { appConfig } from '../../config/app.config.js';
import type { Config } from '../../config/config.js';
import { CookieAuthService } from '../auth/cookie-auth.service.js';
import { SessionCookieRepository } from '../auth/session-cookie.repository.js';
import { ProviderCookieController } from './provider-cookie.controller.js';
import { PROVIDER_COOKIE } from './provider-cookie.js';
import { ProviderLoginModule } from './provider-login.module.js';
import { ProviderLogins, type ProviderProof } from './provider-logins.js';

@Module({
  imports: [ProviderLoginModule],
  controllers: [ProviderCookieController],
  providers: [
    {
      provide: PROVIDER_COOKIE,
      inject: [DataSource, appConfig.KEY, ProviderLogins],
      useFactory: createProviderCookie,
    },
  ],
})
export class ProviderCookieModule {}

function createProviderCookie(
  { manager }: DataSource,
  config: Config,
  logins: ProviderLogins,
): CookieAuthService<ProviderProof> {
  const cookies = new SessionCookieRepository(manager, config.SESSION_IDLE_TTL);
  return new CookieAuthService({ config, logins, cookies });
}
