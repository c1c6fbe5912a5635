import { Option } from 'commander';
import { accessLevels, deletionRules, scalarTypes } from '../../resource/model.js';
import { oneOfChoices } from '../prompts/questions.js';
import type { CommandRow } from './command.js';
import { removeRows } from './remove-rows.js';
import { gather, noInstall, visibleOption } from './row-options.js';

const apply: CommandRow = {
  path: ['apply'],
  summary:
    'Make the project what its spec file says: new resources, new, changed and removed fields, in one plan',
  args: [['[file]', 'the spec file (default: plinth.yaml)']],
  options: [
    new Option(
      '--backfill <Resource.field=value>',
      'what rows get in a required field without a default; may be repeated',
    ).argParser(gather),
    noInstall(),
  ],
  examples: [
    'plinth spec > plinth.yaml   # then edit it',
    'plinth apply --dry-run',
    'plinth apply plinth.yaml --backfill Post.status=draft',
  ],
  load: () => import('./apply.command.js'),
};

const changeResource: CommandRow = {
  path: ['change', 'resource'],
  summary:
    'Change the rules of a resource: who may do what, what the API can do and where, which rows are visible, whether deleted ones are kept',
  args: [['[Resource]', 'the resource: Post']],
  options: [
    oneOfChoices(new Option('--access <level>', 'who may do what'), accessLevels),
    new Option('--operations <names>', 'all that the API can do with its rows: list,get,create'),
    visibleOption(),
    new Option('--all-visible', 'all rows are visible to who may read the resource'),
    new Option('--soft-delete', 'keep deleted rows from now on'),
    new Option('--no-soft-delete', 'keep none, and delete for good those that were kept'),
    new Option('--path <path>', 'its path in the API: staff'),
    new Option('--no-path', 'its path in the API is called as its plural is'),
    new Option('--description <text>', 'what the API document says of its rows'),
    new Option('--no-description', 'the API document says nothing of its own'),
    noInstall(),
  ],
  examples: [
    'plinth change resource Post --access owner',
    'plinth change resource AuditEntry --operations list,get --dry-run',
    'plinth change resource Post --visible published',
    'plinth change resource Comment --soft-delete',
    'plinth change resource Comment --no-soft-delete --dry-run',
    'plinth change resource Person --path staff',
    "plinth change resource Person --description 'Somebody who works here.'",
  ],
  load: () => import('./change-resource.command.js'),
};

const changeField: CommandRow = {
  path: ['change', 'field'],
  summary:
    'Change what a field of a resource is like: its limits, its default, its type, whether it is required or unique',
  args: [
    ['[Resource]', 'the resource: Post'],
    ['[field]', 'what the field is called'],
  ],
  options: [
    oneOfChoices(new Option('--type <type>', 'a type that holds each of its values'), scalarTypes),
    new Option('--optional', 'may be null'),
    new Option('--required', 'may not be null any more'),
    new Option('--backfill <value>', 'what rows without a value get in a field that becomes required'),
    new Option('--unique', 'no two rows have the same value'),
    new Option('--not-unique', 'rows may have the same value'),
    new Option('--index', 'an index, for filters'),
    new Option('--not-index', 'no index of its own'),
    new Option('--searchable', '?search= looks into it'),
    new Option('--not-searchable', '?search= does not look into it'),
    new Option('--sortable', 'lists can be sorted by it'),
    new Option('--not-sortable', 'lists cannot be sorted by it'),
    new Option('--lookup', 'a row is found by its value: GET /posts/by-slug/{slug}'),
    new Option('--not-lookup', 'no row is found by its value alone'),
    new Option('--hidden', 'in no response'),
    new Option('--not-hidden', 'in responses'),
    new Option('--readonly', 'no request can set it'),
    new Option('--not-readonly', 'requests can set it'),
    new Option('--min <value>', 'the least length or value'),
    new Option('--no-min', 'no least length or value'),
    new Option('--max <value>', 'the greatest length or value'),
    new Option('--no-max', 'no greatest length or value but the usual one'),
    new Option('--pattern <regex>', 'what the whole text looks like'),
    new Option('--no-pattern', 'any text'),
    new Option('--default <value>', 'what a row gets that says nothing'),
    new Option('--no-default', 'no default'),
    new Option('--values <values>', 'all values of an enum, separated by commas'),
    new Option('--precision <digits>', 'all digits of a decimal'),
    new Option('--scale <digits>', 'the digits of a decimal after the point'),
    oneOfChoices(new Option('--on-delete <rule>', 'what happens when the target goes'), deletionRules),
    new Option('--inverse <name>', 'what the other side calls the relation'),
    new Option('--no-inverse', 'the other side does not know of it'),
    new Option('--description <text>', 'what the API document says of it'),
    new Option('--no-description', 'the API document says nothing of it'),
    noInstall(),
  ],
  examples: [
    'plinth change field Post title --max 300 --not-unique',
    'plinth change field Post subtitle --required --backfill none',
    'plinth change field Post status --values draft,published,archived',
    'plinth change field Post views --type bigint',
    'plinth change field Post slug --lookup',
    'plinth change field Comment post --on-delete cascade --dry-run',
    'plinth change field User bio --max 500',
  ],
  load: () => import('./change-field.command.js'),
};

const renameField: CommandRow = {
  path: ['rename', 'field'],
  summary:
    'Call a field of a resource something else: in its files, in the API, and in its table, whose rows stay',
  args: [
    ['[Resource]', 'the resource: Post'],
    ['[field]', 'what the field is called'],
    ['[name]', 'what it is to be called'],
  ],
  options: [noInstall()],
  examples: ['plinth rename field Post body content', 'plinth rename field Post author writer --dry-run'],
  load: () => import('./rename-field.command.js'),
};

const renameResource: CommandRow = {
  path: ['rename', 'resource'],
  summary:
    'Call a resource something else: its files and classes, its path in the API, its table, whose rows stay',
  args: [
    ['[Resource]', 'the resource: Post'],
    ['[name]', 'what it is to be called, PascalCase, singular: Article'],
  ],
  options: [
    new Option('--plural <name>', 'the plural, where the rules of English give a wrong one'),
    new Option('--keep-path', 'its path in the API stays what it is, for those who call it'),
    noInstall(),
  ],
  examples: [
    'plinth rename resource Post Article',
    'plinth rename resource Post Article --keep-path',
    'plinth rename resource Datum Sample --plural samples --dry-run',
  ],
  load: () => import('./rename-resource.command.js'),
};

const undo: CommandRow = {
  path: ['undo'],
  summary: 'Take the last command back: in its files as you edited them, and by a migration',
  args: [],
  options: [
    new Option('--to <n>', 'take back all down to this number of `plinth history`'),
    new Option(
      '--drop-migrations',
      'delete its migrations: they have run nowhere, not on your database either',
    ),
    noInstall(),
  ],
  examples: ['plinth undo --dry-run', 'plinth undo', 'plinth undo --to 3 --drop-migrations'],
  load: () => import('./undo.command.js'),
};

const update: CommandRow = {
  path: ['update'],
  summary:
    'Bring the project to the templates of this version of Plinth: merged into the files as you edited them',
  args: [],
  options: [
    new Option('--check', 'only tell whether there is something to update: exit code 1 where there is'),
    noInstall(),
  ],
  examples: ['plinth update --dry-run', 'plinth update', 'npx plinth update --check   # in CI'],
  load: () => import('./update.command.js'),
};

/** The commands that change what is there. */
export const changeRows: readonly CommandRow[] = [
  apply,
  changeResource,
  changeField,
  renameField,
  renameResource,
  ...removeRows,
  undo,
  update,
];
