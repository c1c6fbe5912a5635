import { describe, expect, it } from 'vitest';
import { authenticationIn } from '../../src/cli/project/authentication.js';
import { featuresIn } from '../../src/cli/project/evidence.js';
import { UserError } from '../../src/core/errors.js';
import { readManifest } from '../../src/core/manifest.js';
import type { Plan } from '../../src/core/plan.js';
import { parseResource } from '../../src/resource/language/field-language.js';
import type { PlinthFeature } from '../../src/roles/tools.js';
import {
  adapterPairs,
  catalogue,
  choices,
  closure,
  creation,
  featureAddition,
  type Files,
  filesOf,
  projectOf,
  resourceAddition,
} from './planning.js';

const gadget = parseResource('Gadget', ['name:string'], {});
const open = parseResource('Gadget', ['name:string'], { access: 'public' });

const without = (files: Files, pattern: RegExp): Files =>
  new Map([...files].filter(([path]) => !pattern.test(path)));

const withText = (files: Files, path: string, change: (text: string) => string): Files =>
  new Map(files).set(path, change(files.get(path) ?? ''));

const depending = (files: Files, name: string): Files =>
  withText(files, 'package.json', (text) =>
    text.replace('"dependencies": {', `"dependencies": {\n    "${name}": "1.0.0",`),
  );

const accessOf = ({ project }: Plan) => readManifest(project)?.resources['Gadget']?.access;

const refusal = (plan: Promise<Plan>): Promise<UserError> =>
  plan.then(
    () => expect.fail('It was planned.'),
    (error: unknown) => (error instanceof UserError ? error : Promise.reject(error)),
  );

const unsigned = choices.filter((choice) => closure(choice).every(({ role }) => role !== 'identity'));

describe.each(adapterPairs)('on $http and $persistence', (adapters) => {
  const created = async (features: readonly PlinthFeature[]): Promise<Files> =>
    filesOf(await creation({ adapters, features }));

  it('the code shows which features a project has', async () => {
    const others = new Set(adapterPairs.flatMap(({ http, persistence }) => [http, persistence]));
    for (const { id } of [adapters.http, adapters.persistence].map((one) => ({ id: one }))) others.delete(id);
    const expected = catalogue.filter(({ id }) => !others.has(id));
    expect(featuresIn(projectOf(await created(choices)), catalogue)).toEqual(expected);
    const bare = expected.filter(({ id }) => !choices.some((choice) => choice.id === id));
    expect(featuresIn(projectOf(await created([])), catalogue)).toEqual(bare);
  });

  it('a lost manifest changes nothing of what is added', async () => {
    const files = await created(choices);
    const [known, lost] = await Promise.all(
      [files, without(files, /^\.plinth\//)].map((each) => resourceAddition(each, gadget)),
    );
    expect(lost && accessOf(lost)).toBe('authenticated');
    const bookkeeping = /^\.plinth\/files/;
    const all = (plan: Plan | undefined) =>
      Object.fromEntries(without(plan ? filesOf(plan) : new Map(), bookkeeping));
    expect(all(lost)).toEqual(all(known));
    expect(lost?.manual).toEqual([]);
  });

  it('a manifest that forgot the users does not open anything', async () => {
    const whole = await created(choices);
    const files = without(whole, /^\.plinth\/features\/auth-/);
    expect(whole.size - files.size).toBe(3);
    expect(accessOf(await resourceAddition(files, gadget))).toBe('authenticated');
  });

  it('nothing is open to everybody without a word where others check who calls', async () => {
    const files = await created(unsigned);
    expect(authenticationIn(projectOf(files))).toBeUndefined();
    expect(accessOf(await resourceAddition(files, gadget))).toBe('public');
    for (const name of [
      'passport-jwt',
      'jose',
      'jsonwebtoken',
      '@nestjs/jwt',
      'better-auth',
      'express-session',
    ]) {
      const error = await refusal(resourceAddition(depending(files, name), gadget));
      expect(error).toMatchObject({ exitCode: 2 });
      expect(error.message).toContain(`(${name} in package.json)`);
    }
    expect(accessOf(await resourceAddition(depending(files, 'passport'), open))).toBe('public');
  });

  it.each([
    "const token = req.headers.authorization?.slice('Bearer '.length);",
    "if (request.header('Authorization') !== key) throw new Error();",
    'req.user = await users.find(id);',
    "@UseGuards(AuthGuard('jwt'))",
    "if (req.get('x-api-key') !== key) return res.sendStatus(401);",
  ])('or do so by hand: %s', async (line) => {
    const files = new Map(await created([])).set('src/guards/check.ts', `${line}\n`);
    const error = await refusal(resourceAddition(files, gadget));
    expect(error.message).toContain('(src/guards/check.ts)');
  });

  it('a project that Plinth did not create is refused, with what is missing', async () => {
    const ours = await created([]);
    const stranger: Files = new Map([
      ['package.json', ours.get('package.json') ?? ''],
      ['src/app.ts', 'export const app = express();\n'],
    ]);
    const attempts = [
      resourceAddition(stranger, gadget),
      ...choices.map((feature) => featureAddition(stranger, feature)),
    ];
    for (const attempt of attempts) {
      const error = await refusal(attempt);
      expect(error).toMatchObject({ exitCode: 2, code: 'not-a-project' });
      expect(error.message).toMatch(
        /uses .* and .*, but Plinth did not create it: .*src\/platform\/errors\.ts/,
      );
      expect(error.message).not.toContain('\n');
    }
  });
});
