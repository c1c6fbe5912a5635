import { AppError } from '../../errors.js';
import type { Accounts } from './accounts.js';
import type { User } from './user.entity.js';

/** Makes an admin of a user. Who can run this has the database anyway, so there is no actor to ask for. */
export function promote(accounts: Accounts, email: string): Promise<User> {
  return accounts.transaction(async ({ users }) => {
    const user = await users.findByEmail(email);
    const current = user && (await users.lock(user.id));
    if (!current) throw new AppError('not-found', `There is no user with the address ${email}.`);
    return users.save(current, { role: 'admin' });
  });
}
