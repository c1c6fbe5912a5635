import type { LinkedIdentity } from './linked-identity.entity.js';
import type { IdentityList, LinkedIdentityView, ProviderList } from './provider-login.schema.js';
import type { Providers } from './providers.js';

export const providerListView = ({ all }: Providers): ProviderList => ({
  data: all.map(({ id, name }) => ({ id, name })),
});

export const linkedIdentityView = (identity: LinkedIdentity): LinkedIdentityView => ({
  provider: identity.provider,
  email: identity.email,
  createdAt: identity.createdAt.toISOString(),
  lastUsedAt: identity.lastUsedAt.toISOString(),
});

export const identityListView = (identities: readonly LinkedIdentity[]): IdentityList => ({
  data: identities.map(linkedIdentityView),
});
