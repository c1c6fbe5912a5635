import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { issuerUrl, LOCAL_SIGN_IN, requireWholeProviders, tenant } from '../../src/config/oauth.js';
import { configuredProviders, type ProviderSettings } from '../../src/modules/oauth/providers.js';

type Checked = Parameters<typeof requireWholeProviders>[0];

const local = { NODE_ENV: 'development', SIGN_IN_URL: LOCAL_SIGN_IN };

const idsOf = (settings: Partial<ProviderSettings>): string[] =>
  configuredProviders({ OIDC_NAME: 'Single sign-on', ...settings }).all.map(({ id }) => id);

describe('the settings of providers', () => {
  it('name those that are offered', () => {
    expect(idsOf({})).toEqual([]);
    const google = { GOOGLE_CLIENT_ID: 'id', GOOGLE_CLIENT_SECRET: 'secret' };
    const github = { GITHUB_CLIENT_ID: 'id', GITHUB_CLIENT_SECRET: 'secret' };
    const microsoft = {
      MICROSOFT_CLIENT_ID: 'id',
      MICROSOFT_CLIENT_SECRET: 'secret',
      MICROSOFT_TENANT: 'example.com',
    };
    expect(idsOf(github)).toEqual(['github']);
    expect(idsOf({ ...google, ...microsoft, ...github })).toEqual([
      'google',
      'microsoft',
      'github',
    ]);
  });

  it('are whole', () => {
    const schema = z.custom<Checked>().superRefine(requireWholeProviders);
    const half = { ...local, NODE_ENV: 'production', OIDC_ISSUER: 'https://login.example.com' };
    const missing = schema.safeParse(half).error?.issues;
    expect(missing?.map(({ path, message }) => [path[0], message])).toEqual([
      ['OIDC_CLIENT_ID', 'is required with OIDC_ISSUER'],
      ['OIDC_CLIENT_SECRET', 'is required with OIDC_ISSUER'],
      ['SIGN_IN_URL', 'is required with OIDC_ISSUER'],
    ]);
    expect(schema.safeParse({ ...local, NODE_ENV: 'production' }).success).toBe(true);
    const whole = { GITHUB_CLIENT_ID: 'id', GITHUB_CLIENT_SECRET: 'secret' };
    expect(schema.safeParse({ ...local, ...whole }).success).toBe(true);
  });

  it.each([
    ['https://login.example.com/realms/one', true],
    ['http://localhost:8080', true],
    ['http://127.0.0.1:8080', true],
    ['http://login.example.com', false],
    ['http://localhost.example.com', false],
    ['ftp://localhost', false],
    ['login.example.com', false],
  ])('take %s as an issuer: %s', (url, isGood) => {
    expect(issuerUrl().safeParse(url).success).toBe(isGood);
  });

  it.each([
    ['example.com', true],
    ['8f0c5b9e-6c3a-4a53-9f0e-0c7d6f3a7c11', true],
    ['common', false],
    ['organizations', false],
    ['one/../two', false],
  ])('take %s as a tenant: %s', (name, isGood) => {
    expect(tenant().safeParse(name).success).toBe(isGood);
  });
});
