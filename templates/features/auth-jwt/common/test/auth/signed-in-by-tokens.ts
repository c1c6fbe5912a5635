import type { User } from '../../src/modules/users/user.entity.js';
import type { TestApp } from '../support/app.js';
import { createUser } from '../support/sign-in.js';
import { openTokens, type Tokens } from '../support/token-sign-in.js';

/** Somebody new who has tokens. */
export async function signInByTokens(app: TestApp): Promise<Tokens & { readonly user: User }> {
  const user = await createUser(app);
  return { user, ...(await openTokens(app, user)) };
}
