import { z } from 'zod';
import { emailSchema, userNameSchema, userSchema } from '../users/user.schema.js';
import { MAX_PASSWORD_LENGTH, MIN_PASSWORD_LENGTH } from './password-policy.js';

/** What somebody types to prove who they are: any text. A rule here would tell a stranger about the password. */
const givenPassword = z.string().min(1).max(1024);

/** The rule itself, `passwordFlaw`, needs the address too and is the service's. JSON Schema counts code points, as it does. */
const newPassword = z
  .string()
  .max(1024)
  .meta({ minLength: MIN_PASSWORD_LENGTH, maxLength: MAX_PASSWORD_LENGTH, format: 'password' });

/** Long enough for an access token in the wrong place: that is a 401, as any other token that is none of ours. */
const refreshToken = z.string().min(1).max(4096);

export const registerBody = z
  .strictObject({ email: emailSchema, password: newPassword, name: userNameSchema })
  .meta({ id: 'RegisterBody' });
export type Register = z.infer<typeof registerBody>;

export const loginBody = z
  .strictObject({ email: emailSchema, password: givenPassword })
  .meta({ id: 'LoginBody' });
export type Login = z.infer<typeof loginBody>;

export const refreshBody = z.strictObject({ refreshToken }).meta({ id: 'RefreshBody' });
export type Refresh = z.infer<typeof refreshBody>;

export const changePasswordBody = z
  .strictObject({ currentPassword: givenPassword, newPassword })
  .meta({ id: 'ChangePasswordBody' });
export type ChangePassword = z.infer<typeof changePasswordBody>;

export const tokensSchema = z
  .object({
    accessToken: z.string(),
    refreshToken: z.string(),
    tokenType: z.literal('Bearer'),
    expiresIn: z.int().min(1),
    user: userSchema,
  })
  .meta({
    id: 'Tokens',
    description: 'A session: `expiresIn` is in seconds, of the access token.',
  });
