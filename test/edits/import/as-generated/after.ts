import { healthModule } from './modules/health/health.routes.js';
import type { Module } from './http/module.js';
import { postModule } from './modules/posts/post.routes.js';

export const modules: readonly Module[] = [healthModule];
