import { ExpressAdapter } from '@nestjs/platform-express';
import express, { type Express, type RequestHandler } from 'express';
import { allowOnly } from './methods.js';
import { HttpServer } from './server.js';

/** Express as Nest drives it, behind a server that a slow or broken client cannot hold. */
export class ServerAdapter extends ExpressAdapter {
  #methods: ReadonlyMap<string, readonly string[]> = new Map();

  constructor() {
    const instance = express();
    instance.enable('case sensitive routing');
    super(instance);
  }

  override initHttpServer(): void {
    this.httpServer = new HttpServer(this.getInstance<Express>());
  }

  /** Comes after every route: a path that is known by then lacks the method, any other is not there. */
  override setNotFoundHandler(handler: RequestHandler): void {
    const instance = this.getInstance<Express>();
    this.#methods = methodsByPath(instance);
    for (const [path, methods] of this.#methods) instance.all(path, allowOnly(methods));
    instance.use(handler);
  }

  /** What is served: `/api/v1/posts/:id` to `GET`, `PUT` … */
  get methods(): ReadonlyMap<string, readonly string[]> {
    return this.#methods;
  }
}

function methodsByPath({ router }: Express): ReadonlyMap<string, readonly string[]> {
  const paths = new Map<string, readonly string[]>();
  for (const { route } of router.stack) {
    if (!route) continue;
    const methods = route.stack.map(({ method }) => method.toUpperCase());
    paths.set(route.path, [...new Set([...(paths.get(route.path) ?? []), ...methods])]);
  }
  return paths;
}
