import type { Request, RequestHandler, Response } from 'express';
import type { z } from 'zod';
import type { Access } from './access.js';
import type { Actor } from './actor.js';

/** What a handler gets: every part parsed by the endpoint's own schemas. */
export interface Input<
  Parts extends { params?: unknown; query?: unknown; body?: unknown } = object,
> {
  readonly params: Parts extends { params: infer P } ? P : unknown;
  readonly query: Parts extends { query: infer Q } ? Q : unknown;
  readonly body: Parts extends { body: infer B } ? B : unknown;
  /** Undefined only where the endpoint is public and the caller sent no token. */
  readonly actor: Actor | undefined;
  readonly req: Request;
}

interface ResponseSpec {
  readonly description: string;
  /** The JSON body; none means an empty body. */
  readonly schema?: z.ZodType;
}

/** One operation of the API: what the router serves, validates and guards, and what the OpenAPI document says. */
export interface Endpoint {
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** Below /api/v1, in Express syntax: `/posts/:id`. */
  readonly path: string;
  readonly operationId: string;
  readonly tag: string;
  readonly summary: string;
  readonly description?: string;
  /** There is no default: an endpoint that does not say is a type error. */
  readonly access: Access;
  /** Run once the body is parsed and before it is validated, such as a rate limit of its own. */
  readonly before?: readonly RequestHandler[];
  readonly params?: z.ZodType;
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  /** Success answers and the operation's own failures by status; 400, 401, 403, 404 … are added where they follow from the rest. */
  readonly responses: Readonly<Record<number, ResponseSpec>>;
  readonly handle: (input: Input<never>, res: Response) => Promise<void> | void;
}

/** A request to an endpoint, of somebody who may call it. */
export interface Call {
  readonly endpoint: Endpoint;
  readonly req: Request;
  readonly res: Response;
}

/** Does something round an endpoint; `next` validates the request and handles it. */
export type Intercept = (call: Call, next: () => Promise<void>) => Promise<void>;

/** What the schemas of an endpoint give its handler; a part without a schema is nothing to rely on. */
interface Parsed<Params, Query, Body> {
  readonly params: Output<Params>;
  readonly query: Output<Query>;
  readonly body: Output<Body>;
}

type Output<Schema> = Schema extends z.ZodType ? z.output<Schema> : unknown;

type Part = z.ZodType | undefined;

type Definition<Params extends Part, Query extends Part, Body extends Part> = Omit<
  Endpoint,
  'params' | 'query' | 'body' | 'handle'
> & {
  readonly params?: Params;
  readonly query?: Query;
  readonly body?: Body;
  readonly handle: (
    input: Input<Parsed<Params, Query, Body>>,
    res: Response,
  ) => Promise<void> | void;
};

/** An endpoint whose handler asks for no more than its schemas give: else it is a type error. */
export function endpoint<
  Params extends Part = undefined,
  Query extends Part = undefined,
  Body extends Part = undefined,
>(definition: Definition<Params, Query, Body>): Endpoint {
  return definition as Endpoint;
}
