import type { Connect } from './connection.js';
import type { Middleware, Module, Page } from './module.js';

export const middleware: readonly Middleware[] = [
  // They run in this order, before every endpoint.
];

export const modules: readonly Module[] = [
  // Documented in this order.
];

export const pages: readonly Page[] = [
  // Served beside the API.
];

export const connections: readonly Connect[] = [
  // Opened at the start, asked for readiness, closed after the last request.
];
