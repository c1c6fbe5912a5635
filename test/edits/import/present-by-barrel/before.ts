import { healthModule, postModule } from './modules/index.js';
