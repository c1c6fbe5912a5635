import { beforeEach, describe, expect, it } from 'vitest';
import { Logins } from '../../src/modules/auth/logins.js';
import { type SignedIn, TokenAuthService } from '../../src/modules/auth/token-auth.service.js';
import type { User } from '../../src/modules/users/user.entity.js';
import { actorOf, FakeAccounts } from '../users/fake-accounts.js';
import { FakePasswords } from './fake-passwords.js';

const email = 'marie@example.com';
const kind = (name: string) => expect.objectContaining({ kind: name });

let accounts: FakeAccounts;
let warnings: unknown[];
let service: TokenAuthService;
let user: User;

beforeEach(() => {
  accounts = new FakeAccounts();
  warnings = [];
  service = serviceWith({});
  user = accounts.add({ email });
});

function serviceWith(changes: { readonly REFRESH_TOKEN_GRACE?: number }): TokenAuthService {
  const passwords = new FakePasswords();
  const logger = { info: () => undefined, warn: (line: unknown) => void warnings.push(line) };
  return new TokenAuthService(accounts.users, accounts.sessions, {
    logger,
    logins: new Logins(accounts.users, accounts.sessions, { passwords, logger }),
    accessTokens: { sign: ({ sessionId }) => `access ${sessionId}` },
    config: {
      ACCESS_TOKEN_TTL: 900,
      REFRESH_TOKEN_TTL: 3600,
      REFRESH_TOKEN_GRACE: 0,
      ...changes,
    },
  });
}

const login = (): Promise<SignedIn> => service.login({ email, password: 'right' });
const sessionOf = ({ refreshToken }: SignedIn): string => refreshToken.split('.')[0] ?? '';
const outcome = (work: Promise<unknown>): Promise<unknown> => work.catch((error: unknown) => error);

describe('login', () => {
  it('opens a session whose refresh token is stored as a hash', async () => {
    const signedIn = await login();
    const session = accounts.sessionRows.get(sessionOf(signedIn));
    expect(signedIn).toMatchObject({ accessToken: `access ${session?.id}`, expiresIn: 900 });
    expect(signedIn.refreshToken).toMatch(/^[\da-f-]{36}\.[\w-]{43}$/);
    expect(JSON.stringify(session)).not.toContain(signedIn.refreshToken.split('.')[1]);
    expect(Number(session?.expiresAt) - Date.now()).toBeGreaterThan(3500_000);
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
});
