import { Option } from 'commander';
import type { CommandRow } from './command.js';
import { noInstall } from './row-options.js';

export const addIndex: CommandRow = {
  path: ['add', 'index'],
  summary: 'Add an index over several fields of a resource, or let them be unique together',
  args: [
    ['[Resource]', 'the resource: Post'],
    ['[fields]', 'two or more, separated by commas, in the order of the index: status,createdAt'],
  ],
  options: [new Option('--unique', 'no two rows have the same values of all of them'), noInstall()],
  examples: [
    'plinth add index Post status,createdAt',
    'plinth add index OrderItem order,product --unique --dry-run',
  ],
  load: () => import('./add-index.command.js'),
};

export const removeIndex: CommandRow = {
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
