import type { Config } from '../../config/config.js';
import { AppError } from '../../platform/errors.js';
import { GithubProvider } from './github-provider.js';
import { OidcProvider, type OidcSettings } from './oidc-provider.js';
import type { Provider } from './provider.js';

/** The providers that the settings name. */
export class Providers {
  readonly #all: ReadonlyMap<string, Provider>;

  constructor(all: readonly Provider[]) {
    this.#all = new Map(all.map((provider) => [provider.id, provider]));
  }

  get all(): readonly Provider[] {
    return [...this.#all.values()];
  }

  /** @throws AppError `not-found` */
  get(id: string): Provider {
    const provider = this.#all.get(id);
    if (!provider) throw new AppError('not-found', 'There is no provider of this name.');
    return provider;
  }
}

export type ProviderSettings = Pick<
  Config,
  | 'GOOGLE_CLIENT_ID'
  | 'GOOGLE_CLIENT_SECRET'
  | 'GITHUB_CLIENT_ID'
  | 'GITHUB_CLIENT_SECRET'
  | 'MICROSOFT_CLIENT_ID'
  | 'MICROSOFT_CLIENT_SECRET'
  | 'MICROSOFT_TENANT'
  | 'OIDC_ISSUER'
  | 'OIDC_CLIENT_ID'
  | 'OIDC_CLIENT_SECRET'
  | 'OIDC_NAME'
>;

export function configuredProviders(config: ProviderSettings): Providers {
  const { GITHUB_CLIENT_ID: clientId, GITHUB_CLIENT_SECRET: clientSecret } = config;
  const github = clientId && clientSecret ? [new GithubProvider({ clientId, clientSecret })] : [];
  const issuers = issuersOf(config).flatMap((settings) =>
    isWhole(settings) ? [new OidcProvider(settings)] : [],
  );
  return new Providers([...issuers, ...github]);
}

type Given = { readonly [Name in keyof OidcSettings]: OidcSettings[Name] | undefined };

const isWhole = (settings: Given): settings is OidcSettings =>
  Object.values(settings).every((value) => value !== undefined);

function issuersOf(config: ProviderSettings): readonly Given[] {
  const { MICROSOFT_TENANT: tenant } = config;
  return [
    {
      id: 'google',
      name: 'Google',
      issuer: 'https://accounts.google.com',
      clientId: config.GOOGLE_CLIENT_ID,
      clientSecret: config.GOOGLE_CLIENT_SECRET,
    },
    {
      id: 'microsoft',
      name: 'Microsoft',
      issuer: tenant && `https://login.microsoftonline.com/${tenant}/v2.0`,
      clientId: config.MICROSOFT_CLIENT_ID,
      clientSecret: config.MICROSOFT_CLIENT_SECRET,
    },
    {
      id: 'oidc',
      name: config.OIDC_NAME,
      issuer: config.OIDC_ISSUER,
      clientId: config.OIDC_CLIENT_ID,
      clientSecret: config.OIDC_CLIENT_SECRET,
    },
  ];
}
