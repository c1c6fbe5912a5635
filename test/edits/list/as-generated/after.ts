import { healthModule } from './modules/health/health.routes.js';

export const modules: readonly Module[] = [healthModule, postModule];
