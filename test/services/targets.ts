import { type ApiDocument, type Operation, propertiesOf } from '../bar/document.js';
import type { Json } from '../bar/http.js';
import { sample } from '../bar/sample.js';
import type { Live } from '../bar/subject.js';

/** A request with something in it that an attacker may choose. */
export interface Target {
  readonly method: string;
  /** With its query string; `*` marks a part of the path to attack. */
  readonly path: string;
  readonly body?: Json;
  /** What sqlmap calls each parameter. */
  readonly parameters: readonly string[];
}

/** Every string that the document lets a client send: in a query, in a JSON body, in the path of an item. */
export async function targetsOf({ document, world }: Live): Promise<readonly Target[]> {
  const targets: Target[] = [];
  for (const operation of document.api) {
    const path = await world.pathFor(operation);
    targets.push(...queriesOf(document, operation, path));
    if (operation.body) targets.push(bodyOf(document, operation, path, await world.bodyFor(operation)));
    if (operation.method === 'get' && operation.pathParameters.length > 0) {
      targets.push({ method: 'GET', path: `${path}*`, parameters: ['#1*'] });
    }
  }
  return targets.filter(({ parameters }) => parameters.length > 0);
}

const queriesOf = (document: ApiDocument, { method, queryParameters }: Operation, path: string) =>
  queryParameters
    .filter(({ schema }) => isText(document, schema))
    .map(({ name, schema }) => ({
      method: method.toUpperCase(),
      path: `${path}?${new URLSearchParams({ [name]: String(sample(document, schema)) })}`,
      parameters: [name],
    }));

function bodyOf(
  document: ApiDocument,
  { method, body: schema }: Operation,
  path: string,
  body: Json,
): Target {
  const properties = propertiesOf(document, schema);
  const parameters = Object.keys(body).filter(
    (name) => typeof body[name] === 'string' && isText(document, properties[name] ?? {}),
  );
  return { method: method.toUpperCase(), path, body, parameters: parameters.map((name) => `JSON ${name}`) };
}

function isText(document: ApiDocument, schema: Json): boolean {
  const value = sample(document, schema);
  return typeof value === 'string' && value !== '';
}
