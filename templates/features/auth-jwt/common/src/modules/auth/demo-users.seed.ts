import { randomBytes } from 'node:crypto';
import type { Seed } from '../../platform/context.js';
import { User } from '../users/user.entity.js';
import { UserRepository } from '../users/user.repository.js';
import { Passwords } from './passwords.js';

const people = [
  { email: 'admin@example.com', name: 'Demo Admin', role: 'admin' },
  { email: 'user@example.com', name: 'Demo User', role: 'user' },
] as const;

/** Somebody to log in as. The passwords are made up here and shown this once. */
export const demoUsers: Seed = async ({ dataSource, cursors }) => {
  const users = new UserRepository(dataSource.getRepository(User), cursors);
  const passwords = new Passwords();
  const lines: string[] = [];
  for (const person of people) {
    if (await users.findByEmail(person.email)) continue;
    const password = randomBytes(15).toString('base64url');
    await users.insert({ ...person, passwordHash: await passwords.hash(password) });
    lines.push(`Login     ${person.email}  ${password}`);
  }
  return lines;
};
