import { Module } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { appConfig } from '../../config/app.config.js';
import type { Config } from '../../config/config.js';
import { AuthModule } from './auth.module.js';
import { CookieAuthController } from './cookie-auth.controller.js';
import { CookieAuthService } from './cookie-auth.service.js';
import { Logins } from './logins.js';
import { SessionCookieRepository } from './session-cookie.repository.js';

@Module({
  imports: [AuthModule],
  controllers: [CookieAuthController],
  providers: [
    {
      provide: CookieAuthService,
      inject: [DataSource, appConfig.KEY, Logins],
      useFactory: createCookieAuthService,
    },
  ],
})
export class CookieAuthModule {}

function createCookieAuthService(
  { manager }: DataSource,
  config: Config,
  logins: Logins,
): CookieAuthService {
  const cookies = new SessionCookieRepository(manager, config.SESSION_IDLE_TTL);
  return new CookieAuthService({ config, logins, cookies });
}
