import { ExpressAdapter } from '@nestjs/platform-express';
import express, { type Express, type RequestHandler } from 'express';
import { allowOnly } from './methods.js';
import { sendProblem } from './problem.js';
import { HttpServer } from './server.js';

/** Express as Nest drives it, behind a server that a slow or broken client cannot hold. */
export class ServerAdapter extends ExpressAdapter {
  readonly #methods = new Map<string, Set<string>>();

  constructor() {
    const instance = express();
    instance.enable('case sensitive routing');
    super(instance);
    for (const method of ['get', 'head', 'post', 'put', 'patch', 'delete', 'options'] as const) {
      const register = this[method].bind(this) as (...args: readonly unknown[]) => unknown;
      this[method] = (...args: readonly unknown[]): unknown => {
        this.#note(method, args);
        return register(...args);
      };
    }
  }

  override initHttpServer(): void {
    this.httpServer = new HttpServer(this.getInstance<Express>());
  }

  /** Comes after every route: a path that is known by then lacks the method, any other is not there. */
  override setNotFoundHandler(): void {
    const instance = this.getInstance<Express>();
    for (const [path, methods] of this.#methods)
      instance.all(path, unlessServed(methods, allowOnly([...methods])));
    const notFound: RequestHandler = (req, res) => sendProblem(req, res, { status: 404 });
    instance.use(notFound);
  }

  /** What Express and its parsers say quotes the request: `problem.ts` gets their errors as they are, and keeps the status only. */
  override mapException(error: unknown): unknown {
    return error;
  }

  /** What is served: `/api/v1/posts/:id` to `GET`, `PUT` … */
  get methods(): ReadonlyMap<string, ReadonlySet<string>> {
    return this.#methods;
  }

  /** A handler without a path is for all of them, and no operation. */
  #note(method: string, [path]: readonly unknown[]): void {
    if (typeof path !== 'string') return;
    const methods = this.#methods.get(path) ?? new Set();
    this.#methods.set(path, methods.add(method.toUpperCase()));
  }
}

/** A route may pass on what it has a method for: it is for another host or version, and so is not there. */
function unlessServed(methods: ReadonlySet<string>, refuse: RequestHandler): RequestHandler {
  return (req, res, next) => {
    const isServed = methods.has(req.method === 'HEAD' ? 'GET' : req.method);
    return isServed ? next() : refuse(req, res, next);
  };
}
