import { z } from 'zod';
import { booleanFilter } from '../../platform/paging/filters.js';
import { listQueryOf } from '../../platform/paging/list-query.js';
import { pageOf } from '../../platform/paging/page.schema.js';
import { roles } from './user.entity.js';

export const emailSchema = z
  .string()
  .trim()
  .toLowerCase()
  .max(254)
  .pipe(z.email())
  .meta({ format: 'email', examples: ['marie@example.com'] });

export const userNameSchema = z
  .string()
  .normalize('NFC')
  .trim()
  .min(1)
  .max(100)
  .regex(/^\P{Cc}*$/u, 'Must not contain control characters.')
  .meta({ examples: ['Marie Curie'] });

const roleSchema = z.enum(roles);

export const userSchema = z
  .object({
    id: z.uuid(),
    email: z.email(),
    name: z.string(),
    role: roleSchema,
    createdAt: z.iso.datetime(),
  })
  .meta({ id: 'User', description: 'A user, as they see themself.' });

export const userAccountSchema = z
  .object({ ...userSchema.shape, disabled: z.boolean(), updatedAt: z.iso.datetime() })
  .meta({ id: 'UserAccount', description: 'A user, as an administrator sees them.' });

export const userSummarySchema = z
  .object({ id: z.uuid(), name: z.string() })
  .meta({ id: 'UserSummary', description: 'What everybody may know about a user.' });

export const updateUserBody = z
  .strictObject({
    name: userNameSchema.optional(),
    role: roleSchema.optional(),
    disabled: z.boolean().optional(),
  })
  .refine((changes) => Object.keys(changes).length > 0, 'Name at least one field to change.')
  .meta({ id: 'UpdateUser', minProperties: 1 });

export type UpdateUser = z.infer<typeof updateUserBody>;

export const userPageSchema = pageOf(userAccountSchema).meta({ id: 'UserAccountPage' });

export const userListQuery = listQueryOf({
  sort: ['createdAt', 'updatedAt', 'email', 'name'],
  filters: { role: roleSchema, disabled: booleanFilter },
  search: true,
});
