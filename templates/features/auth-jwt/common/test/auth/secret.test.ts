import { generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../src/config/config.js';
import { AccessTokens } from '../../src/modules/auth/access-tokens.js';
import { testEnvironment } from '../support/environment.js';

const database = { DATABASE_URL: 'postgres://app@127.0.0.1/app' };
const good = randomBytes(48).toString('base64');

const load = (env: Record<string, string>, mode = 'production') =>
  loadConfig({ ...testEnvironment, ...database, NODE_ENV: mode, JWT_SECRET: '', ...env });

const pem = (key: { export(options: { type: 'pkcs8'; format: 'pem' }): string | Buffer }) =>
  String(key.export({ type: 'pkcs8', format: 'pem' }));

describe('JWT_SECRET', () => {
  it.each(['production', 'development'])('takes a random secret in %s', (mode) => {
    expect(load({ JWT_SECRET: good }, mode).JWT_SECRET).toBe(good);
    expect(() => load({ JWT_SECRET: randomBytes(32).toString('hex') }, mode)).not.toThrow();
  });

  it.each([
    ['missing', ''],
    ['short', randomBytes(15).toString('hex')],
    ['change-me', 'change-me-change-me-change-me-change-me'],
    ['changeme', `changeme${randomBytes(16).toString('hex')}`],
    ['a word for it', 'my-super-secret-jwt-signing-key-0001'],
    ['from an example', 'example-4f6a0c1b9d3e8f7a6b5c4d3e2f1a'],
    ['your-…', 'your-256-bit-key-goes-into-this-place'],
    ['from a test', 'only-for-tests-4f6a0c1b9d3e8f7a6b5c4d3e'],
    ['one character', 'k'.repeat(64)],
    ['a repeated block', 'deadbeef'.repeat(8)],
    ['a sequence', '0123456789abcdef0123456789abcdef'],
  ])('refuses to boot when it is %s, and never says its value', (_case, secret) => {
    for (const mode of ['production', 'development']) {
      let message = '';
      try {
        load({ JWT_SECRET: secret }, mode);
      } catch (error) {
        message = String(error);
      }
      expect(message).toContain('JWT_SECRET');
      if (secret !== '') expect(message).not.toContain(secret);
    }
  });

  it('is not judged in tests', () => {
    expect(load({ JWT_SECRET: 'test' }, 'test').JWT_SECRET).toBe('test');
  });
});

describe('JWT_PRIVATE_KEY', () => {
  it.each([
    ['Ed25519', generateKeyPairSync('ed25519').privateKey],
    ['P-256', generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey],
    ['RSA', generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey],
  ])('may be an %s key, on one line too', (_name, key) => {
    expect(() => load({ JWT_PRIVATE_KEY: pem(key) })).not.toThrow();
    expect(() => load({ JWT_PRIVATE_KEY: pem(key).replaceAll('\n', '\\n') })).not.toThrow();
  });

  it.each([
    ['no PEM', 'nonsense'],
    ['a short RSA key', pem(generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey)],
    ['another curve', pem(generateKeyPairSync('ec', { namedCurve: 'secp256k1' }).privateKey)],
  ])('refuses to boot with %s', (_case, key) => {
    expect(() => load({ JWT_PRIVATE_KEY: key })).toThrow(/JWT_PRIVATE_KEY/);
  });

  it('takes the place of a secret: its algorithm is then the only one', async () => {
    const key = pem(generateKeyPairSync('ed25519').privateKey);
    const both = new AccessTokens(load({ JWT_PRIVATE_KEY: key, JWT_SECRET: good }));
    const secretOnly = new AccessTokens(load({ JWT_SECRET: good }));
    const claims = { userId: randomUUID(), sessionId: randomUUID() };
    expect(await both.verify(await both.sign(claims))).toEqual(claims);
    expect(await both.verify(await secretOnly.sign(claims))).toBeUndefined();
  });
});

it.each(['901', '0', '-1', 'abc'])('refuses an ACCESS_TOKEN_TTL of %s', (ttl) => {
  expect(() => load({ JWT_SECRET: good, ACCESS_TOKEN_TTL: ttl })).toThrow(/ACCESS_TOKEN_TTL/);
});
