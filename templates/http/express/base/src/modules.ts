import type { Middleware, Module, Page } from './module.js';

export const middleware: readonly Middleware[] = [];

export const modules: readonly Module[] = [];

export const pages: readonly Page[] = [];
