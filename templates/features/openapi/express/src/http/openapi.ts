import { STATUS_CODES } from 'node:http';
import { z } from 'zod';
import type { Endpoint, ResponseSpec } from './endpoint.js';
import { SchemaComponents } from './openapi-schemas.js';

export interface ApiInfo {
  readonly title: string;
  readonly version: string;
  readonly license: string;
}

type Json = Record<string, unknown>;

const problemSchema = z
  .object({
    type: z.string().describe('about:blank: the status says it all.'),
    title: z.string(),
    status: z.int().min(400).max(599),
    detail: z.string(),
    requestId: z.string().describe('The X-Request-Id of the answer, to be found in the log.'),
    errors: z.array(z.object({ field: z.string(), message: z.string() })).optional(),
  })
  .meta({ id: 'Problem', description: 'What went wrong (RFC 9457).' });

const healthSchema = z.object({ status: z.literal('ok') }).meta({ id: 'Health' });

/** The OpenAPI 3.1 document of exactly what the router serves: both read the same endpoints. */
export function openApiDocument(endpoints: readonly Endpoint[], info: ApiInfo): object {
  const components = new SchemaComponents();
  const problem = components.schema(problemSchema, 'output');
  const paths = healthPaths(components);
  for (const endpoint of endpoints) {
    const path = `/api/v1${endpoint.path.replace(/:(\w+)/g, '{$1}')}`;
    paths[path] = { ...paths[path], [endpoint.method]: operation(endpoint, components) };
  }
  const tags = [...new Set(endpoints.map(({ tag }) => tag)), 'Health'];
  return {
    openapi: '3.1.0',
    info: {
      title: info.title,
      version: info.version,
      description: 'Errors are application/problem+json (RFC 9457), each with its request id.',
      license: { name: info.license, identifier: info.license },
    },
    servers: [{ url: '/', description: 'This service.' }],
    tags: tags.map((name) => ({ name, description: `Operations on ${name.toLowerCase()}.` })),
    paths,
    components: {
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
      },
      responses: {
        Problem: {
          description: 'The request failed.',
          content: { 'application/problem+json': { schema: problem } },
        },
      },
      schemas: components.all(),
    },
  };
}

function operation(endpoint: Endpoint, components: SchemaComponents): Json {
  const { operationId, tag, summary, description, access, params, query, body } = endpoint;
  const parameters = [
    ...components.parameters(params, 'path'),
    ...components.parameters(query, 'query'),
    ...conditions(endpoint),
  ];
  return {
    operationId,
    tags: [tag],
    summary,
    description: description ?? `${summary}. ${accessNote[access]}`,
    security: access === 'public' ? [] : [{ bearer: [] }],
    ...(parameters.length > 0 && { parameters }),
    ...(body && {
      requestBody: {
        required: true,
        content: { 'application/json': { schema: components.schema(body, 'input') } },
      },
    }),
    responses: {
      ...Object.fromEntries(
        failures(endpoint).map((status) => [status, failure(STATUS_CODES[status] ?? 'Error')]),
      ),
      ...(endpoint.method === 'get' && { 304: { description: 'It is as the caller has it.' } }),
      ...Object.fromEntries(
        Object.entries(endpoint.responses).map(([status, response]) => [
          status,
          success(Number(status), response, components),
        ]),
      ),
      default: failure('Any other failure.'),
    },
  };
}

const accessNote = {
  public: 'Open to everybody.',
  authenticated: 'For signed-in users.',
  admin: 'For admins.',
} as const;

function success(status: number, response: ResponseSpec, components: SchemaComponents): Json {
  if (status >= 400) return failure(response.description);
  const headers = {
    ...(status === 201 && { Location: 'Where it is.' }),
    ...(response.schema && { ETag: 'A strong validator of this answer.' }),
    ...response.headers,
  };
  return {
    description: response.description,
    headers: Object.fromEntries(
      Object.entries(headers).map(([name, description]) => [
        name,
        { description, schema: { type: 'string' } },
      ]),
    ),
    ...(response.schema && {
      content: { 'application/json': { schema: components.schema(response.schema, 'output') } },
    }),
  };
}

/** What can go wrong with an endpoint, as it follows from who may call it and what it takes. */
function failures({ method, access, params, body }: Endpoint): number[] {
  return [
    400,
    ...(access === 'public' ? [] : [401, 403]),
    ...(params ? [404] : []),
    ...(method === 'get' ? [] : [409]),
    ...(takesIfMatch(method, params) ? [412] : []),
    ...(body ? [413, 415, 422] : []),
    429,
    500,
    503,
  ];
}

function failure(description: string): Json {
  return { $ref: '#/components/responses/Problem', description };
}

const takesIfMatch = (method: Endpoint['method'], params: z.ZodType | undefined): boolean =>
  params !== undefined && ['put', 'patch', 'delete'].includes(method);

function conditions({ method, params }: Endpoint): Json[] {
  if (takesIfMatch(method, params))
    return [header('If-Match', 'Only if it is still this version.')];
  return method === 'get' ? [header('If-None-Match', 'Only if it is not this version.')] : [];
}

const header = (name: string, description: string): Json => ({
  name,
  in: 'header',
  required: false,
  description,
  schema: { type: 'string' },
});

function healthPaths(components: SchemaComponents): Record<string, Json> {
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
        503: failure('It is not.'),
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
