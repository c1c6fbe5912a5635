import { beforeEach, describe, expect, it } from 'vitest';
import { AuthService, type SignedIn } from '../../src/modules/auth/auth.service.js';
import type { User } from '../../src/modules/users/user.entity.js';
import { actorOf, FakeAccounts } from '../users/fake-accounts.js';

const email = 'marie@example.com';
const strong = 'a fine long passphrase';
const kind = (name: string) => expect.objectContaining({ kind: name });

/** A hash that can be read, and a count of the work. */
class FakePasswords {
  compared: (string | undefined)[] = [];
  outdated = false;
  hash = async (password: string) => `hash of ${password}`;
  isOutdated = () => this.outdated;
  matches = async (passwordHash: string | undefined, password: string) => {
    this.compared.push(passwordHash);
    return passwordHash === `hash of ${password}`;
  };
}

let accounts: FakeAccounts;
let passwords: FakePasswords;
let warnings: unknown[];
let service: AuthService;
let user: User;

beforeEach(() => {
  accounts = new FakeAccounts();
  passwords = new FakePasswords();
  warnings = [];
  service = serviceWith({});
  user = accounts.add({ email });
});

const serviceWith = (changes: { readonly REFRESH_TOKEN_GRACE?: number }): AuthService =>
  new AuthService(accounts.users, accounts.sessions, {
    passwords,
    accessTokens: { sign: ({ sessionId }) => `access ${sessionId}` },
    logger: {
      info: () => undefined,
      warn: (line: { event: string }) => {
        if (line.event !== 'login.failed') warnings.push(line);
      },
    },
    config: {
      ACCESS_TOKEN_TTL: 900,
      REFRESH_TOKEN_TTL: 3600,
      REFRESH_TOKEN_GRACE: 0,
      ...changes,
    },
  });
const login = (): Promise<SignedIn> => service.login({ email, password: 'right' });
const sessionOf = ({ refreshToken }: SignedIn): string => refreshToken.split('.')[0] ?? '';
const outcome = (work: Promise<unknown>): Promise<unknown> => work.catch((error: unknown) => error);

describe('register', () => {
  it('stores a hash and the role of everybody', async () => {
    const created = await service.register({
      email: 'new@example.com',
      password: strong,
      name: 'N',
    });
    expect(created).toMatchObject({ role: 'user', passwordHash: `hash of ${strong}` });
  });

  it('refuses a weak password by its field, and an address that is taken', async () => {
    await expect(
      service.register({ email: 'new@example.com', password: 'password1234', name: 'N' }),
    ).rejects.toMatchObject({ kind: 'unprocessable', errors: [{ field: 'password' }] });
    await expect(service.register({ email, password: strong, name: 'N' })).rejects.toEqual(
      kind('conflict'),
    );
  });
});

