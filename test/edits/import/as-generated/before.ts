import { healthModule } from './modules/health/health.routes.js';
import type { Module } from './http/module.js';

export const modules: readonly Module[] = [healthModule];
