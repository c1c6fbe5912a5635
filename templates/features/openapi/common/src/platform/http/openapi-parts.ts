import { STATUS_CODES } from 'node:http';
import { z } from 'zod';
import { type Access, isOpen } from './access.js';
import type { ApiInfo } from './openapi-info.js';
import type { SchemaComponents } from './openapi-schemas.js';
import { requestHeaders } from './request-headers.js';
import { securitySchemes } from './security-schemes.js';

type Json = Record<string, unknown>;

/** What the answers of an operation follow from. */
export interface Traits {
  readonly method: string;
  /** Below /api/v1. */
  readonly path: string;
  readonly access: Access;
  readonly hasParams: boolean;
  readonly hasBody: boolean;
}

const problemSchema = z
  .object({
    type: z.string().describe('about:blank: the status says it all.'),
    title: z.string(),
    status: z.int().min(400).max(599),
    detail: z.string(),
    requestId: z.string().describe('The X-Request-Id of the answer, to be found in the log.'),
    errors: z.array(z.object({ field: z.string(), message: z.string() })).optional(),
  })
  .meta({ id: 'ProblemDetails', description: 'What went wrong (RFC 9457).' });

const healthSchema = z.object({ status: z.literal('ok') }).meta({ id: 'HealthStatus' });

/** What the document says of the service as a whole. */
export function frameOf(info: ApiInfo, tags: Iterable<string>): Json {
  const names = [...new Set([...tags, 'Health'])];
  return {
    openapi: '3.1.0',
    info: {
      title: info.title,
      version: info.version,
      description: 'Errors are application/problem+json (RFC 9457), each with its request id.',
      license: { name: info.license, identifier: info.license },
    },
    servers: [{ url: '/', description: 'This service.' }],
    tags: names.map((name) => ({ name, description: `Operations on ${name.toLowerCase()}.` })),
  };
}

/** Call it last: it holds the schemas that were asked for until then. */
export function componentsOf(components: SchemaComponents): Json {
  const problem = components.schema(problemSchema, 'output');
  const content = { 'application/problem+json': { schema: problem } };
  const retryAfter = { description: 'Seconds to wait.', schema: { type: 'integer', minimum: 1 } };
  return {
    securitySchemes: Object.fromEntries(securitySchemes.map(({ name, scheme }) => [name, scheme])),
    responses: {
      Problem: { description: 'The request failed.', content },
      TryLater: {
        description: 'Not at the moment.',
        headers: { 'Retry-After': retryAfter },
        content,
      },
    },
    schemas: components.all(),
  };
}

/** Who may call: what they have to send, and a description where the operation has none of its own. */
export function callersOf(
  { access }: Traits,
  summary: string,
  description = `${summary}. ${accessNote(access)}`,
): Json {
  const ways = securitySchemes.map(({ name }) => ({ [name]: [] }));
  const none = access === 'optional' ? [{}] : [];
  return { description, security: access === 'public' ? [] : [...none, ...ways] };
}

function accessNote(access: Access): string {
  if (access === 'public') return 'Open to everybody.';
  if (access === 'optional') return 'Open to everybody; who signs in may be shown more.';
  if (access === 'authenticated') return 'For signed-in users.';
  return access === 'admin' ? 'For admins.' : `Needs the permission ${access}.`;
}

/** How an operation can fail, and that its answer may be one the caller has. */
export function failuresOf(traits: Traits): Json {
  return {
    ...Object.fromEntries(
      statusesOf(traits).map((status) => [
        status,
        failure(STATUS_CODES[status] ?? 'Error', status),
      ]),
    ),
    ...(traits.method === 'get' && { 304: { description: 'It is as the caller has it.' } }),
    default: failure('Any other failure.'),
  };
}

/** What can go wrong with an operation, as it follows from who may call it and what it takes. */
function statusesOf(traits: Traits): number[] {
  return [
    400,
    ...(traits.access === 'public' ? [] : [401]),
    ...(isOpen(traits.access) ? [] : [403]),
    ...(traits.hasParams ? [404] : []),
    ...(traits.method === 'get' ? [] : [409]),
    ...(takesIfMatch(traits) ? [412] : []),
    ...(traits.hasBody ? [413, 415, 422] : []),
    429,
    500,
    503,
  ];
}

/** Those that pass say when to come back (RFC 9110, 10.2.3). */
export function failure(description: string, status?: number): Json {
  const name = status === 429 || status === 503 ? 'TryLater' : 'Problem';
  return { $ref: `#/components/responses/${name}`, description };
}

/** The headers of a success, by name. */
export function headersOf(status: number, hasBody: boolean): Json {
  const headers = {
    ...(status === 201 && { Location: 'Where it can be read, if anywhere.' }),
    ...(hasBody && { ETag: 'A strong validator of this answer.' }),
  };
  return Object.fromEntries(
    Object.entries(headers).map(([name, description]) => [
      name,
      { description, schema: { type: 'string' } },
    ]),
  );
}

/** The headers of a request: its conditions (RFC 9110, 13.1), and others that the operation takes. */
export function requestHeadersOf(traits: Traits): Json[] {
  const taken = requestHeaders.filter(({ isTakenBy }) => isTakenBy(traits));
  return [
    ...conditionsOf(traits),
    ...taken.map(({ name, description }) => header(name, description)),
  ];
}

function conditionsOf(traits: Traits): Json[] {
  if (takesIfMatch(traits)) return [header('If-Match', 'Only if it is still this version.')];
  return traits.method === 'get'
    ? [header('If-None-Match', 'Only if it is not this version.')]
    : [];
}

const takesIfMatch = ({ method, hasParams }: Traits): boolean =>
  hasParams && ['put', 'patch', 'delete'].includes(method);

const header = (name: string, description: string): Json => ({
  name,
  in: 'header',
  required: false,
  description,
  schema: { type: 'string' },
});

export function healthPaths(components: SchemaComponents): Record<string, Json> {
  const path = (operationId: string, summary: string): Json => ({
    get: {
      operationId,
      tags: ['Health'],
      summary,
      description: `${summary}, for whatever watches over the service.`,
      security: [],
      responses: {
        200: {
          description: 'It is.',
          content: { 'application/json': { schema: components.schema(healthSchema, 'output') } },
        },
        503: failure('It is not.', 503),
        '4XX': failure('The request is at fault.'),
        default: failure('Any other failure.'),
      },
    },
  });
  return {
    '/health/live': path('getLiveness', 'Whether the process runs'),
    '/health/ready': path('getReadiness', 'Whether requests may be sent'),
  };
}
