import { registerAs } from '@nestjs/config';
import { readEnvironment } from './environment.js';

/** All that is set, checked: `@Inject(appConfig.KEY) config: Config`, or `ConfigService` by name: `app.PORT`. */
export const appConfig = registerAs('app', readEnvironment);
