import assert from 'node:assert/strict';
import { runOracle } from '../../support/oracles.js';
import { type Check, noFlaws } from '../check.js';
import { asArray, asObject } from '../document.js';
import type { ProjectFiles } from '../project-files.js';

const t3: Check = {
  item: 'T3',
  title: 'no dead file, export or dependency (knip), no import cycle (madge), layers one-way',
  how: 'Templates are used or not there; modules import downwards, from controller to service to repository.',
  async run({ files }) {
    const [dead, cycles] = await Promise.all([knip(files), madge(files)]);
    noFlaws([...dead, ...cycles, ...wrongLayers(files)]);
  },
};

/** Exports for features and resources to come, which every project has and not every project uses. */
const kit = new Set([
  'bearerToken of src/modules/auth/credential.ts',
  'unknownReference of src/platform/errors.ts',
  'userSummary of src/modules/users/user.view.ts',
]);

async function knip({ dir }: ProjectFiles): Promise<readonly string[]> {
  const args = ['--no-progress', '--reporter', 'json'];
  const { code, stdout, stderr } = await runOracle('knip', args, { cwd: dir });
  assert.ok(code === 0 || code === 1, stderr);
  const { issues } = JSON.parse(stdout) as { issues: unknown };
  return asArray(issues).flatMap((issue) => {
    const { file, ...kinds } = asObject(issue);
    return Object.entries(kinds).flatMap(([kind, list]) =>
      asArray(list)
        .map((one) => `${String(asObject(one)['name'])} of ${String(file)}`)
        .filter((name) => !kit.has(name))
        .map((name) => `${kind}: nobody uses ${name}`),
    );
  });
}

/** Of imports that remain at run time. Entities know each other: TypeORM resolves those late. */
async function madge({ dir }: ProjectFiles): Promise<readonly string[]> {
  const args = ['--circular', '--json', '--no-spinner', '--extensions', 'ts', '--ts-config', 'tsconfig.json'];
  const { code, stdout, stderr } = await runOracle('madge', [...args, 'src'], { cwd: dir });
  assert.ok(code === 0 || code === 1, stderr);
  return (JSON.parse(stdout) as readonly (readonly string[])[])
    .filter((cycle) => !cycle.every((path) => path.endsWith('.entity.ts')))
    .map((cycle) => `a cycle: ${cycle.join(' -> ')}`);
}

const layers: readonly { readonly of: RegExp; readonly not: RegExp }[] = [
  { of: /\.service\.ts$/, not: /^(?:express|typeorm|pg)$|\.(?:controller|routes)\.js$|http\/(?!actor)/ },
  { of: /\.repository\.ts$/, not: /^express$|\.(?:controller|routes|service)\.js$|\/http\/(?!actor)/ },
  { of: /\.controller\.ts$/, not: /^(?:typeorm|pg)$|\.(?:repository|routes)\.js$|\/database\// },
  { of: /\.entity\.ts$/, not: /^express$|\.(?:controller|routes|service|repository)\.js$|\/http\// },
];

function wrongLayers(files: ProjectFiles): readonly string[] {
  return files
    .list((path) => /^src\/.*\.ts$/.test(path))
    .flatMap((path) =>
      layers
        .filter(({ of }) => of.test(path))
        .flatMap(({ not }) =>
          importsOf(files.read(path))
            .filter(({ from, isType }) => not.test(from) && !(isType && from.endsWith('.repository.js')))
            .map(({ from }) => `${path} knows ${from}`),
        ),
    );
}

/** Imports and re-exports of a source; oxlint and prettier have seen to one way of writing them. */
const importsOf = (text: string): readonly { readonly from: string; readonly isType: boolean }[] =>
  [...text.matchAll(/^(?:import|export)\s+(type\s+)?([^'";]*?\s+from\s+)?'([^']+)'/gm)].map(
    ([, type, what = '', from = '']) => ({
      from,
      isType: type !== undefined || /^\{\s*(?:type\s+\w+[^,]*,?\s*)+\}/.test(what.trim()),
    }),
  );

export const structureChecks: readonly Check[] = [t3];
