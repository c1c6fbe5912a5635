import type { Names } from './names.js';

/** Variables and parameters of the templates, and of what the roles write. */
const templateWords = new Set([
  'actor',
  'admin',
  'answer',
  'app',
  'body',
  'changes',
  'cursor',
  'cursors',
  'id',
  'ids',
  'include',
  'list',
  'manager',
  'one',
  'other',
  'own',
  'page',
  'params',
  'path',
  'precondition',
  'query',
  'req',
  'request',
  'res',
  'rows',
  'service',
  'slug',
  'stranger',
  'tag',
  'values',
  'work',
  'writer',
]);

/** What one row and its collection are called in the code of a resource. */
export function variablesOf({ camel, plural }: Names): { readonly item: string; readonly items: string } {
  const isTaken = templateWords.has(plural.camel) || plural.camel === camel;
  return {
    item: templateWords.has(camel) ? `${camel}Row` : camel,
    items: isTaken ? `${camel}Rows` : plural.camel,
  };
}
