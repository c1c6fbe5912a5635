import { Option } from 'commander';
import { accessLevels, actionDoers } from '../../resource/model.js';
import type { PlinthFeature } from '../../roles/tools.js';
import { languageHelp } from '../output/language-help.js';
import { oneOfChoices, questionOptions } from '../prompts/questions.js';
import type { CommandRow } from './command.js';
import { featureList, offered } from './offered-features.js';
import { gather, noInstall, visibleOption } from './row-options.js';

const addResource: CommandRow = {
  path: ['add', 'resource'],
  summary: 'Add a resource: entity, migration, service, routes, docs, tests',
  args: [
    ['[Name]', 'PascalCase, singular: Post'],
    ['[field...]', 'name:type[=argument][:modifier[=value]]…'],
  ],
  options: [
    oneOfChoices(new Option('--access <level>', 'who may do what'), accessLevels),
    new Option('--operations <names>', 'what the API can do with its rows: list,get,create (default: all)'),
    new Option('--plural <name>', 'the plural, where the rules of English give a wrong one'),
    new Option('--path <path>', 'its path in the API, where it is not called as the plural is: staff'),
    new Option('--description <text>', 'what the API document says of its rows'),
    new Option(
      '--unique <fields>',
      'fields that are unique together: order,product; may be repeated',
    ).argParser(gather),
    new Option(
      '--index <fields>',
      'an index over several fields: status,createdAt; may be repeated',
    ).argParser(gather),
    new Option(
      '--check <comparison>',
      "what holds between two fields: 'startsAt<endsAt'; < <= > >= !=; may be repeated",
    ).argParser(gather),
    visibleOption(),
    new Option(
      '--action <action>',
      'what is done with a row: publish:from=draft:to=published:by=owner; may be repeated',
    ).argParser(gather),
    new Option('--soft-delete', 'keep deleted rows'),
    new Option('--no-tests', 'generate no tests'),
    noInstall(),
  ],
  examples: [
    'plinth add resource Tag name:string:max=100:unique --access admin',
    'plinth add resource Comment body:text post:belongsTo=Post:inverse=comments author:belongsTo=User',
    'plinth add resource AuditEntry action:string at:datetime:default=now --operations list,get,create',
    'plinth add resource OrderItem order:belongsTo=Order product:belongsTo=Product --unique order,product',
    "plinth add resource Booking startsAt:datetime endsAt:datetime --check 'startsAt<endsAt'",
    'plinth add resource Person name:string --path staff',
    'plinth add resource Article title:string publishedAt:datetime:optional author:belongsTo=User --visible publishedAt',
    'plinth add resource Article title:string status:enum=draft,live:default=draft:readonly --action publish:from=draft:to=live',
    'plinth add resource Review rating:integer:min=1:max=5 body:text --dry-run',
    "plinth add resource Invoice 'code:string:pattern=[A-Z]{3}' status:enum=draft,sent:default=draft total:decimal:min=0",
  ],
  teach: languageHelp,
  load: () => import('./add-resource.command.js'),
};

const addField: CommandRow = {
  path: ['add', 'field'],
  summary: 'Add fields to a resource or to User: in its files as you edited them, and by a migration',
  args: [
    ['[Resource]', 'the resource: Post'],
    ['[field...]', 'name:type[=argument][:modifier[=value]]…'],
  ],
  options: [
    new Option(
      '--backfill <field=value>',
      'what the rows that are there get in a required field without a default; may be repeated',
    ).argParser(gather),
    noInstall(),
  ],
  examples: [
    'plinth add field Post subtitle:string:optional readingTime:integer:default=1',
    'plinth add field Post status:enum=draft,published --backfill status=published',
    'plinth add field Post subtitle:string:optional --dry-run',
    'plinth add field User displayName:string:max=80 bio:text:optional --backfill displayName=New',
  ],
  teach: languageHelp,
  load: () => import('./add-field.command.js'),
};

const addRelation: CommandRow = {
  ...addField,
  path: ['add', 'relation'],
  summary: 'Add relations to a resource, with the other side of them: `plinth add field`, by another name',
  examples: [
    'plinth add relation Post category:belongsTo=Category:inverse=posts:optional',
    'plinth add relation Post tags:manyToMany=Tag:inverse=posts',
  ],
};

