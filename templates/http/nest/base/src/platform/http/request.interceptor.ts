import {
  type CallHandler,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request, Response } from 'express';
import type { Observable } from 'rxjs';
import { z } from 'zod';
import { accessOf } from './access.guard.js';
import { cacheControl } from './access.js';
import { actors } from './actor.js';
import { type Parameter, parametersOf } from './parameters.js';
import { readQuery } from './query.js';
import { requireBody } from './request-body.js';
import { validate } from './validate.js';
import { requireWellFormed } from './well-formed.js';

const nothing = z.strictObject({});

/** Between the guards and the pipes: who calls may call, and what they sent is not yet held against the schemas. */
@Injectable()
export class RequestInterceptor implements NestInterceptor {
  readonly #reflector: Reflector;

  constructor(reflector: Reflector) {
    this.#reflector = reflector;
  }

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const http = context.switchToHttp();
    const [req, res] = [http.getRequest<Request>(), http.getResponse<Response>()];
    res.vary('Authorization');
    if (!res.hasHeader('Cache-Control')) {
      const access = accessOf(this.#reflector, context);
      res.setHeader('Cache-Control', cacheControl(req.method, access, actors.get(req)));
    }
    requireReadable(req, partsOf(context));
    return next.handle();
  }
}

function requireReadable(req: Request, parts: ReadonlySet<Parameter['part']>): void {
  if (parts.has('body')) requireBody(req);
  requireWellFormed(req.params);
  const query = readQuery(req);
  // What an operation does not ask for is refused, never ignored.
  if (!parts.has('query')) validate(nothing, query, 'bad-request', 'query');
  // Express reads the query again each time it is asked for; what is handed on is what was checked.
  Object.defineProperty(req, 'query', { value: query });
}

/** The parts of a request that an operation's parameters take. */
function partsOf(context: ExecutionContext): ReadonlySet<Parameter['part']> {
  const parameters = parametersOf(context.getClass(), context.getHandler().name);
  return new Set(parameters.map(({ part }) => part));
}