describe('login', () => {
  it('opens a session whose refresh token is stored as a hash', async () => {
    const signedIn = await login();
    const session = accounts.sessionRows.get(sessionOf(signedIn));
    expect(signedIn).toMatchObject({ accessToken: `access ${session?.id}`, expiresIn: 900 });
    expect(signedIn.refreshToken).toMatch(/^[\da-f-]{36}\.[\w-]{43}$/);
    expect(JSON.stringify(session)).not.toContain(signedIn.refreshToken.split('.')[1]);
    expect(Number(session?.expiresAt) - Date.now()).toBeGreaterThan(3500_000);
  });

  it('answers unknown, wrong and disabled alike, and works as hard for each', async () => {
    accounts.add({ email: 'disabled@example.com', disabled: true });
    const failures = [
      await outcome(service.login({ email, password: 'wrong' })),
      await outcome(service.login({ email: 'nobody@example.com', password: 'right' })),
      await outcome(service.login({ email: 'disabled@example.com', password: 'right' })),
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
    await service.login({ email: 'old@example.com', password: 'old' });
    expect(accounts.rows.get(weak.id)?.passwordHash).toBe('hash of old');
    passwords.outdated = true;
    await service.login({ email: 'old@example.com', password: 'old' });
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

describe('refresh', () => {
  it('replaces the token and keeps the session', async () => {
    const first = await login();
    const second = await service.refresh(first.refreshToken);
    expect(second.refreshToken).not.toBe(first.refreshToken);
    expect(sessionOf(second)).toBe(sessionOf(first));
    await expect(service.refresh(second.refreshToken)).resolves.toMatchObject({ user: { email } });
  });

  it('takes a replaced token that comes back for theft: ends the session and says so once', async () => {
    const first = await login();
    const second = await service.refresh(first.refreshToken);
    await expect(service.refresh(first.refreshToken)).rejects.toEqual(kind('unauthenticated'));
    await expect(service.refresh(second.refreshToken)).rejects.toEqual(kind('unauthenticated'));
    expect(accounts.live(user.id)).toBe(0);
    expect(warnings).toHaveLength(1);
    expect(JSON.stringify(warnings)).not.toContain(first.refreshToken);
  });

  it('lets a second tab that refreshes at once fail, and the session live', async () => {
    const first = await login();
    const outcomes = await Promise.allSettled(
      [1, 2, 3].map(() => service.refresh(first.refreshToken)),
    );
    const won = outcomes.filter((one) => one.status === 'fulfilled');
    expect(won).toHaveLength(1);
    await expect(service.refresh(won[0]?.value.refreshToken ?? '')).resolves.toBeDefined();
    expect(warnings).toEqual([]);
  });

  it('forgives a replaced token within the grace that is set, and only the last one', async () => {
    service = serviceWith({ REFRESH_TOKEN_GRACE: 5 });
    const first = await login();
    const second = await service.refresh(first.refreshToken);
    await expect(service.refresh(first.refreshToken)).rejects.toEqual(kind('unauthenticated'));
    const third = await service.refresh(second.refreshToken);
    await expect(service.refresh(first.refreshToken)).rejects.toEqual(kind('unauthenticated'));
    await expect(service.refresh(third.refreshToken)).rejects.toEqual(kind('unauthenticated'));
    expect(warnings).toHaveLength(1);
  });

  it('leaves the other sessions alone', async () => {
    const [stolen, other] = [await login(), await login()];
    await service.refresh(stolen.refreshToken);
    await outcome(service.refresh(stolen.refreshToken));
    await expect(service.refresh(other.refreshToken)).resolves.toBeDefined();
  });

  it.each(['', 'nonsense', `${crypto.randomUUID()}.${'A'.repeat(43)}`, 'a.b.c', 'access token'])(
    'refuses %s',
    async (token) => {
      await expect(service.refresh(token)).rejects.toEqual(kind('unauthenticated'));
      expect(warnings).toEqual([]);
    },
  );

  it('refuses an expired session and a disabled user', async () => {
    const expired = await login();
    const session = accounts.sessionRows.get(sessionOf(expired));
    if (session) session.expiresAt = new Date(Date.now() - 1);
    await expect(service.refresh(expired.refreshToken)).rejects.toEqual(kind('unauthenticated'));
    const live = await login();
    user.disabled = true;
    await expect(service.refresh(live.refreshToken)).rejects.toEqual(kind('unauthenticated'));
  });
});

describe('logout', () => {
  it('ends the session of the token, and of nobody else', async () => {
    const [first] = [await login(), await login()];
    await service.logout(undefined, first.refreshToken);
    expect(accounts.live(user.id)).toBe(1);
    await service.logout(undefined, first.refreshToken);
    await service.logout(undefined, 'nonsense');
    expect(accounts.live(user.id)).toBe(1);
  });

  it('ends the session that the caller is signed in with', async () => {
    const first = await login();
    await service.logout({ ...actorOf(user), sessionId: sessionOf(first) }, 'nonsense');
    expect(accounts.live(user.id)).toBe(0);
  });

  it('ends all sessions', async () => {
    await login();
    await login();
    await service.logoutAll(actorOf(user));
    expect(accounts.live(user.id)).toBe(0);
  });
});

describe('changePassword', () => {
  const change = (currentPassword: string, newPassword: string, sessionId = '') =>
    service.changePassword({ ...actorOf(user), sessionId }, { currentPassword, newPassword });

  it('stores the new hash and ends every other session', async () => {
    const [mine] = [await login(), await login()];
    await change('right', strong, sessionOf(mine));
    expect(accounts.rows.get(user.id)?.passwordHash).toBe(`hash of ${strong}`);
    expect(accounts.live(user.id)).toBe(1);
    await expect(service.refresh(mine.refreshToken)).resolves.toBeDefined();
  });

  it('needs the current password and a good new one', async () => {
    await expect(change('wrong', strong)).rejects.toMatchObject({
      kind: 'unprocessable',
      errors: [{ field: 'currentPassword' }],
    });
    await expect(change('right', 'password1234')).rejects.toMatchObject({
      kind: 'unprocessable',
      errors: [{ field: 'newPassword' }],
    });
    expect(accounts.rows.get(user.id)?.passwordHash).toBe('hash of right');
  });

  it('does not overwrite a change that came first', async () => {
    const hash = passwords.hash;
    passwords.hash = async (password) => {
      user.passwordHash = 'hash of somebody else';
      return hash(password);
    };
    await expect(change('right', strong)).rejects.toMatchObject({
      kind: 'unprocessable',
      errors: [{ field: 'currentPassword', message: expect.stringContaining('current password') }],
    });
    expect(accounts.rows.get(user.id)?.passwordHash).toBe('hash of somebody else');
  });
});
