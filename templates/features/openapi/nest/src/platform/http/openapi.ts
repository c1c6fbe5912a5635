import type { INestApplication } from '@nestjs/common';
import { type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import type { z } from 'zod';
import type { Access } from './access.js';
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
  type Traits,
} from './openapi-parts.js';
import { SchemaComponents } from './openapi-schemas.js';
import { operationPath } from './operation-path.js';

type Json = Record<string, unknown>;

/** The part of an operation that the controllers' decorators say. */
interface Described extends Json {
  readonly tags?: readonly string[];
  readonly summary?: string;
  readonly description?: string;
  readonly parameters: readonly { readonly in: string }[];
  readonly requestBody?: object;
  readonly responses: Readonly<Record<string, Json>>;
  readonly 'x-access'?: Access;
}

/** The OpenAPI 3.1 document: what the controllers say of their operations, and what every operation has in common. */
export function openApiDocument(app: INestApplication, info: ApiInfo): OpenAPIObject {
  const components = new SchemaComponents();
  const found = SwaggerModule.createDocument(app, { openapi: '3.1.0' } as OpenAPIObject, {
    autoTagControllers: false,
    standardSchemaConverter: (schema, { schemaType }) => ({
      schema: components.schema(schema as z.ZodType, schemaType),
    }),
  });
  const paths = healthPaths(components);
  const tags: string[] = [];
  for (const [path, operations] of Object.entries(found.paths)) {
    const methods = Object.entries(operations as Record<string, Described>);
    tags.push(...methods.flatMap(([, operation]) => operation.tags ?? []));
    paths[path] = Object.fromEntries(
      methods.map(([method, operation]) => [method, completed(method, path, operation)]),
    );
  }
  return {
    ...frameOf(info, tags),
    paths,
    components: withClasses(componentsOf(components), found),
  } as unknown as OpenAPIObject;
}

/** The classes that controllers of your own name beside our schemas: `@ApiProperty()`. */
function withClasses(ours: Json, { components }: OpenAPIObject): Json {
  return { ...ours, schemas: { ...components?.schemas, ...(ours['schemas'] as Json) } };
}

function completed(method: string, path: string, operation: Described): Json {
  const { 'x-access': access = 'authenticated', parameters, responses, ...said } = operation;
  // A controller need not say anything of its operations.
  const summary = said.summary ?? `${method.toUpperCase()} ${path}`;
  const hasParams = parameters.some((parameter) => parameter.in === 'path');
  const hasBody = said.requestBody !== undefined;
  const traits: Traits = { method, path: operationPath(path), access, hasParams, hasBody };
  const all = [...parameters, ...requestHeadersOf(traits)];
  return {
    ...said,
    summary,
    ...callersOf(traits, summary, said.description),
    ...(all.length > 0 && { parameters: all }),
    responses: {
      ...failuresOf(traits),
      ...Object.fromEntries(
        Object.entries(responses).map(([status, response]) => [status, answer(status, response)]),
      ),
    },
  };
}

function answer(status: string, response: Json): Json {
  if (Number(status) >= 400) return failure(String(response['description']), Number(status));
  const hasBody = response['content'] !== undefined;
  return { ...response, headers: headersOf(Number(status), hasBody) };
}
