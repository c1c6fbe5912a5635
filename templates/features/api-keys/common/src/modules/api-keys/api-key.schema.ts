import { z } from 'zod';
import { type Grant, permissions } from '../../permissions.js';
import { userNameSchema } from '../users/user.schema.js';

export const MAX_KEYS = 20;

/** All scopes there are: each permission, and with a star those of a resource, of an action, and all. */
const known = new Set(
  permissions.flatMap((permission) => {
    const [resource, action] = permission.split(':');
    return ['*', `${resource}:*`, `*:${action}`, permission] as Grant[];
  }),
);

const scopeSchema = z.enum([...known]);
const scopesSchema = z
  .array(scopeSchema)
  .min(1)
  .max(known.size)
  .refine((scopes) => new Set(scopes).size === scopes.length, 'Must not name a scope twice.')
  .meta({ uniqueItems: true, examples: [['users:read']] });

export const createApiKeyBody = z
  .strictObject({
    name: userNameSchema.meta({ examples: ['Nightly import'] }),
    scopes: scopesSchema,
    expiresAt: z.iso
      .datetime({ offset: true })
      .nullable()
      .describe('Null: it does not expire.')
      .meta({ examples: [null] }),
  })
  .meta({ id: 'CreateApiKey' });
export type CreateApiKey = z.infer<typeof createApiKeyBody>;

const shown = {
  id: z.uuid(),
  name: z.string(),
  prefix: z.string().describe('What the key begins with.'),
  scopes: z.array(z.string()),
  expiresAt: z.iso.datetime().nullable(),
  lastUsedAt: z.iso.datetime().nullable().describe('To the minute.'),
  createdAt: z.iso.datetime(),
};

const apiKeySchema = z
  .object(shown)
  .meta({ id: 'ApiKey', description: 'What a program acts with for a user.' });
export type ApiKeyView = z.output<typeof apiKeySchema>;

export const newApiKeySchema = z
  .object({ ...shown, key: z.string().describe('Sent as a bearer token. It is not shown again.') })
  .meta({ id: 'NewApiKey', description: 'A key that has just been made.' });
export type NewApiKeyView = z.output<typeof newApiKeySchema>;

export const apiKeysSchema = z.object({ items: z.array(apiKeySchema) }).meta({ id: 'ApiKeyList' });
export type ApiKeysView = z.output<typeof apiKeysSchema>;
