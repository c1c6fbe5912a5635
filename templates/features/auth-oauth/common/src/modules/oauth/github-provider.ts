import * as oauth from 'openid-client';
import { z } from 'zod';
import { authorizationUrlOf, PROVIDER_TIMEOUT, redeem } from './authorization-code.js';
import type { FlowSecrets, Person, Provider, ProviderAnswer } from './provider.js';

export interface GithubSettings {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly site?: string;
  readonly api?: string;
}

const isOidc = false;

const userSchema = z.object({ id: z.int(), name: z.string().nullish() });
const addressesSchema = z.array(
  z.object({ email: z.string(), primary: z.boolean(), verified: z.boolean() }),
);

/** GitHub speaks OAuth without OpenID Connect: who somebody is, its API says to who has their token. */
export class GithubProvider implements Provider {
  readonly id = 'github';
  readonly name = 'GitHub';
  readonly #client: oauth.Configuration;
  readonly #api: string;

  constructor({ clientId, clientSecret, site, api }: GithubSettings) {
    const issuer = site ?? 'https://github.com';
    const server = {
      issuer,
      authorization_endpoint: `${issuer}/login/oauth/authorize`,
      token_endpoint: `${issuer}/login/oauth/access_token`,
    };
    this.#client = new oauth.Configuration(server, clientId, clientSecret);
    this.#client.timeout = PROVIDER_TIMEOUT;
    if (issuer.startsWith('http:')) oauth.allowInsecureRequests(this.#client);
    this.#api = api ?? 'https://api.github.com';
  }

  authorizationUrl(secrets: FlowSecrets, redirectUri: URL): Promise<URL> {
    const scope = 'read:user user:email';
    return authorizationUrlOf(this.#client, secrets, { redirectUri, scope, isOidc });
  }

  async identify(answer: ProviderAnswer, secrets: FlowSecrets, redirectUri: URL): Promise<Person> {
    const tokens = await redeem(this.#client, answer, secrets, { redirectUri, isOidc });
    const user = userSchema.parse(await this.#get('/user', tokens.access_token));
    const addresses = addressesSchema.parse(await this.#get('/user/emails', tokens.access_token));
    // The profile's address is whatever somebody wrote there.
    const primary = addresses.find((address) => address.primary && address.verified);
    return {
      subject: String(user.id),
      email: primary?.email,
      isEmailVerified: primary !== undefined,
      name: user.name ?? undefined,
    };
  }

  async #get(path: string, token: string): Promise<unknown> {
    const url = new URL(`${this.#api}${path}`);
    const headers = new Headers({
      Accept: 'application/vnd.github+json',
      'X-GitHub-Api-Version': '2022-11-28',
    });
    const answer = await oauth.fetchProtectedResource(
      this.#client,
      token,
      url,
      'GET',
      undefined,
      headers,
    );
    if (!answer.ok) throw new Error('GitHub does not say who it is.', { cause: answer });
    return answer.json();
  }
}
