import { registerAs } from '@nestjs/config';
import { readEnvironment } from './environment.js';

/** The configuration, for injection: `@Inject(appConfig.KEY) config: Config`. Read when the application is created. */
export const appConfig = registerAs('app', readEnvironment);
