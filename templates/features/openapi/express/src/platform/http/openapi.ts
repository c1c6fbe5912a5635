import type { Endpoint } from './endpoint.js';
import type { ApiInfo } from './openapi-info.js';
import {
  callersOf,
  componentsOf,
  failure,
  failuresOf,
  frameOf,
  headersOf,
  healthPaths,
  requestHeadersOf,
} from './openapi-parts.js';
import { SchemaComponents } from './openapi-schemas.js';

type Json = Record<string, unknown>;

/** The OpenAPI 3.1 document of exactly what the router serves: both read the same endpoints. */
export function openApiDocument(endpoints: readonly Endpoint[], info: ApiInfo): object {
  const components = new SchemaComponents();
  const paths = healthPaths(components);
  for (const endpoint of endpoints) {
    const path = `/api/v1${endpoint.path.replace(/:(\w+)/g, '{$1}')}`;
    paths[path] = { ...paths[path], [endpoint.method]: operation(endpoint, components) };
  }
  const tags = endpoints.map(({ tag }) => tag);
  return { ...frameOf(info, tags), paths, components: componentsOf(components) };
}

function operation(endpoint: Endpoint, components: SchemaComponents): Json {
  const { method, path, access, operationId, tag, summary, description } = endpoint;
  const { params, query, body } = endpoint;
  const hasParams = params !== undefined;
  const traits = { method, path, access, hasParams, hasBody: body !== undefined };
  const parameters = [
    ...components.parameters(params, 'path'),
    ...components.parameters(query, 'query'),
    ...requestHeadersOf(traits),
  ];
  return {
    operationId,
    tags: [tag],
    summary,
    ...callersOf(traits, summary, description),
    ...(parameters.length > 0 && { parameters }),
    ...(body && {
      requestBody: {
        required: true,
        content: { 'application/json': { schema: components.schema(body, 'input') } },
      },
    }),
    responses: {
      ...failuresOf(traits),
      ...Object.fromEntries(
        Object.entries(endpoint.responses).map(([status, response]) => [
          status,
          answer(Number(status), response, components),
        ]),
      ),
    },
  };
}

function answer(
  status: number,
  response: Endpoint['responses'][number],
  components: SchemaComponents,
): Json {
  const { description, schema } = response;
  if (status >= 400) return failure(description, status);
  return {
    description,
    headers: headersOf(status, schema !== undefined),
    ...(schema && {
      content: { 'application/json': { schema: components.schema(schema, 'output') } },
    }),
  };
}
