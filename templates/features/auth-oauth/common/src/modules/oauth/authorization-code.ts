import * as oauth from 'openid-client';
import type { FlowSecrets, ProviderAnswer } from './provider.js';

/** Seconds that a provider may take for an answer, while somebody waits. */
export const PROVIDER_TIMEOUT = 5;

/** The authorization code flow with PKCE (RFC 6749, 4.1; RFC 7636). */
export async function authorizationUrlOf(
  client: oauth.Configuration,
  { state, nonce, verifier }: FlowSecrets,
  parameters: { readonly redirectUri: URL; readonly scope: string; readonly isOidc: boolean },
): Promise<URL> {
  return oauth.buildAuthorizationUrl(client, {
    redirect_uri: parameters.redirectUri.href,
    scope: parameters.scope,
    state,
    ...(parameters.isOidc && { nonce }),
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
  });
}

/** Redeems a code. The library compares state, issuer, nonce, audience, times and signature. */
export async function redeem(
  client: oauth.Configuration,
  answer: ProviderAnswer,
  { state, nonce, verifier }: FlowSecrets,
  { redirectUri, isOidc }: { readonly redirectUri: URL; readonly isOidc: boolean },
) {
  const url = new URL(redirectUri);
  for (const [name, value] of Object.entries(answer)) {
    if (value !== undefined) url.searchParams.set(name, value);
  }
  return oauth.authorizationCodeGrant(client, url, {
    expectedState: state,
    pkceCodeVerifier: verifier,
    ...(isOidc && { expectedNonce: nonce, idTokenExpected: true }),
  });
}

/**
 * Whether a provider does not work, or not for us: no connection, no answer in time, or one that says more than that a code
 * is not good. All else is an answer that proves nothing.
 */
export function isOutage(error: unknown): boolean {
  if (error instanceof oauth.ResponseBodyError) return error.error !== 'invalid_grant';
  if (!(error instanceof Error)) return false;
  const { code = '' } = error as { readonly code?: string };
  if (code === 'OAUTH_TIMEOUT' || code === 'OAUTH_ABORT') return true;
  if (error.cause instanceof Response)
    return error.cause.status >= 500 || error.cause.status === 429;
  return error instanceof TypeError && error.message === 'fetch failed';
}
