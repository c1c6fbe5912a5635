/** The `TokenAuthService` of those who come back from a provider. */
export const PROVIDER_TOKENS = Symbol('PROVIDER_TOKENS');
