import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GithubProvider } from '../../src/modules/oauth/github-provider.js';
import { type Claims, Issuer } from './issuer.js';

const page = new URL('https://app.example.com/sign-in/github');

let github: Issuer;
beforeAll(async () => {
  github = await Issuer.start();
});
afterAll(() => github.stop());

const providerOf = ({ url, clientId, clientSecret }: Issuer) =>
  new GithubProvider({ clientId, clientSecret, site: url, api: url });

const newSecrets = () => ({ state: randomUUID(), nonce: randomUUID(), verifier: 'v'.repeat(43) });

async function identify(person: Claims, verifier?: string) {
  const provider = providerOf(github);
  const secrets = newSecrets();
  const url = await provider.authorizationUrl(secrets, page);
  const { code, state } = github.signIn(url.href, person);
  const used = { ...secrets, ...(verifier !== undefined && { verifier }) };
  return provider.identify({ code, state }, used, page);
}

const address = (email: string, primary: boolean, verified: boolean) => ({
  email,
  primary,
  verified,
});

describe('GitHub', () => {
  it('is asked with PKCE for what an account needs', async () => {
    const url = await providerOf(github).authorizationUrl(newSecrets(), page);
    expect(url.pathname).toBe('/login/oauth/authorize');
    expect(url.searchParams.get('scope')).toBe('read:user user:email');
    expect(url.searchParams.get('code_challenge_method')).toBe('S256');
  });

  it('says who somebody is by a number, and their address if it is verified', async () => {
    const emails = [
      address('old@example.com', false, true),
      address('marie@example.com', true, true),
    ];
    expect(await identify({ id: 42, name: 'Marie', emails })).toEqual({
      subject: '42',
      email: 'marie@example.com',
      isEmailVerified: true,
      name: 'Marie',
    });
  });

  it('says no address that is not verified, and no name where there is none', async () => {
    const emails = [address('marie@example.com', true, false)];
    expect(await identify({ id: 42, name: null, emails })).toEqual({
      subject: '42',
      email: undefined,
      isEmailVerified: false,
      name: undefined,
    });
  });

  it('confirms nobody by the code of another request, or in words that we do not know', async () => {
    const wrongVerifier = identify({ id: 42, emails: [] }, 'w'.repeat(43));
    await expect(wrongVerifier).rejects.toMatchObject({ error: 'invalid_grant' });
    await expect(identify({ id: 'x', emails: [] })).rejects.toMatchObject({ name: 'ZodError' });
  });
});
