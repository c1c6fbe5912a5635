import { z } from 'zod';
import { accessLevels, actionDoers, operations } from '../model.js';
import { MOST_COLUMNS } from '../field-lists.js';
import { fieldTypes } from '../fields/field-types.js';
import { ownPath } from '../names-check.js';
import { deniable, flags, settings } from '../fields/modifiers.js';

const plainFlags = flags.filter((flag) => !(flag in deniable)).join('|');
const deniableFlags = Object.keys(deniable).join('|');
/** A colon belongs to a value after a backslash, and before what begins no modifier. */
const value = `(?:[^:\\\\]|\\\\.|:(?=[\\s\\d/"'[{]))`;
const fieldPattern = `^(?:${fieldTypes.join('|')})(?:=${value}+)?(?::(?:${plainFlags}|(?:${deniableFlags})(?:=(?:true|false))?|(?:${settings.join('|')})=${value}*))*$`;

const field = z.string().meta({
  title: 'Field',
  description:
    'type[=argument][:modifier[=value]]…, for example string:max=200:searchable, enum=draft,published or belongsTo=User:inverse=posts. A string is trimmed and has min=1; belongsTo=User:owner=false is set by requests. A field that is called like a secret says hidden or hidden=false. See docs/resources.md.',
  pattern: fieldPattern,
  examples: [
    'string:max=200:searchable',
    'text',
    'enum=draft,published:default=draft',
    'belongsTo=User',
    'manyToMany=Tag',
  ],
});

const name = '[a-z][A-Za-z0-9]*';
const checkPattern = `^\\s*${name}\\s*(?:<=|>=|!=|<|>)\\s*${name}\\s*$`;
const lists = z.array(z.array(z.string()).meta({ minItems: 2, maxItems: MOST_COLUMNS, uniqueItems: true }));
const fields = z.record(z.string().meta({ pattern: '^[a-z][A-Za-z0-9]{0,59}$' }), field);

/** The shape of one action. */
export const actionSchema = z.strictObject({
  from: z
    .union([z.string(), z.array(z.string())])
    .optional()
    .meta({ description: 'The state that it takes a row from, or a list of them: values of an enum.' }),
  to: z.string().optional().meta({ description: 'The state that it takes a row to.' }),
  field: z
    .string()
    .optional()
    .meta({ description: 'The readonly enum with the states, where more than one has all of them.' }),
  by: z.enum(actionDoers).optional().meta({
    description:
      'Who may do it; for owner and admin also whoever has the permission, posts:publish. Default: whoever may change the row.',
  }),
  body: fields
    .optional()
    .meta({ description: 'What a request sends, in the field language: values, no relations.' }),
});

/** The shape of one resource. */
export const resourceSchema = z
  .strictObject({
    access: z.enum(accessLevels).optional().meta({
      description:
        'Who may do what. Default: owner where the resource belongs to the user entity, else authenticated; public without auth.',
    }),
    operations: z
      .array(z.enum(operations))
      .refine((some) => some.length > 0, 'names no operation')
      .refine((some) => new Set(some).size === some.length, 'names an operation twice')
      .optional()
      .meta({
        description: 'What the API can do with its rows. Default: all of it.',
        minItems: 1,
        uniqueItems: true,
        examples: [['list', 'get', 'create']],
      }),
    plural: z
      .string()
      .regex(/^[A-Za-z][A-Za-z0-9]{0,59}$/, 'must be letters A-Z, a-z and digits, for example smsMessages')
      .optional()
      .meta({
        description:
          'What several are called, where it is not what English makes of the name: the path, the table, the class of the migration.',
      }),
    path: z
      .string()
      .regex(ownPath, 'must be small letters, digits and -, for example blog-posts')
      .optional()
      .meta({
        description:
          'The path of its rows in the API, below /api/v1, where it is not called as the plural is.',
        examples: ['staff'],
      }),
    description: z
      .string()
      .optional()
      .meta({
        description: 'What the API document says of its rows: one line of up to 200 characters.',
        examples: ['An article of the blog.'],
      }),
    visible: z
      .string()
      .optional()
      .meta({
        description:
          'Which rows everybody sees who may read the resource: those with a boolean that is true, an enum that has one of some values, or a datetime that has passed. Its owner and who may read all see the others, too. Default: all of them.',
        examples: ['published', 'status=published,archived', 'publishedAt', 'archived=false'],
      }),
    softDelete: z
      .boolean()
      .optional()
      .meta({ description: 'Deleting keeps the row and sets deletedAt.', default: false }),
    tests: z.boolean().optional().meta({ description: 'Generate tests for it.', default: true }),
    was: z
      .string()
      .optional()
      .meta({
        description:
          'What it was called: `plinth apply` renames it, with its table, where the project has it by that name.',
        examples: ['Post'],
      }),
    renames: z
      .record(z.string(), z.string())
      .optional()
      .meta({
        description:
          'Fields that are called something else: the old name, then the new one. `plinth apply` renames their columns.',
        examples: [{ body: 'content' }],
      }),
    fields: fields.meta({ description: 'id, createdAt and updatedAt are there always.' }),
    unique: lists.optional().meta({
      description:
        'Fields that are unique together. A single field says it itself: title: string:unique. See docs/resources.md.',
      examples: [[['order', 'product']]],
    }),
    indexes: lists.optional().meta({
      description:
        'Fields with an index over all of them, in the order of its columns; createdAt and updatedAt too.',
      examples: [[['status', 'createdAt']]],
    }),
    checks: z
      .array(z.string().meta({ pattern: checkPattern }))
      .optional()
      .meta({
        description:
          'What holds between two fields of a row: numbers, days or moments, with < <= > >= or != between them. A null passes. See docs/resources.md.',
        examples: [['startsAt < endsAt']],
      }),
    actions: z
      .record(z.string().meta({ pattern: '^[a-z][A-Za-z0-9]{0,59}$' }), actionSchema)
      .optional()
      .meta({
        description:
          'What is done with a row beside the operations, by name: POST /posts/{id}/publish. See docs/resources.md.',
        examples: [{ publish: { from: 'draft', to: 'published', by: 'owner' } }],
      }),
  })
  .meta({ title: 'Resource' });

