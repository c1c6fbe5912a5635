import { z } from 'zod';
import { accessLevels } from '../../resource/model.js';
import { packageManagers } from '../prompts/choices.js';
import { frame, names, written } from './document-frame.js';

const resourceFacts = z.strictObject({
  name: z.string(),
  access: z.enum(accessLevels),
  assumed: z.boolean().meta({ description: 'Nobody chose the access level.' }),
  owner: z.string().optional(),
  ownerAssumed: z.boolean().optional(),
  visible: z
    .string()
    .optional()
    .meta({ description: 'What decides whether everybody sees a row: published, status=published.' }),
  hiddenWith: names.meta({ description: 'The relations to rows that it is hidden with.' }),
  endpoints: names,
});
const created = z.strictObject({
  command: z.literal('create'),
  ...written,
  name: z.string(),
  root: z.string(),
  packageManager: z.enum(packageManagers),
  features: names,
  resources: names,
});
const addedResource = z.strictObject({
  command: z.literal('add resource'),
  ...written,
  resources: names,
  details: z.array(resourceFacts).optional(),
});
const addedField = z.strictObject({
  command: z.literal('add field'),
  ...written,
  resource: z.string(),
  fields: names,
});
const addedIndex = z.strictObject({
  command: z.literal('add index'),
  ...written,
  resource: z.string(),
  fields: names,
  unique: z.boolean(),
});
const addedCheck = z.strictObject({
  command: z.literal('add check'),
  ...written,
  resource: z.string(),
  check: z.string().meta({ description: 'In one form: startsAt<endsAt.' }),
});
const removedCheck = z.strictObject({
  command: z.literal('remove check'),
  ...written,
  resource: z.string(),
  check: z.string(),
});
const addedAction = z.strictObject({
  command: z.literal('add action'),
  ...written,
  resource: z.string(),
  action: z.string().meta({ description: 'As it would be written: publish:from=draft:to=published.' }),
});
const addedFeature = z.strictObject({ command: z.literal('add feature'), ...written, features: names });
const removedFeature = z.strictObject({
  command: z.literal('remove feature'),
  ...written,
  features: names,
});
const applied = z.strictObject({
  command: z.literal('apply'),
  ...written,
  added: names.meta({ description: 'Resources that are new.' }),
  changed: names.meta({ description: 'Resources that are other ones.' }),
  removed: names.meta({ description: 'Resources that are gone.' }),
  roles: names.meta({ description: 'Roles that are new, gone, or may do something else.' }),
});
const changedResource = z.strictObject({
  command: z.literal('change resource'),
  ...written,
  resource: z.string(),
  details: resourceFacts,
});
const changedField = z.strictObject({
  command: z.literal('change field'),
  ...written,
  resource: z.string(),
  field: z.string().meta({ description: 'The field as it is now, as it would be written.' }),
});
const renamedField = z.strictObject({
  command: z.literal('rename field'),
  ...written,
  resource: z.string(),
  from: z.string(),
  to: z.string(),
});
const renamedResource = z.strictObject({
  command: z.literal('rename resource'),
  ...written,
  from: z.string(),
  to: z.string(),
});
const updated = z.strictObject({
  command: z.literal('update'),
  ...written,
  from: z.string().meta({ description: 'The version of Plinth that wrote the project last.' }),
  to: z.string(),
  changelog: names.meta({ description: 'What the changelog says of the versions between.' }),
});
const updateChecked = z.strictObject({
  command: z.literal('update'),
  ...frame,
  from: z.string(),
  to: z.string(),
  changelog: names,
  behind: names.meta({ description: 'Under --check: files that an update would change.' }),
});
const resolved = z.strictObject({
  command: z.literal('resolve'),
  ...written,
  resolved: names.meta({ description: 'Files that are merged.' }),
  left: names.meta({ description: 'Files whose conflict is left.' }),
});
const removedField = z.strictObject({
  command: z.literal('remove field'),
  ...written,
  resource: z.string(),
  fields: names,
});
const removedResource = z.strictObject({
  command: z.literal('remove resource'),
  ...written,
  resource: z.string(),
  relations: names.meta({ description: 'Fields of other resources that went with it: Comment.post.' }),
});
const removedIndex = z.strictObject({
  command: z.literal('remove index'),
  ...written,
  resource: z.string(),
  fields: names,
});
const removedAction = z.strictObject({
  command: z.literal('remove action'),
  ...written,
  resource: z.string(),
  action: z.string(),
});
const addedJob = z.strictObject({
  command: z.literal('add job'),
  ...written,
  job: z.string(),
  fields: names,
  cron: z.string().nullable().meta({ description: 'When it starts by itself.' }),
});
const role = {
  role: z.string(),
  permissions: names.meta({ description: 'All of the role afterwards.' }),
};
const addedRole = z.strictObject({ command: z.literal('add role'), ...written, ...role });
const removedRole = z.strictObject({ command: z.literal('remove role'), ...written, ...role });
const undone = z.strictObject({
  command: z.literal('undo'),
  ...written,
  undone: names.meta({ description: 'The commands that are taken back, the last first.' }),
  keptMigrations: names.meta({ description: 'Migrations that stay; new ones take them back.' }),
});

/** What `--json` prints of the commands that write a project. */
export const writtenDocuments = [
  created,
  addedResource,
  addedField,
  addedIndex,
  addedCheck,
  addedAction,
  addedJob,
  addedRole,
  addedFeature,
  applied,
  changedResource,
  changedField,
  renamedField,
  renamedResource,
  removedField,
  removedFeature,
  removedResource,
  removedIndex,
  removedCheck,
  removedAction,
  removedRole,
  undone,
  resolved,
  updated,
  updateChecked,
] as const;
