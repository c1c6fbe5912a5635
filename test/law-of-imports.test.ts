import { isBuiltin } from 'node:module';
import { dirname, join } from 'node:path/posix';
import { describe, expect, it } from 'vitest';
import { everything } from './adding/addables.js';
import { adapterPairs, choices, closure, creation, type Files, filesOf } from './adding/planning.js';

const together = (everything: readonly Files[]) =>
  everything.map((files, at) => [`everything on ${adapterPairs[at]?.http}`, files] as const);

const alone = await Promise.all(
  adapterPairs.flatMap((adapters) =>
    choices.map(async (feature) => {
      const plan = await creation({ adapters, features: closure(feature) });
      return [`${feature.id} on ${adapters.http}`, filesOf(plan)] as const;
    }),
  ),
);

describe('law 12: a plan is closed under its imports', () => {
  it.each([...alone, ...together(everything)])('%s', (_, files) => {
    expect([...files.keys()].flatMap((path) => open(files, path))).toEqual([]);
  });

  it('sees what is missing', () => {
    const files: Files = new Map([
      ['package.json', '{"dependencies":{"pg":"8"},"devDependencies":{"vitest":"4"}}'],
      [
        'src/a.ts',
        "import x from './b.js';\nexport { y } from 'pgg/lib';\nimport 'vitest';\nawait import('./c.js');\n",
      ],
      [
        'src/b.ts',
        "import { type Z } from 'pg/lib';\nimport fs from 'node:fs';\nimport type { V } from 'vitest';\n",
      ],
    ]);
    expect(open(files, 'src/a.ts')).toEqual(['src/a.ts: pgg/lib', 'src/a.ts: vitest', 'src/a.ts: ./c.js']);
    expect(open(files, 'src/b.ts')).toEqual([]);
  });
});

/** The imports of a file that lead nowhere. */
const open = (files: Files, path: string): readonly string[] =>
  importsOf(path, files.get(path) ?? '')
    .filter((one) => !isThere(files, path, one))
    .map(({ specifier }) => `${path}: ${specifier}`);

const statement =
  /^(?:import|export)\s(type\s)?[\w\s{},*$]*?\bfrom\s+'([^']+)'|^import\s+'([^']+)'|\bimport\('([^']+)'\)/gm;

interface Import {
  readonly specifier: string;
  /** What exists at the start of the file that has it: neither a type nor an `import()`. */
  readonly atStart: boolean;
}

function importsOf(path: string, text: string): readonly Import[] {
  if (!/\.[cm]?[jt]s$/.test(path)) return [];
  return [...text.matchAll(statement)].map(([, type, from, bare, dynamic]) => ({
    specifier: from ?? bare ?? dynamic ?? '',
    atStart: type === undefined && dynamic === undefined,
  }));
}

/**
 * A file of the project, a module of Node, or a package that package.json lists. What the service loads when it starts is among the production
 * dependencies; a type is needed by the compiler only, and `import()` stands where the package may be missing.
 */
function isThere(files: Files, path: string, { specifier, atStart }: Import): boolean {
  if (specifier.startsWith('.')) {
    const target = join(dirname(path), specifier);
    return files.has(target) || files.has(target.replace(/\.js$/, '.ts'));
  }
  if (isBuiltin(specifier)) return true;
  const name = specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
  const { dependencies, devDependencies } = JSON.parse(files.get('package.json') ?? '{}') as Packages;
  return name in dependencies || (!(path.startsWith('src/') && atStart) && name in devDependencies);
}

interface Packages {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}