/** The shape of what the user entity gets. */
export const userSchema = z
  .strictObject({
    fields: fields.meta({ description: 'Beside email, name, role and what else every user has.' }),
  })
  .meta({
    title: 'User',
    description:
      'What users say of themselves, in a project with auth-jwt or auth-sessions: columns, no relations.',
  });

/** What people of each role may do beyond what everybody who is signed in may. */
const rolesSchema = z
  .record(
    z.string().meta({ pattern: '^[a-z][A-Za-z0-9]{0,29}$' }),
    z.array(z.string().meta({ pattern: '^(?:\\*|(?:\\*|[a-z0-9-]+):(?:\\*|[a-z0-9-]+))$' })),
  )
  .meta({
    title: 'Roles',
    description:
      'The roles that users may have beside user and admin, with their permissions: posts:update, posts:publish (an action), posts:*, *:read, users:read.',
    examples: [{ editor: ['posts:*', 'comments:read'] }],
  });

/** The shape of a spec file. What the fields say is read by the field language, not here. */
export const specSchema = z
  .strictObject({
    $schema: z.string().optional().meta({ description: 'For editors only.' }),
    name: z.string().min(1).max(214).optional().meta({ description: 'The package name of the project.' }),
    framework: z.enum(['express', 'nest']).optional().meta({ default: 'express' }),
    database: z.enum(['postgres']).optional().meta({ default: 'postgres' }),
    packageManager: z
      .enum(['npm', 'pnpm', 'yarn', 'bun'])
      .optional()
      .meta({ description: 'Default: the one that runs create-plinth.' }),
    features: z
      .array(z.string().regex(/^[a-z][a-z0-9-]{0,59}$/, 'is no feature id, for example auth-jwt'))
      .refine((ids) => new Set(ids).size === ids.length, 'names a feature twice')
      .optional()
      .meta({
        description: 'Ids of `plinth list`.',
        uniqueItems: true,
        examples: [['auth-jwt', 'docker', 'ci', 'openapi']],
      }),
    answers: z
      .record(z.string(), z.record(z.string(), z.union([z.string(), z.boolean()])))
      .optional()
      .meta({ description: 'Answers to the questions of features, by feature id and question.' }),
    user: userSchema.optional(),
    roles: rolesSchema.optional(),
    resources: z
      .record(z.string().meta({ pattern: '^[A-Z][A-Za-z0-9]{0,59}$' }), resourceSchema)
      .optional()
      .meta({ description: 'By name, in the singular and in PascalCase.' }),
  })
  .meta({
    title: 'Plinth spec',
    description: 'What create-plinth makes a project of: `create-plinth my-api --from plinth.yaml`.',
  });

/** The published JSON Schema: `schema/plinth.schema.json` is this. */
export const specJsonSchema = z.toJSONSchema(specSchema, { target: 'draft-2020-12' });
