import { z } from 'zod';
import { findingCodes } from '../checks/finding.js';
import { doctorCodes } from '../doctor/finding.js';
import { accessLevels, operations } from '../../resource/model.js';
import { fieldTypes } from '../../resource/fields/field-types.js';
import { modifierNames } from '../../resource/fields/modifiers.js';
import { packageManagers, shells } from '../prompts/choices.js';
import { error, frame, names } from './document-frame.js';
import { writtenDocuments } from './written-documents.js';

const described = z.strictObject({ name: z.string(), about: z.string() });
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
const spec = z.strictObject({
  command: z.literal('spec'),
  ...frame,
  spec: z.string().meta({ description: 'A spec file in YAML.' }),
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
  roles: z
    .record(z.string(), names)
    .optional()
    .meta({ description: 'The permissions of each role beside user and admin.' }),
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
const doctor = z.strictObject({
  command: z.literal('doctor'),
  ...frame,
  root: z.string().nullable().meta({ description: 'Null outside of a project.' }),
  findings: z.array(
    z.strictObject({
      code: z.enum(doctorCodes),
      level: z
        .enum(['fault', 'warning', 'note'])
        .meta({ description: 'Exit code 1 says that there is a fault.' }),
      message: z.string(),
      remedy: z.string(),
      path: z.string().optional(),
      line: z.int().optional(),
    }),
  ),
  passed: names.meta({ description: 'What was looked at and is fine.' }),
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

/**
 * What `--json` prints. Which keys there are is part of the interface: a new one is a change of this file, or of
 * `written-documents.ts`.
 */
export const outputSchema = z
  .union([...writtenDocuments, history, list, info, spec, check, doctor, completion, failed])
  .meta({ title: 'Plinth output', description: 'The one document that a command prints under --json.' });

/** The published JSON Schema: `schema/output.schema.json` is this. */
export const outputJsonSchema = z.toJSONSchema(outputSchema, { target: 'draft-2020-12' });
