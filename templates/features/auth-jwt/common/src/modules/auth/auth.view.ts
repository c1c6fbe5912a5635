import type { z } from 'zod';
import { userView } from '../users/user.view.js';
import type { tokensSchema } from './token-auth.schema.js';
import type { SignedIn } from './token-auth.service.js';

export function tokensView(signedIn: SignedIn): z.infer<typeof tokensSchema> {
  return {
    accessToken: signedIn.accessToken,
    refreshToken: signedIn.refreshToken,
    tokenType: 'Bearer',
    expiresIn: signedIn.expiresIn,
    user: userView(signedIn.user),
  };
}
