import { isObject, type Json } from './http.js';

/** One operation of the service, as its OpenAPI document tells it. */
export interface Operation {
  readonly method: string;
  readonly path: string;
  readonly id: string;
  /** No token needed. */
  readonly isPublic: boolean;
  readonly pathParameters: readonly string[];
  readonly queryParameters: readonly Parameter[];
  /** The headers that it names. */
  readonly headers: readonly string[];
  /** The JSON Schema of its body. */
  readonly body: Json | undefined;
  readonly responses: Json;
}

export interface Parameter {
  readonly name: string;
  readonly schema: Json;
}

const methods = ['get', 'post', 'put', 'patch', 'delete', 'head', 'options', 'trace'];

/** The document, with the references that checks follow resolved. */
export class ApiDocument {
  readonly raw: Json;
  readonly operations: readonly Operation[];

  constructor(raw: Json) {
    this.raw = raw;
    this.operations = Object.entries(asObject(raw['paths'])).flatMap(([path, item]) =>
      Object.entries(asObject(item))
        .filter(([method]) => methods.includes(method))
        .map(([method, operation]) => this.#operation(path, method, asObject(operation))),
    );
  }

  /** Operations of the API itself, without health and documents. */
  get api(): readonly Operation[] {
    return this.operations.filter(({ path }) => path.startsWith('/api/'));
  }

  find(method: string, path: string): Operation | undefined {
    return this.operations.find((operation) => operation.method === method && operation.path === path);
  }

  resolve(schema: unknown): Json {
    const json = asObject(schema);
    const reference = json['$ref'];
    if (typeof reference !== 'string') return json;
    const target = reference
      .replace(/^#\//, '')
      .split('/')
      .reduce<unknown>((at, key) => asObject(at)[key], this.raw);
    return this.resolve(target);
  }

  #operation(path: string, method: string, operation: Json): Operation {
    const parameters = asArray(operation['parameters']).map((one) => this.resolve(one));
    const requestBody = this.resolve(operation['requestBody']);
    const media = asObject(asObject(requestBody['content'])['application/json']);
    const security = operation['security'] ?? this.raw['security'] ?? [];
    return {
      method,
      path,
      id: String(operation['operationId']),
      isPublic: needsNothing(asArray(security)),
      pathParameters: [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => String(name)),
      queryParameters: parameters
        .filter((one) => one['in'] === 'query')
        .map((one) => ({ name: String(one['name']), schema: this.resolve(one['schema']) })),
      headers: parameters.filter((one) => one['in'] === 'header').map((one) => String(one['name'])),
      body: media['schema'] === undefined ? undefined : this.resolve(media['schema']),
      responses: asObject(operation['responses']),
    };
  }
}

/** The properties of an object schema, resolved. */
export function propertiesOf(
  document: ApiDocument,
  schema: Json | undefined,
): Readonly<Record<string, Json>> {
  const entries = Object.entries(asObject(schema?.['properties']));
  return Object.fromEntries(entries.map(([name, property]) => [name, document.resolve(property)]));
}

export const requiredOf = (schema: Json | undefined): readonly string[] =>
  asArray(schema?.['required']).map(String);

/** No credentials, or also none (OpenAPI 3.1, 4.8.30). */
const needsNothing = (security: readonly unknown[]): boolean =>
  security.length === 0 || security.some((way) => Object.keys(asObject(way)).length === 0);

export const asObject = (value: unknown): Json => (isObject(value) ? value : {});
export const asArray = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
