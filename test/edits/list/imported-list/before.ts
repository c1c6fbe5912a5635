import { modules } from './modules.js';
use(modules);
