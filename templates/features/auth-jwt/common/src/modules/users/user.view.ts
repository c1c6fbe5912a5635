import type { z } from 'zod';
import type { User } from './user.entity.js';
import type { userAccountSchema, userSchema, userSummarySchema } from './user.schema.js';

export function userView(user: User): z.infer<typeof userSchema> {
  return {
    id: user.id,
    email: user.email,
    name: user.name,
    role: user.role,
    createdAt: user.createdAt.toISOString(),
  };
}

export function userAccountView(user: User): z.infer<typeof userAccountSchema> {
  return {
    ...userView(user),
    disabled: user.disabled,
    updatedAt: user.updatedAt.toISOString(),
  };
}

export function userSummary(user: User): z.infer<typeof userSummarySchema> {
  return { id: user.id, name: user.name };
}
