import { UsageError } from '../core/errors.js';
import { type Operation, operations } from './model.js';
import { nearest, oneOf, quote, unknownName } from './wording.js';

/** Whether a resource has each of the operations. */
export type Serves = Readonly<Record<Operation, boolean>>;

/** Every one, where none is left out. */
export const operationsOf = (resource: {
  readonly operations?: readonly Operation[];
}): readonly Operation[] => resource.operations ?? operations;

export function servesOf(resource: { readonly operations?: readonly Operation[] }): Serves {
  const there = operationsOf(resource);
  const serves = (operation: Operation): boolean => there.includes(operation);
  return {
    list: serves('list'),
    get: serves('get'),
    create: serves('create'),
    replace: serves('replace'),
    update: serves('update'),
    delete: serves('delete'),
  };
}

/** Whether a request to one of them has a body. */
export const takesBodies = ({ create, replace, update }: Serves): boolean => create || replace || update;

export const changesRows = ({ replace, update }: Serves): boolean => replace || update;

/** Whether one of them shows rows that are there. */
export const readsRows = ({ list, get }: Serves): boolean => list || get;

export const writesRows = (serves: Serves): boolean => takesBodies(serves) || serves.delete;

/** In the order in which they are always named. */
export const inOrder = (some: readonly Operation[]): readonly Operation[] =>
  operations.filter((operation) => some.includes(operation));

/** Reads `list,get,create`. */
export function parseOperations(text: string): readonly Operation[] {
  const words = text.split(',').map((word) => word.trim());
  if (words.every((word) => word === '')) throw none();
  const some = words.map(parseOperation);
  const twice = some.find((word, index) => some.indexOf(word) < index);
  if (twice === undefined) return inOrder(some);
  throw new UsageError(`The operation ${quote(twice)} is named twice.`, 'Keep one of them.');
}

function parseOperation(word: string): Operation {
  const found = operations.find((operation) => operation === word);
  if (found !== undefined) return found;
  const message = `There is no operation ${quote(word)}.`;
  const near = nearestOperation(word);
  throw unknownName(message, near ?? word, operations, `Use some of ${operations.join(', ')}.`);
}

const none = (): UsageError =>
  new UsageError(
    'A resource has at least one operation.',
    `Name some of ${operations.join(', ')}; without "operations" it has all of them.`,
  );

/** The operation that is meant most likely. */
export function nearestOperation(word: string): Operation | undefined {
  const plain = word.toLowerCase();
  const near = Object.hasOwn(synonyms, plain) ? synonyms[plain] : nearest(word, operations);
  return operations.find((operation) => operation === near);
}

/** What other tools, HTTP and the code call them. */
const synonyms: Readonly<Record<string, Operation>> = {
  index: 'list',
  all: 'list',
  find: 'list',
  search: 'list',
  read: 'get',
  show: 'get',
  retrieve: 'get',
  add: 'create',
  insert: 'create',
  post: 'create',
  put: 'replace',
  patch: 'update',
  edit: 'update',
  change: 'update',
  remove: 'delete',
  destroy: 'delete',
};

/** What to write instead of a word in a list of operations. */
export function operationRemedy(word: string): string {
  const near = nearestOperation(word);
  const use = `Use ${oneOf(operations)}.`;
  return near === undefined ? use : `Did you mean "${near}"? ${use}`;
}
