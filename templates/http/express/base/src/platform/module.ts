import type { RequestHandler, Router } from 'express';
import type { Config } from '../config/config.js';
import type { AppContext } from './context.js';
import type { Endpoint, Intercept } from './http/endpoint.js';

/** A part of the API: builds its objects once and names its operations. */
export type Module = (context: AppContext) => readonly Endpoint[];

/** Runs before every operation of the API, such as finding out who calls. */
export type Middleware = (context: AppContext) => RequestHandler;

/** Goes round every operation of the API, such as doing one only once. */
export type Interceptor = (context: AppContext) => Intercept;

/** Something served beside the API, outside /api/v1, that may describe its operations. */
export interface Page {
  readonly title: string;
  readonly path: string;
  readonly isOn: (config: Config) => boolean;
  readonly build: (endpoints: readonly Endpoint[]) => Router;
}
