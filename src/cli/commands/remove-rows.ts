import { Option } from 'commander';
import type { CommandRow } from './command.js';
import { noInstall } from './row-options.js';

const removeField: CommandRow = {
  path: ['remove', 'field'],
  summary: 'Take fields out of a resource: of its files what was generated, of its table the columns',
  args: [
    ['[Resource]', 'the resource: Post'],
    ['[field...]', 'what the fields are called'],
  ],
  options: [noInstall()],
  examples: [
    'plinth remove field Post subtitle --dry-run',
    'plinth remove field Post subtitle readingTime --yes',
  ],
  load: () => import('./remove-field.command.js'),
};

const removeRelation: CommandRow = {
  ...removeField,
  path: ['remove', 'relation'],
  summary:
    'Take relations out of a resource, with the other side of them: `plinth remove field`, by another name',
  examples: ['plinth remove relation Post category --dry-run'],
};

const removeResource: CommandRow = {
  path: ['remove', 'resource'],
  summary: 'Take out a resource: its files, its places in lists, its table, and what it adds to others',
  args: [['[Resource]', 'the resource: Comment']],
  options: [
    new Option('--with-relations', 'also take out the relations of others that point at it'),
    noInstall(),
  ],
  examples: [
    'plinth remove resource Comment --dry-run',
    'plinth remove resource Comment --yes',
    'plinth remove resource Tag --with-relations',
  ],
  load: () => import('./remove-resource.command.js'),
};

const removeIndex: CommandRow = {
  path: ['remove', 'index'],
  summary: 'Take an index over several fields out of a resource, unique or not',
  args: [
    ['[Resource]', 'the resource: Post'],
    ['[fields]', 'its fields, separated by commas'],
  ],
  options: [noInstall()],
  examples: [
    'plinth remove index Post status,createdAt',
    'plinth remove index OrderItem order,product --dry-run',
  ],
  load: () => import('./remove-index.command.js'),
};

const removeCheck: CommandRow = {
  path: ['remove', 'check'],
  summary: 'Take out what holds between two fields of a resource',
  args: [
    ['[Resource]', 'the resource: Booking'],
    ['[comparison]', "as it was added: 'startsAt<endsAt'"],
  ],
  options: [noInstall()],
  examples: [
    "plinth remove check Booking 'startsAt<endsAt'",
    "plinth remove check Product 'salePrice<=price' --dry-run",
  ],
  load: () => import('./remove-check.command.js'),
};

const removeAction: CommandRow = {
  path: ['remove', 'action'],
  summary: 'Take out what can be done with a row of a resource',
  args: [
    ['[Resource]', 'the resource: Post'],
    ['[name]', 'the action: publish'],
  ],
  options: [noInstall()],
  examples: ['plinth remove action Post publish', 'plinth remove action Order cancel --dry-run'],
  load: () => import('./remove-action.command.js'),
};

const removeRole: CommandRow = {
  path: ['remove', 'role'],
  summary: 'Take a role out, whose people become ordinary users; or permissions from one',
  args: [
    ['[name]', 'the role: editor'],
    ['[permission...]', 'these alone: comments:delete'],
  ],
  options: [noInstall()],
  examples: ['plinth remove role editor', 'plinth remove role editor comments:delete --dry-run'],
  load: () => import('./remove-role.command.js'),
};

/** The commands that take something out. */
export const removeRows: readonly CommandRow[] = [
  removeField,
  removeRelation,
  removeResource,
  removeIndex,
  removeCheck,
  removeAction,
  removeRole,
];
