import { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import {
  answersOf,
  flagAnswers,
  questionOptions,
  refuseStrayFlags,
} from '../../src/cli/prompts/questions.js';
import type { PlinthFeature } from '../../src/roles/tools.js';
import { auth as declared } from './fake-parts.js';
import { fakeWorld } from './fake-world.js';

const auth = declared as unknown as PlinthFeature;

function parse(...words: string[]): Record<string, unknown> {
  const command = new Command().exitOverride().configureOutput({ writeErr: () => {} });
  for (const option of questionOptions(auth)) command.addOption(option);
  return command.parse(words, { from: 'user' }).opts();
}

describe('one declaration', () => {
  it('is a flag', () => {
    const options = parse(
      '--auth-jwt-ttl',
      '5m',
      '--no-auth-jwt-open-registration',
      '--auth-jwt-issuer',
      'us',
    );
    expect(flagAnswers(auth, options)).toEqual({ ttl: '5m', issuer: 'us', openRegistration: false });
    expect(flagAnswers(auth, parse('--auth-jwt-open-registration'))).toEqual({ openRegistration: true });
  });

  it('leaves alone what is not on the command line', () => {
    expect(flagAnswers(auth, parse())).toEqual({});
  });

  it('is a help line', () => {
    const command = new Command();
    for (const option of questionOptions(auth)) command.addOption(option);
    expect(command.helpInformation()).toContain('JWT authentication: How long does a token live?');
    expect(command.helpInformation()).toContain('--auth-jwt-open-registration');
    expect(command.helpInformation()).not.toContain('--no-auth-jwt-open-registration');
  });

  it('is a prompt for what is not given, and a default where nobody can be asked', async () => {
    const world = fakeWorld({ answers: ['5m', false] });
    const given = { issuer: 'us' };
    expect(await answersOf(auth, given, world.prompts)).toEqual({
      ttl: '5m',
      issuer: 'us',
      openRegistration: false,
    });
    expect(world.asked).toEqual([
      'JWT authentication: How long does a token live?',
      'JWT authentication: May anybody register?',
    ]);
    expect(await answersOf(auth, given, undefined)).toEqual({
      ttl: '15m',
      issuer: 'us',
      openRegistration: true,
    });
  });
});

describe('a bad answer', () => {
  it('on the command line names the nearest', () => {
    expect(() => parse('--auth-jwt-ttl', '15')).toThrow(
      expect.objectContaining({
        message: '--auth-jwt-ttl cannot be "15".',
        remedy: 'Did you mean "15m"? Write 5m or 15m.',
        exitCode: 2,
      }),
    );
  });

  it.each([
    [{ ttl: '16m' }, 'Feature "auth-jwt": ttl cannot be "16m".'],
    [{ tll: '15m' }, 'Feature "auth-jwt" has no setting "tll".'],
    [{ openRegistration: 'yes' }, 'Feature "auth-jwt": openRegistration must be true or false.'],
    [{ issuer: true }, 'Feature "auth-jwt": issuer must be text.'],
    [{ __proto__x: 'a' }, 'Feature "auth-jwt" has no setting "__proto__x".'],
    [{ constructor: 'a' }, 'Feature "auth-jwt" has no setting "constructor".'],
  ])('in a spec file is refused: %o', async (answers, message) => {
    await expect(answersOf(auth, answers as never, undefined)).rejects.toMatchObject({
      message,
      exitCode: 2,
    });
  });

  it('for a feature that is not chosen is refused', () => {
    expect(() => refuseStrayFlags([auth], new Set(), { authJwtTtl: '5m' })).toThrow(
      '--auth-jwt-ttl belongs to the feature "auth-jwt", which is not chosen.',
    );
    expect(() => refuseStrayFlags([auth], new Set(['auth-jwt']), { authJwtTtl: '5m' })).not.toThrow();
  });
});
