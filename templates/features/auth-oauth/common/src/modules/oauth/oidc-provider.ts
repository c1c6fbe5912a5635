import * as oauth from 'openid-client';
import { authorizationUrlOf, PROVIDER_TIMEOUT, redeem } from './authorization-code.js';
import type { FlowSecrets, Person, Provider, ProviderAnswer } from './provider.js';

export interface OidcSettings {
  readonly id: string;
  readonly name: string;
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

const isOidc = true;

/** An issuer of OpenID Connect, which says by itself where its parts are (Discovery 1.0). */
export class OidcProvider implements Provider {
  readonly id: string;
  readonly name: string;
  readonly #settings: OidcSettings;
  #client: Promise<oauth.Configuration> | undefined;

  constructor(settings: OidcSettings) {
    this.id = settings.id;
    this.name = settings.name;
    this.#settings = settings;
  }

  async authorizationUrl(secrets: FlowSecrets, redirectUri: URL): Promise<URL> {
    const scope = 'openid email profile';
    return authorizationUrlOf(await this.#discovered(), secrets, { redirectUri, scope, isOidc });
  }

  async identify(answer: ProviderAnswer, secrets: FlowSecrets, redirectUri: URL): Promise<Person> {
    const client = await this.#discovered();
    const tokens = await redeem(client, answer, secrets, { redirectUri, isOidc });
    const claims = tokens.claims();
    if (!claims) throw new Error('There is no ID token.');
    const isTold = claims['email'] !== undefined;
    if (isTold || !client.serverMetadata().userinfo_endpoint) return personOf(claims);
    // Some tell an address only to who asks for it.
    return personOf(await oauth.fetchUserInfo(client, tokens.access_token, claims.sub));
  }

  /** Asked for when somebody needs it, and once: a provider that is down keeps no service from starting. */
  async #discovered(): Promise<oauth.Configuration> {
    this.#client ??= this.#discover();
    try {
      return await this.#client;
    } catch (error) {
      this.#client = undefined;
      throw error;
    }
  }

  #discover(): Promise<oauth.Configuration> {
    const { issuer, clientId, clientSecret } = this.#settings;
    const url = new URL(issuer);
    const insecure = url.protocol === 'http:' ? [oauth.allowInsecureRequests] : [];
    return oauth.discovery(url, clientId, clientSecret, undefined, {
      timeout: PROVIDER_TIMEOUT,
      execute: [oauth.enableNonRepudiationChecks, ...insecure],
    });
  }
}

function personOf(claims: oauth.IDToken | oauth.UserInfoResponse): Person {
  const { sub, email, email_verified: isVerified, name } = claims;
  return {
    subject: sub,
    email: textOf(email),
    isEmailVerified: isVerified === true,
    name: textOf(name),
  };
}

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' ? value : undefined;
