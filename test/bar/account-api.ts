import { randomBytes } from 'node:crypto';
import type { Answer, Client } from './http.js';
import { base, type Person } from './world.js';

export type Session = Pick<Person, 'token' | 'refreshToken'>;

export const newEmail = (): string => `${randomBytes(9).toString('hex')}@example.com`;
export const goodPassword = 'correct horse battery 42';

/** The operations on accounts, as whoever sends these headers calls them. */
export class AccountApi {
  readonly #client: Client;
  readonly #headers: Readonly<Record<string, string>>;

  constructor(client: Client, headers: Readonly<Record<string, string>> = {}) {
    this.#client = client;
    this.#headers = headers;
  }

  register(email: string): Promise<Answer> {
    return this.#post('register', { email, password: goodPassword, name: 'Any' });
  }

  login(email: string, password: string): Promise<Answer> {
    return this.#post('login', { email, password });
  }

  refresh(refreshToken: string): Promise<Answer> {
    return this.#post('refresh', { refreshToken });
  }

  logout(refreshToken: string, token?: string): Promise<Answer> {
    return this.#post('logout', { refreshToken }, token);
  }

  logoutAll(token: string): Promise<Answer> {
    return this.#post('logout-all', undefined, token);
  }

  changePassword(token: string, body: unknown): Promise<Answer> {
    return this.#post('change-password', body, token);
  }

  forgotPassword(email: string): Promise<Answer> {
    return this.#post('forgot-password', { email });
  }

  me(token: string): Promise<Answer> {
    return this.#client.get(`${base}/auth/me`, { token });
  }

  /** What of the sessions is not as it should be. Asking uses up the refresh tokens. */
  async flawsOf(wanted: 'live' | 'over', sessions: Readonly<Record<string, Session>>): Promise<string[]> {
    const status = wanted === 'live' ? 200 : 401;
    const flaws: string[] = [];
    for (const [name, { token, refreshToken }] of Object.entries(sessions)) {
      const access = (await this.me(token)).status;
      const refresh = (await this.refresh(refreshToken)).status;
      if (access !== status) flaws.push(`${name}: its access token gets ${access}, not ${status}`);
      if (refresh !== status) flaws.push(`${name}: its refresh token gets ${refresh}, not ${status}`);
    }
    return flaws;
  }

  #post(operation: string, body: unknown, token?: string): Promise<Answer> {
    return this.#client.post(`${base}/auth/${operation}`, body, { token, headers: this.#headers });
  }
}
