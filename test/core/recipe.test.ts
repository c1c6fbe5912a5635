import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UserError } from '../../src/core/errors.js';
import { order } from '../../src/core/recipe.js';
import { feature, type Plain, step } from './workshop.js';

const base = feature('base', { foundation: true });
const express = feature('express', { role: 'http', needs: ['base'] });
const nest = feature('nest', { role: 'http', needs: ['base'] });
const auth = feature('auth', { needs: ['http', 'users'] });
const users = feature('users', { needs: ['base'], after: ['docker'] });
const docker = feature('docker');
const sessions = feature('sessions', { conflicts: ['auth'] });
const catalogue = [base, express, nest, auth, users, docker, sessions];

const ordered = (wanted: readonly Plain[], installed: readonly string[] = []) =>
  order(wanted.map(step), new Set(installed), catalogue).map((of) => of.feature.id);
const refusal = (wanted: readonly Plain[], installed: readonly string[] = []) => {
  try {
    ordered(wanted, installed);
  } catch (error) {
    if (error instanceof UserError)
      return { message: error.message, remedy: error.remedy, exitCode: error.exitCode };
  }
  return undefined;
};

describe('the order of a recipe', () => {
  it('puts every feature after what it needs, by id or by role', () => {
    expect(ordered([auth, users, express, base])).toEqual(['base', 'users', 'express', 'auth']);
  });

  it('puts a feature after another only where both are chosen', () => {
    expect(ordered([users, docker, base])).toEqual(['docker', 'base', 'users']);
    expect(ordered([users, base])).toEqual(['base', 'users']);
  });

  it('lets features share a role, and puts what needs it after all of them', () => {
    const [tokens, cookies] = ['tokens', 'cookies'].map((id) =>
      feature(id, { role: 'identity', sharesRole: true }),
    ) as [Plain, Plain];
    const mail = feature('mail', { needs: ['identity'] });
    expect(ordered([cookies, mail, tokens])).toEqual(['cookies', 'tokens', 'mail']);
    expect(ordered([tokens], ['identity', 'cookies'])).toEqual(['tokens']);
  });

  it('counts what the project already has', () => {
    expect(ordered([auth], ['http', 'express', 'users'])).toEqual(['auth']);
  });

  it('is always topological, a permutation, and keeps an order that is right already', () => {
    const recipes = fc.nat({ max: 12 }).chain((size) =>
      fc.array(fc.subarray([...Array(size).keys()]), { minLength: size, maxLength: size }).chain((needs) => {
        const features = needs.map((below, index) =>
          feature(`f${index}`, { needs: below.filter((other) => other < index).map((other) => `f${other}`) }),
        );
        return fc.shuffledSubarray(features, { minLength: size });
      }),
    );
    fc.assert(
      fc.property(recipes, (wanted) => {
        const result = order(wanted.map(step), new Set(), wanted);
        const ids = result.map((of) => of.feature.id);
        expect([...ids].sort()).toEqual(wanted.map(({ id }) => id).sort());
        result.forEach(({ feature: { needs } }, index) => {
          for (const need of needs) expect(ids.indexOf(need)).toBeLessThan(index);
        });
        expect(order(result, new Set(), wanted)).toEqual(result);
      }),
    );
  });
});

describe('a recipe that cannot work is refused before anything is planned', () => {
  it('when a role is not filled, naming what fills it', () => {
    expect(refusal([base, users, auth])).toEqual({
      message: 'The feature "auth" needs "http", which is neither chosen nor in the project.',
      remedy: 'Choose what fills that role: express, nest.',
      exitCode: 2,
    });
  });

  it('when a capability is missing, naming the flag that adds it', () => {
    expect(refusal([base, express, auth])?.remedy).toContain('--features users,auth');
  });

  it('when several are missing, naming them all', () => {
    const mailer = feature('mailer', { needs: ['http', 'users', 'auth'] });
    expect(refusal([base, express, mailer])).toEqual({
      message: 'The feature "mailer" needs "users" and "auth", which are neither chosen nor in the project.',
      remedy:
        'Choose them too: --features users,auth,mailer for a new project, plinth add feature users && plinth add feature auth for this one.',
      exitCode: 2,
    });
  });

  it('when two features fill one role', () => {
    expect(refusal([base, express, nest])?.message).toBe(
      'A project has one http. "express" and "nest" were both chosen.',
    );
  });

  it('when the project has another one in that role', () => {
    expect(refusal([nest], ['base', 'http', 'express'])?.message).toContain('so "nest" cannot be added');
    expect(ordered([express], ['base', 'http', 'express'])).toEqual(['express']);
  });

  it('when two features conflict, whichever of them says so', () => {
    const message = (found: ReturnType<typeof refusal>) => found?.message;
    expect(message(refusal([base, express, users, auth, sessions]))).toBe(
      'The features "auth" and "sessions" cannot be combined.',
    );
    expect(message(refusal([sessions], ['auth']))).toBe(
      'The features "sessions" and "auth" cannot be combined.',
    );
    expect(message(refusal([auth], ['http', 'users', 'sessions']))).toBe(
      'The features "auth" and "sessions" cannot be combined.',
    );
  });

  it('when a feature is asked for twice', () => {
    expect(refusal([docker, docker])?.message).toBe('The feature "docker" was asked for twice.');
  });

  it('when features wait for each other', () => {
    const chicken = feature('chicken', { needs: ['egg'] });
    const egg = feature('egg', { after: ['chicken'] });
    expect(refusal([chicken, egg, docker])?.message).toBe(
      'The features "chicken", "egg" wait for each other.',
    );
  });
});
