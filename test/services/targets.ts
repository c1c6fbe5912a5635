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
    if (operation.body) targets.push(...bodiesOf(document, operation, path, await world.bodyFor(operation)));
    if (operation.method === 'get' && operation.pathParameters.length > 0) {
      targets.push({ method: 'GET', path: `${path}*`, parameters: ['#1*'] });
    }
  }
  return targets.filter(({ parameters }) => parameters.length > 0).toSorted(logoutLast);
}

/** Whoever asks is signed out by it. */
const logoutLast = (left: Target, right: Target): number =>
  Number(left.path.endsWith('/logout')) - Number(right.path.endsWith('/logout'));

const queriesOf = (document: ApiDocument, { method, queryParameters }: Operation, path: string) =>
  queryParameters
    .filter(({ schema }) => isText(document, schema))
    .map(({ name, schema }) => ({
      method: method.toUpperCase(),
      path: `${path}?${new URLSearchParams({ [name]: String(sample(document, schema)) })}`,
      parameters: [name],
    }));

function bodiesOf(
  document: ApiDocument,
  { method, body: schema }: Operation,
  path: string,
  body: Json,
): readonly Target[] {
  const properties = propertiesOf(document, schema);
  const texts = Object.keys(body).filter(
    (name) => typeof body[name] === 'string' && isText(document, properties[name] ?? {}),
  );
  const target = { method: method.toUpperCase(), path };
  const plain = texts.filter((name) => !isSkipped(name));
  const marked = texts.filter(isSkipped).map((name) => ({
    ...target,
    body: { ...body, [name]: `${String(body[name])}*` },
    parameters: ['JSON #1*'],
  }));
  return [{ ...target, body, parameters: plain.map((name) => `JSON ${name}`) }, ...marked];
}

/** sqlmap takes it for a defence against forged requests, unless it is marked. */
const isSkipped = (name: string): boolean => /token|csrf/i.test(name);

function isText(document: ApiDocument, schema: Json): boolean {
  const value = sample(document, schema);
  return typeof value === 'string' && value !== '';
}
