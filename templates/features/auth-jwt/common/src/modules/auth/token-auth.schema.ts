import { z } from 'zod';
import { userSchema } from '../users/user.schema.js';

/** Long enough for an access token in the wrong place: that is a 401, as any other token that is none of ours. */
const refreshToken = z.string().min(1).max(4096);

export const refreshBody = z.strictObject({ refreshToken }).meta({ id: 'RefreshBody' });
export type Refresh = z.infer<typeof refreshBody>;

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
