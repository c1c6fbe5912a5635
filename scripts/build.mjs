// Bundles bin and src into dist, from nothing: starting is most of what a command costs, and few files start faster than hundreds.
// What package.json lists as a dependency is installed beside us; everything else that is imported becomes part of the bundle.
import {
  chmodSync,
  copyFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import { bundleTsMorph } from './bundle-ts-morph.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const dist = join(root, 'dist');
const bins = ['plinth', 'create-plinth'].map((bin) => `bin/${bin}`);

/** Found by scanning at run time, so they keep their places. */
const scanned = ['features', 'roles/http', 'roles/persistence'].flatMap((folder) =>
  readdirSync(join(root, 'src', folder)).flatMap((id) =>
    ['feature', 'wiring', 'detect', 'entities']
      .map((name) => `src/${folder}/${id}/${name}`)
      .filter((path) => existsSync(join(root, `${path}.ts`))),
  ),
);

/** The bundled packages with their licences, as those ask for. */
function notices(modules) {
  const folders = new Set(
    modules.flatMap((id) => /^.*node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/.exec(id)?.[0] ?? []),
  );
  const texts = [...folders].sort().map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
    const text = file === undefined ? `Licence: ${license}` : readFileSync(join(folder, file), 'utf8').trim();
    return `${name} ${version}\n\n${text}\n`;
  });
  return texts.join(`\n${'-'.repeat(80)}\n\n`);
}

const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
rmSync(dist, { recursive: true, force: true });
const bundle = await rolldown({
  cwd: root,
  input: Object.fromEntries([...bins, ...scanned].map((path) => [path, `${path}.ts`])),
  platform: 'node',
  external: Object.keys(dependencies),
  resolve: {
    mainFields: ['module', 'main'],
    // For Node, yaml is CommonJS, which takes three times as long to start as its ES modules, and loads all of them.
    alias: { yaml: join(root, 'node_modules/yaml/browser/index.js') },
  },
});
const { output } = await bundle.write({
  dir: dist,
  entryFileNames: '[name].js',
  chunkFileNames: 'chunks/[name].js',
});
await bundle.close();
// Bundled by its makers, and required where a pattern is checked: see src/package.ts.
const recheck = join(root, 'node_modules/recheck/lib/browser.js');
copyFileSync(recheck, join(dist, 'recheck.cjs'));
const morph = await bundleTsMorph(root, join(dist, 'ts-morph.cjs'));
// ts-morph holds TypeScript, and not its licence.
const typescript = join(root, 'node_modules/typescript/package.json');
const modules = [...output.flatMap(({ moduleIds }) => moduleIds ?? []), recheck, ...morph, typescript];
writeFileSync(join(dist, 'LICENSES.txt'), notices(modules));
for (const bin of bins) chmodSync(join(dist, `${bin}.js`), 0o755);
// What a registry has can be installed by others: see src/package.ts.
if (process.env.npm_command === 'publish') writeFileSync(join(dist, 'published'), '');
