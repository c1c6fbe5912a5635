import { z } from 'zod';
import { MAX_PASSWORD_LENGTH, MIN_PASSWORD_LENGTH } from '../auth/password-policy.js';
import { emailSchema } from '../users/user.schema.js';

/** Of whatever form: one that is none of ours is not good, and nobody learns more of it. */
const token = z.string().min(1).max(200);

const newPassword = z
  .string()
  .max(1024)
  .meta({ minLength: MIN_PASSWORD_LENGTH, maxLength: MAX_PASSWORD_LENGTH, format: 'password' });

export const tokenBody = z.strictObject({ token }).meta({ id: 'EmailTokenBody' });
export type TokenBody = z.infer<typeof tokenBody>;

export const requestResetBody = z
  .strictObject({ email: emailSchema })
  .meta({ id: 'RequestPasswordResetBody' });
export type RequestReset = z.infer<typeof requestResetBody>;

export const resetPasswordBody = z
  .strictObject({ token, newPassword })
  .meta({ id: 'ResetPasswordBody' });
export type ResetPassword = z.infer<typeof resetPasswordBody>;

export const changeEmailBody = z
  .strictObject({ email: emailSchema, currentPassword: z.string().min(1).max(1024) })
  .meta({ id: 'ChangeEmailBody' });
export type ChangeEmail = z.infer<typeof changeEmailBody>;

export const addressSchema = z.object({ email: z.email(), isVerified: z.boolean() }).meta({
  id: 'AccountAddress',
  description: 'The address of an account, and whether it is confirmed.',
});
export type Address = z.output<typeof addressSchema>;
