import { z } from 'zod';
import { findingCodes } from '../checks/finding.js';
import { errorCodes } from '../../core/errors.js';
import { accessLevels, operations } from '../../resource/model.js';
import { fieldTypes } from '../../resource/fields/field-types.js';
import { modifierNames } from '../../resource/fields/modifiers.js';
import { packageManagers, shells } from '../prompts/choices.js';

const names = z.array(z.string());
const described = z.strictObject({ name: z.string(), about: z.string() });

const change = z.strictObject({
  kind: z.enum(['create', 'update', 'remove']),
  path: z.string(),
  added: z.int().min(0),
  removed: z.int().min(0),
  diff: z.string().optional().meta({ description: 'A unified diff; under --dry-run only.' }),
});
const task = z.strictObject({
  run: names.meta({ description: 'The program and its arguments.' }),
  because: z.string(),
  status: z.enum(['done', 'failed', 'interrupted', 'not run']),
});
const manual = z.strictObject({
  path: z.string(),
  what: z.string(),
  reason: z.string(),
  snippet: z.string(),
});
const error = z.strictObject({
  code: z.enum(errorCodes),
  message: z.string(),
  remedy: z.string(),
  candidates: names.meta({ description: 'What was meant most likely, the nearest first.' }),
});

/** In every document. */
const frame = {
  ok: z.boolean().meta({ description: 'True for the exit codes 0 and 3.' }),
  exitCode: z.union([0, 1, 2, 3, 130].map((code) => z.literal(code))),
  changes: z.array(change),
  tasks: z.array(task),
  manual: z.array(manual).meta({ description: 'Steps left to do by hand.' }),
  notes: names,
  nextSteps: names.meta({ description: 'Command lines to run next.' }),
};
const written = {
  ...frame,
  dryRun: z.boolean(),
  error: error.optional().meta({ description: 'What failed after the files were written.' }),
};

const resourceFacts = z.strictObject({
  name: z.string(),
  access: z.enum(accessLevels),
  assumed: z.boolean().meta({ description: 'Nobody chose the access level.' }),
  owner: z.string().optional(),
  ownerAssumed: z.boolean().optional(),
  endpoints: names,
});

const question = z.object({
  key: z.string(),
  kind: z.enum(['choice', 'text', 'confirm']),
  ask: z.string(),
  default: z.union([z.string(), z.boolean()]),
  values: names.optional(),
});
const feature = z.strictObject({
  id: z.string(),
  title: z.string(),
  summary: z.string(),
  needs: names,
  installed: z.boolean(),
  questions: z.array(question),
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
const removedIndex = z.strictObject({
  command: z.literal('remove index'),
  ...written,
  resource: z.string(),
  fields: names,
});
const applied = z.strictObject({
  command: z.literal('apply'),
  ...written,
  added: names.meta({ description: 'Resources that are new.' }),
  changed: names.meta({ description: 'Resources that are other ones.' }),
  removed: names.meta({ description: 'Resources that are gone.' }),
});
const spec = z.strictObject({
  command: z.literal('spec'),
  ...frame,
  spec: z.string().meta({ description: 'A spec file in YAML.' }),
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
const undone = z.strictObject({
  command: z.literal('undo'),
  ...written,
  undone: names.meta({ description: 'The commands that are taken back, the last first.' }),
  keptMigrations: names.meta({ description: 'Migrations that stay; new ones take them back.' }),
});
const history = z.strictObject({
  command: z.literal('history'),
  ...frame,
  entries: z.array(
    z.strictObject({
      number: z.int().min(1).meta({ description: 'For `plinth undo --to`; 1 is the last.' }),
      at: z.iso.datetime(),
      command: z.string(),
      created: names,
      changed: names,
      removed: names,
    }),
  ),
});
const addedFeature = z.strictObject({ command: z.literal('add feature'), ...written, features: names });
const list = z.strictObject({
  command: z.literal('list'),
  ...frame,
  features: z.array(feature),
  types: z.array(described.extend({ name: z.enum(fieldTypes), modifiers: z.array(z.enum(modifierNames)) })),
  modifiers: z.array(described),
  accessLevels: z.array(described),
  operations: z.array(described.extend({ name: z.enum(operations) })),
  presets: z.array(z.strictObject({ id: z.string(), about: z.string() })),
  frameworks: z.array(z.strictObject({ id: z.string(), title: z.string(), about: z.string() })),
  databases: names,
  packageManagers: names,
});
const info = z.strictObject({
  command: z.literal('info'),
  ...frame,
  root: z.string(),
  plinth: z.string(),
  name: z.string(),
  framework: z.string(),
  database: z.string(),
  packageManager: z.enum(packageManagers),
  features: z.record(z.string(), z.record(z.string(), z.union([z.string(), z.boolean()]))),
  resources: z.record(z.string(), z.looseObject({ name: z.string(), access: z.enum(accessLevels) })),
  user: z
    .strictObject({ fields: z.array(z.looseObject({ name: z.string() })) })
    .optional()
    .meta({ description: 'What users have beside their own fields.' }),
  generatedFiles: z.int(),
  entities: z.array(z.strictObject({ name: z.string(), path: z.string() })),
  differences: names.meta({ description: 'Where the code and the manifest do not agree.' }),
});
const check = z.strictObject({
  command: z.literal('check'),
  ...frame,
  findings: z.array(
    z.strictObject({
      code: z.enum(findingCodes),
      level: z.enum(['fault', 'note']).meta({ description: 'Exit code 1 says that there is a fault.' }),
      message: z.string(),
      remedy: z.string(),
      path: z.string().optional(),
      line: z.int().optional(),
    }),
  ),
});
const completion = z.strictObject({
  command: z.literal('completion'),
  ...frame,
  shell: z.enum(shells),
  script: z.string(),
});
const failed = z.strictObject({
  command: z.string(),
  ...frame,
  ok: z.literal(false),
  error,
});

/** What `--json` prints. Which keys there are is part of the interface: a new one is a change of this file. */
export const outputSchema = z
  .union([
    created,
    addedResource,
    addedField,
    addedIndex,
    addedFeature,
    applied,
    changedResource,
    changedField,
    renamedField,
    renamedResource,
    removedField,
    removedResource,
    removedIndex,
    undone,
    history,
    list,
    info,
    spec,
    check,
    completion,
    failed,
  ])
  .meta({ title: 'Plinth output', description: 'The one document that a command prints under --json.' });

/** The published JSON Schema: `schema/output.schema.json` is this. */
export const outputJsonSchema = z.toJSONSchema(outputSchema, { target: 'draft-2020-12' });
