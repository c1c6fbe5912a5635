/** The `CookieAuthService` of those who come back from a provider. */
export const PROVIDER_COOKIE = Symbol('PROVIDER_COOKIE');
