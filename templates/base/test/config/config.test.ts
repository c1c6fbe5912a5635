import { describe, expect, it } from 'vitest';
import { ConfigError, loadConfig } from '../../src/config/config.js';
import { testEnvironment } from '../support/environment.js';

function flaws(env: Record<string, string>): string {
  try {
    loadConfig({ ...testEnvironment, ...env });
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    return (error as ConfigError).message;
  }
  return '';
}

describe('loadConfig', () => {
  it('has defaults', () => {
    expect(loadConfig(testEnvironment)).toMatchObject({ PORT: 3000, LOG_LEVEL: 'info' });
  });

  it('takes an empty variable for none', () => {
    expect(loadConfig({ ...testEnvironment, PORT: '' }).PORT).toBe(3000);
  });

  it.each([
    ['PORT', 'abc'],
    ['PORT', '-1'],
    ['PORT', '65536'],
    ['PORT', '80.5'],
    ['PORT', '1e3'],
    ['PORT', '0x50'],
    ['PORT', ' 80'],
    ['NODE_ENV', 'staging'],
    ['LOG_LEVEL', 'loud'],
    ['DATABASE_URL', 'nonsense'],
    ['DATABASE_URL', 'mysql://hush@localhost/app'],
    ['DATABASE_URL', 'postgres:app'],
    ['DATABASE_URL', 'postgres://'],
    ['DATABASE_POOL_MAX', '0'],
    ['SEARCH_POOL_MAX', '0'],
    ['LIST_TIMEOUT_MS', '99'],
    ['RATE_LIMIT_MAX', '-5'],
    ['TRUST_PROXY', 'true'],
    ['CORS_ORIGINS', '*'],
    ['CORS_ORIGINS', 'https://app.example.com/path'],
    ['CORS_ORIGINS', 'https://app.example.com,evil'],
  ])('refuses %s=%s and does not repeat the value', (name, value) => {
    const message = flaws({ [name]: value });
    expect(message).toContain(`\n  ${name} must be `);
    if (value.length > 4) expect(message.replaceAll('postgres://', '')).not.toContain(value);
    expect(message).not.toContain('hush');
  });

  it('names all that is wrong at once', () => {
    const message = flaws({ NODE_ENV: 'production', PORT: 'abc', RATE_LIMIT_MAX: 'x' });
    expect(message).toMatch(/PORT must/);
    expect(message).toMatch(/RATE_LIMIT_MAX must/);
    expect(message).toMatch(/DATABASE_URL is required/);
  });

  it('puts a password into the URL of the database, whatever is in it', () => {
    const DATABASE_PASSWORD = 'p@ss/w:rd?#%41';
    const DATABASE_URL = 'postgresql://app@database:5432/app';
    const config = loadConfig({ ...testEnvironment, DATABASE_URL, DATABASE_PASSWORD });
    const url = new URL(config.DATABASE_URL ?? '');
    expect(decodeURIComponent(url.password)).toBe(DATABASE_PASSWORD);
    expect([url.username, url.hostname, url.pathname]).toEqual(['app', 'database', '/app']);
  });

  it('reads lists', () => {
    const origins = 'https://a.example, http://localhost:5173';
    expect(loadConfig({ ...testEnvironment, CORS_ORIGINS: origins }).CORS_ORIGINS).toEqual([
      'https://a.example',
      'http://localhost:5173',
    ]);
  });
});
