import { type Dirent, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { check, type Options } from 'prettier';
import { describe, expect, it } from 'vitest';
import { presetSpec } from '../src/cli/project/spec.js';
import { parseResource } from '../src/resource/language/field-language.js';
import { addables, everything } from './adding/addables.js';
import { everyType, userFieldsOfEveryType } from './adding/every-type.js';
import { complaints, onDisk } from './adding/on-disk.js';
import {
  adapterPairs,
  choices,
  closure,
  creation,
  fieldAddition,
  type Files,
  filesOf,
  jobAddition,
  roleChange,
  recorded,
  rendered,
  undoing,
} from './adding/planning.js';
import { syntaxErrors } from './support/syntax.js';

const templates = fileURLToPath(new URL('../templates', import.meta.url));

/** Projects that have, between them, each feature alone, all of them, and none. */
const projects: readonly (readonly [string, Files])[] = await Promise.all(
  adapterPairs.flatMap((adapters, index) => {
    const place = `on ${adapters.http} and ${adapters.persistence}`;
    const bare = creation({ adapters }).then((plan) => [`nothing ${place}`, filesOf(plan)] as const);
    const alone = choices.map(async (feature) => {
      const plan = await creation({ adapters, features: closure(feature) });
      return [`${feature.id} ${place}`, filesOf(plan)] as const;
    });
    const people = creation({
      adapters,
      features: choices.filter(({ id }) => id === 'auth-jwt'),
      userFields: ['nick:string:max=40:unique', 'badge:integer:unique:optional', ...userFieldsOfEveryType],
    }).then((plan) => [`fields of users ${place}`, filesOf(plan)] as const);
    const all = everything[index];
    return [bare, people, ...alone, ...(all ? [Promise.resolve([`everything ${place}`, all] as const)] : [])];
  }),
);

/** Every text of every path that differs between them, once. */
const distinct: readonly (readonly [path: string, text: string])[] = [
  ...new Map(
    projects.flatMap(([, files]) => [...files].map((file) => [file.join('\0'), file] as const)),
  ).values(),
];

describe('law 6: every new file parses, is formatted, and passes the generated lint', () => {
  it('parses', () => {
    const errors = distinct
      .filter(([path]) => /\.[cm]?[jt]s$/.test(path))
      .flatMap(([path, text]) => syntaxErrors(path, text));
    expect(errors).toEqual([]);
    for (const [path, text] of distinct) if (path.endsWith('.json')) JSON.parse(text);
  });

  it('is formatted as its own prettier would', async () => {
    const options = JSON.parse(everything[0]?.get('.prettierrc.json') ?? '') as Options;
    const ignored = (everything[0]?.get('.prettierignore') ?? '').split('\n').filter((line) => line !== '');
    const own = distinct.filter(
      ([path]) =>
        /\.([cm]?[jt]s|json|ya?ml|md)$/.test(path) &&
        !ignored.some((part) => path.startsWith(part.replace(/^\//, ''))),
    );
    const unformatted: string[] = [];
    for (const [filepath, text] of own) {
      if (!(await check(text, { ...options, filepath }))) unformatted.push(filepath);
    }
    expect(own.length).toBeGreaterThan(100);
    expect(unformatted).toEqual([]);
  });

  it.each(projects)('passes oxlint: %s', async (_, files) => {
    expect(await onDisk(files, (folder) => complaints(folder, 'oxlint', '--deny-warnings'))).toBe('');
  });
});

describe('law 7: the generated project type-checks', () => {
  it.each(projects)('%s', async (_, files) => {
    expect(await onDisk(files, (folder) => complaints(folder, 'tsc'))).toBe('');
  });
});

describe('law 8: every template is used, prints no undefined, and computes nothing', () => {
  const files = (readdirSync(templates, { recursive: true, withFileTypes: true }) as Dirent[])
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(templates.length + 1))
    .filter((path) => !/^(presets\/[^/]+$|versions\/)/.test(path));
  const sources = new Map(
    files
      .filter((path) => path.endsWith('.ejs'))
      .map((path) => [path, readFileSync(join(templates, path), 'utf8')] as const),
  );

  it('is used', async () => {
    await creation({ packageManager: 'pnpm' });
    const tag = parseResource('Tag', ['name:string'], { access: 'public' });
    const created = filesOf(await creation({ packageManager: 'yarn', resources: [tag] }));
    const grown = await fieldAddition(created, 'Tag', everyType, { seconds: 60 });
    await undoing(recorded(grown, 60), { seconds: 120, keep: true });
    const jobs = filesOf(await creation({ features: choices.filter(({ id }) => id === 'jobs') }));
    const job = { name: 'SendReport', fields: ['at:datetime'], cron: undefined, timeZone: undefined };
    await jobAddition(jobs, job);
    const users = choices.filter(({ id }) => id === 'auth-jwt');
    await roleChange(filesOf(await creation({ features: users })), { editor: ['users:read'] }, 60);
    const { resources } = await presetSpec('shop');
    for (const adapters of adapterPairs)
      await creation({ adapters, features: users, resources, preset: 'shop' });
    const used = new Set(rendered.keys());
    for (const path of used)
      for (const [, name] of (sources.get(path) ?? '').matchAll(/include\('([^']+)'/g))
        used.add(`${name}.ejs`);
    expect(files.filter((path) => !used.has(path))).toEqual([]);
  });

  it('prints no value that is none', () => {
    const odd = /\[object \w+\]|\bNaN\b|\w\bundefined|undefined\w|(?<=['"`/ -])undefined(?=['"`/])/;
    const texts = [...rendered].flatMap(([template, some]) =>
      [...some].map((text) => [template, text] as const),
    );
    const found = texts.filter(([template, text]) => template.endsWith('.ejs') && odd.test(text));
    expect(found.map(([template, text]) => `${template}: ${odd.exec(text)?.[0]}`)).toEqual([]);
    expect(distinct.filter(([path]) => /undefined|null|\[/.test(path))).toEqual([]);
  });

  it('prints values, asks conditions and loops over lists that all have a name', () => {
    const allowed = [
      /^[=-] NAME $/,
      /^[=-] include\('[\w/.-]+'(, (NAME|\{ \w+(: NAME)?(, \w+(: NAME)?)* \}))?\) $/,
      /^ (\} else )?if \(!?NAME\) \{ $/,
      /^ for \(const \w+ of NAME\) \{ $/,
      /^ \}( else \{)? $/,
      /^#/,
    ].map(({ source }) => new RegExp(source.replaceAll('NAME', String.raw`\w+(\.\w+)*`)));
    const others = [...sources].flatMap(([path, text]) =>
      [...text.matchAll(/<%(.*?)%>/gs)]
        .filter(([, tag]) => !allowed.some((pattern) => pattern.test(tag ?? '')))
        .map(([tag]) => `${path}: ${tag}`),
    );
    expect(others).toEqual([]);
  });
});

describe('law 9: every dependency has its version in templates/versions/package.json', () => {
  const kinds = ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies'] as const;
  type Versions = Readonly<Record<string, string>>;
  type Package = Partial<Record<(typeof kinds)[number], Versions>> & {
    readonly overrides?: Readonly<Record<string, Versions>>;
  };
  const versionsOf = (text: string): Versions => {
    const json = JSON.parse(text) as Package;
    const overridden = Object.values(json.overrides ?? {});
    return Object.assign({}, ...overridden, ...kinds.map((kind) => json[kind] ?? {}));
  };
  const known = versionsOf(readFileSync(join(templates, 'versions/package.json'), 'utf8'));
  const used = projects.map(([, project]) => versionsOf(project.get('package.json') ?? ''));

  it('and no version is there for nothing', () => {
    expect(Object.assign({}, ...used)).toEqual(known);
    for (const one of used) expect(known).toMatchObject(one);
  });

  it('exactly', () => {
    const loose = Object.entries(known).filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version));
    expect(loose).toEqual([]);
  });

  it.each(projects)('and every package that is imported is a dependency: %s', (_, project) => {
    const { dependencies, devDependencies } = JSON.parse(project.get('package.json') ?? '') as Package;
    const all = { ...dependencies, ...devDependencies };
    const strays = [...project]
      .filter(([path]) => path.endsWith('.ts'))
      .flatMap(([path, text]) => packagesIn(text).map((name) => [path, name] as const))
      .filter(([path, name]) => !(name in all) && !(`@types/${name}` in all && path.endsWith('.d.ts')));
    expect(strays).toEqual([]);
  });
});

/** The packages a source imports. */
function packagesIn(text: string): readonly string[] {
  const specifiers = [
    ...text.matchAll(/^(?:import|export)\b[^'"]*?\bfrom '([^'.][^']*)'|^import '([^'.][^']*)'/gm),
  ];
  return specifiers
    .map(([, from, bare]) => from ?? bare ?? '')
    .filter((specifier) => !specifier.startsWith('node:') && !specifier.startsWith('vitest/'))
    .map((specifier) =>
      specifier
        .split('/')
        .slice(0, specifier.startsWith('@') ? 2 : 1)
        .join('/'),
    );
}

it('has something to hold to these laws', () => {
  expect(addables.length).toBeGreaterThan(0);
});
