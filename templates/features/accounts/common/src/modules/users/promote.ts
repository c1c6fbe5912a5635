import { AppError } from '../../platform/errors.js';
import type { Events } from './account-events.js';
import type { User } from './user.entity.js';
import type { Users } from './user.repository.js';

/** Makes an admin of a user. Who can run this has the database anyway, so there is no actor to ask for. */
export function promote(all: Users, events: Events, email: string): Promise<User> {
  return all.transaction(async (users, within) => {
    const user = await users.findByEmail(email);
    const current = user && (await users.lock(user.id));
    if (!current) throw new AppError('not-found', `There is no user with the address ${email}.`);
    if (current.role !== 'admin') await within(events).happened('roleGiven', current.id);
    return users.save(current, { role: 'admin' });
  });
}
