import type { Access, Operation } from '../model.js';
import type { ModifierName } from './modifiers.js';

/** One line for each word of the field language that is no type: for prompts, `--help` and `plinth list`. */
export const modifierAbout: Readonly<Record<ModifierName, string>> = {
  optional: 'may be null and may be left out',
  unique: 'no two rows have the same value',
  index: 'an index, for fields that are often filtered by; lists can be sorted by it, too',
  searchable: '?search= looks into it',
  sortable: 'lists can be sorted by it, with an index; sortable=false: no index for that',
  lookup: 'a row is found by its value: GET /posts/by-slug/{slug}; needs unique',
  hidden: 'never in a response; hidden=false: shown, though its name sounds like a secret',
  readonly: 'never taken from a request; needs optional or default=',
  owner: 'the server sets it to the signed-in user; owner=false: requests do',
  default: 'the value where none is given: default=draft',
  min: 'the shortest length (1 for text), or the smallest number, date or time: min=0',
  max: 'the longest length, or the largest number, date or time: max=200',
  pattern: 'a regular expression for the whole value: pattern=[A-Z]{3}',
  precision: 'all digits of a decimal: precision=12',
  scale: 'its digits after the point: scale=2',
  onDelete: 'when the other row is deleted: onDelete=restrict, cascade or setNull',
  inverse: 'the name of the other side: inverse=posts',
  description: 'what the API document says of it, in one line of up to 200 characters',
};

export const accessAbout: Readonly<Record<Access, string>> = {
  public: 'everybody reads and writes',
  read: 'everybody reads; signed-in users write',
  authenticated: 'signed-in users read and write',
  owner: 'everybody reads; signed-in users create; only the owner and admins change and delete',
  private: 'only the owner and admins read, change and delete; signed-in users create',
  admin: 'everybody reads; admins write',
  internal: 'admins read and write',
};

export const operationAbout: Readonly<Record<Operation, string>> = {
  list: 'GET /posts: pages of rows, filtered, sorted, searched',
  get: 'GET /posts/{id}: one row',
  create: 'POST /posts: a new row',
  replace: 'PUT /posts/{id}: all of a row anew',
  update: 'PATCH /posts/{id}: some fields of a row',
  delete: 'DELETE /posts/{id}: a row goes',
};
