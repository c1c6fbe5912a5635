import { type RequestHandler, Router } from 'express';
import { z } from 'zod';
import { AppError } from '../errors.js';
import { type Actor, actors } from './actor.js';
import { readBody } from './body.js';
import type { Endpoint, EndpointAccess, Input } from './endpoint.js';
import { allowOnly } from './methods.js';
import { readQuery } from './query.js';
import { validate } from './validate.js';
import { requireWellFormed } from './well-formed.js';

const nothing = z.strictObject({});

/** Serves the endpoints: who may call comes first, then what they sent, then the handler. */
export function createRouter(endpoints: readonly Endpoint[]): Router {
  const router = Router({ caseSensitive: true });
  for (const [path, operations] of byPath(endpoints)) {
    const route = router.route(path);
    for (const endpoint of operations) {
      const body = endpoint.body ? readBody : [];
      route[endpoint.method](
        guard(endpoint.access),
        caching(endpoint),
        ...body,
        ...(endpoint.before ?? []),
        serve(endpoint),
      );
    }
    route.all(otherMethods(operations));
  }
  return router;
}

/** Fixed paths before those with parameters, so that `/auth/me` is not taken for `/auth/:id`. */
function byPath(endpoints: readonly Endpoint[]): [string, Endpoint[]][] {
  const paths = new Map<string, Endpoint[]>();
  for (const endpoint of endpoints) {
    paths.set(endpoint.path, [...(paths.get(endpoint.path) ?? []), endpoint]);
  }
  return [...paths].toSorted(
    ([left], [right]) => Number(left.includes(':')) - Number(right.includes(':')),
  );
}

function guard(access: EndpointAccess): RequestHandler {
  return (req, _res, next) => {
    requireAccess(access, actors.get(req));
    next();
  };
}

function requireAccess(access: EndpointAccess, actor: Actor | undefined): void {
  if (access === 'public') return;
  if (!actor) throw new AppError('unauthenticated', 'Sign in first.');
  if (access === 'authenticated') return;
  if (actor.role !== 'admin') throw new AppError('forbidden', 'Only an admin may do this.');
}

/** Only what everybody may read may be kept, and has to be asked for again before it is used. */
function caching({ method, access }: Endpoint): RequestHandler {
  return (req, res, next) => {
    const shared = method === 'get' && access === 'public' && !actors.has(req);
    res.vary('Authorization');
    res.setHeader('Cache-Control', shared ? 'no-cache' : 'no-store');
    next();
  };
}

function serve({ params = nothing, query = nothing, body, handle }: Endpoint): RequestHandler {
  return async (req, res) => {
    requireWellFormed(req.params);
    const input = {
      params: validate(params, req.params, 'bad-request', 'path'),
      query: validate(query, readQuery(req), 'bad-request', 'query'),
      body: body && validate(body, req.body, 'unprocessable', 'body'),
      actor: actors.get(req),
      req,
    };
    await handle(input as Input<never>, res);
  };
}

function otherMethods(operations: readonly Endpoint[]): RequestHandler {
  return allowOnly(operations.map(({ method }) => method.toUpperCase()));
}
