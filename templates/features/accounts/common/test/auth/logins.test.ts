import { beforeEach, describe, expect, it } from 'vitest';
import { Logins } from '../../src/modules/auth/logins.js';
import type { User } from '../../src/modules/users/user.entity.js';
import { FakeAccounts } from '../users/fake-accounts.js';
import { FakePasswords } from './fake-passwords.js';

const email = 'marie@example.com';
const kind = (name: string) => expect.objectContaining({ kind: name });

let accounts: FakeAccounts;
let passwords: FakePasswords;
let logins: Logins;
let user: User;

beforeEach(() => {
  accounts = new FakeAccounts();
  passwords = new FakePasswords();
  const logger = { info: () => undefined, warn: () => undefined };
  logins = new Logins(accounts.users, accounts.sessions, { passwords, logger });
  user = accounts.add({ email });
});

const login = (address = email, password = 'right') =>
  logins.login({ email: address, password }, (one) => async (sessions) => {
    return sessions.insert(one.id, 'hash', new Date(Date.now() + 60_000));
  });
const outcome = (work: Promise<unknown>): Promise<unknown> => work.catch((error: unknown) => error);

describe('login', () => {
  it('opens a session of the kind that is wanted', async () => {
    const session = await login();
    expect(accounts.sessionRows.get(session.id)).toMatchObject({ userId: user.id });
  });

  it('answers unknown, wrong and disabled alike, and works as hard for each', async () => {
    accounts.add({ email: 'disabled@example.com', disabled: true });
    const failures = [
      await outcome(login(email, 'wrong')),
      await outcome(login('nobody@example.com')),
      await outcome(login('disabled@example.com')),
    ];
    expect(failures[0]).toEqual(kind('unauthenticated'));
    expect(String(failures[0])).toMatch(/address or the password/);
    expect(failures[1]).toEqual(failures[0]);
    expect(failures[2]).toEqual(failures[0]);
    expect(passwords.compared).toEqual(['hash of right', undefined, 'hash of right']);
    expect(accounts.sessionRows.size).toBe(0);
  });

  it('replaces a hash with old parameters', async () => {
    const weak = accounts.add({ email: 'old@example.com', passwordHash: 'hash of old' });
    passwords.hash = async (password) => `better hash of ${password}`;
    await login('old@example.com', 'old');
    expect(accounts.rows.get(weak.id)?.passwordHash).toBe('hash of old');
    passwords.outdated = true;
    await login('old@example.com', 'old');
    expect(accounts.rows.get(weak.id)?.passwordHash).toBe('better hash of old');
  });

  it.each([
    ['the password is changed', () => Object.assign(user, { passwordHash: 'hash of new' })],
    ['the user is disabled', () => Object.assign(user, { disabled: true })],
    ['the user is removed', () => accounts.rows.delete(user.id)],
  ])('opens no session when %s meanwhile', async (_case, change) => {
    const check = passwords.matches;
    passwords.matches = async (passwordHash, password) => {
      const matched = await check(passwordHash, password);
      change();
      return matched;
    };
    await expect(login()).rejects.toEqual(kind('unauthenticated'));
    expect(accounts.sessionRows.size).toBe(0);
  });
});
