import { type RequestHandler, Router } from 'express';
import { z } from 'zod';
import { cacheControl, requireAccess } from './access.js';
import { actors } from './actor.js';
import { readBody } from './body.js';
import type { Call, Endpoint, Input, Intercept } from './endpoint.js';
import { allowOnly } from './methods.js';
import { readQuery } from './query.js';
import { validate } from './validate.js';
import { requireWellFormed } from './well-formed.js';

const nothing = z.strictObject({});

/** Serves the endpoints: who may call comes first, then what they sent, then the handler. */
export function createRouter(
  endpoints: readonly Endpoint[],
  interceptors: readonly Intercept[],
): Router {
  const router = Router({ caseSensitive: true });
  const paths = byPath(endpoints);
  for (const [path, operations] of paths) {
    const route = router.route(path);
    for (const endpoint of operations) {
      const body = endpoint.body ? readBody : [];
      route[endpoint.method](
        guard(endpoint),
        caching(endpoint),
        ...body,
        ...(endpoint.before ?? []),
        serve(endpoint, interceptors),
      );
    }
  }
  // Last: `POST /posts/by-slug/publish` is for `/posts/:id/publish` to answer, though `/posts/by-slug/:slug` has no POST.
  for (const [path, operations] of paths) router.all(path, otherMethods(operations));
  return router;
}

/** The longer a path is without a parameter the earlier it comes, so that `/auth/me` is not taken for `/auth/:id`. */
function byPath(endpoints: readonly Endpoint[]): [string, Endpoint[]][] {
  const paths = new Map<string, Endpoint[]>();
  for (const endpoint of endpoints) {
    paths.set(endpoint.path, [...(paths.get(endpoint.path) ?? []), endpoint]);
  }
  return [...paths].toSorted(([left], [right]) => fixedLength(right) - fixedLength(left));
}

/** How many characters stand before the first parameter: none there, more than any path has. */
const fixedLength = (path: string): number =>
  path.includes(':') ? path.indexOf(':') : Number.MAX_SAFE_INTEGER;

function guard(endpoint: Endpoint): RequestHandler {
  return (req, _res, next) => {
    requireAccess(endpoint, actors.get(req));
    next();
  };
}

function caching({ access }: Endpoint): RequestHandler {
  return (req, res, next) => {
    res.vary('Authorization');
    res.setHeader('Cache-Control', cacheControl(req.method, access, actors.get(req)));
    next();
  };
}

function serve(endpoint: Endpoint, interceptors: readonly Intercept[]): RequestHandler {
  return (req, res) => {
    const call = { endpoint, req, res };
    const around = (next: () => Promise<void>, intercept: Intercept) => () => intercept(call, next);
    return interceptors.reduceRight(around, () => handleCall(call))();
  };
}

async function handleCall({ endpoint, req, res }: Call): Promise<void> {
  const { params = nothing, query = nothing, body, handle } = endpoint;
  requireWellFormed(req.params);
  const input = {
    params: validate(params, req.params, 'bad-request', 'path'),
    query: validate(query, readQuery(req), 'bad-request', 'query'),
    body: body && validate(body, req.body, 'unprocessable', 'body'),
    actor: actors.get(req),
    req,
  };
  await handle(input as Input<never>, res);
}

function otherMethods(operations: readonly Endpoint[]): RequestHandler {
  return allowOnly(operations.map(({ method }) => method.toUpperCase()));
}