const addIndex: CommandRow = {
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

const addCheck: CommandRow = {
  path: ['add', 'check'],
  summary: 'Add what holds between two fields of a resource: numbers, days or moments',
  args: [
    ['[Resource]', 'the resource: Booking'],
    ['[comparison]', "two fields with < <= > >= or != between them: 'startsAt<endsAt'"],
  ],
  options: [noInstall()],
  examples: [
    "plinth add check Booking 'startsAt<endsAt'",
    "plinth add check Product 'salePrice<=price' --dry-run",
  ],
  load: () => import('./add-check.command.js'),
};

const addAction: CommandRow = {
  path: ['add', 'action'],
  summary:
    'Add what can be done with a row of a resource: POST /posts/{id}/publish, with a place for your rule',
  args: [
    ['[Resource]', 'the resource: Post'],
    ['[name]', 'camelCase: publish'],
  ],
  options: [
    new Option('--from <states>', 'the states that it takes a row from, separated by commas'),
    new Option('--to <state>', 'the state that it takes a row to'),
    new Option('--field <name>', 'the readonly enum with the states, where there is more than one'),
    oneOfChoices(
      new Option('--by <who>', 'who may do it (default: whoever may change the row)'),
      actionDoers,
    ),
    new Option('--body <field>', 'what a request sends, name:type[:modifier]…; may be repeated').argParser(
      gather,
    ),
    noInstall(),
  ],
  examples: [
    'plinth add action Post publish --from draft --to published --by owner',
    'plinth add action Order cancel --from pending,paid --to cancelled --body reason:text:optional',
    'plinth add action Product rate --by authenticated --body score:integer:min=1:max=5 --dry-run',
  ],
  load: () => import('./add-action.command.js'),
};

const addRole: CommandRow = {
  path: ['add', 'role'],
  summary: 'Add a role that users can have, or permissions to one: what its people may do beyond others',
  args: [
    ['[name]', 'camelCase: editor'],
    ['[permission...]', "a resource as its path calls it, and an action: posts:update, 'posts:*', '*:read'"],
  ],
  options: [noInstall()],
  examples: [
    "plinth add role editor 'posts:*' comments:read",
    'plinth add role support users:read orders:read',
    'plinth add role editor comments:delete --dry-run',
  ],
  load: () => import('./add-role.command.js'),
};

const addJob: CommandRow = {
  path: ['add', 'job'],
  summary: 'Add a job with its queue and its test, to a project with the feature jobs',
  args: [
    ['[Name]', 'PascalCase, what it does: SendReport'],
    ['[field...]', 'its data, name:type[=argument][:modifier[=value]]…: ids, nothing secret or personal'],
  ],
  options: [
    new Option('--cron <schedule>', 'when it starts by itself: minute, hour, day, month, day of the week'),
    new Option('--time-zone <zone>', 'whose clock the schedule means: Europe/Berlin (default: UTC)'),
    noInstall(),
  ],
  examples: [
    'plinth add job SendReport reportId:uuid',
    'plinth add job CloseDay --cron "0 6 * * *" --time-zone Europe/Berlin',
    'plinth add job RemoveDrafts olderThanDays:integer:min=1:default=30 --cron "15 3 * * sun" --dry-run',
  ],
  teach: languageHelp,
  load: () => import('./add-job.command.js'),
};

export const addFeature = (features: readonly PlinthFeature[]): CommandRow => ({
  path: ['add', 'feature'],
  summary: 'Add a capability: the same result as choosing it at creation',
  args: [['[id]', 'the feature', offered(features).map(({ id }) => id)]],
  options: [noInstall(), ...offered(features).flatMap(questionOptions)],
  examples: ['plinth add feature auth-jwt', 'plinth add feature docker --dry-run'],
  teach: () => featureList(features),
  load: () => import('./add-feature.command.js'),
});

/** The commands that add something. */
export const addRows: readonly CommandRow[] = [
  addResource,
  addField,
  addRelation,
  addIndex,
  addCheck,
  addAction,
  addJob,
  addRole,
];
