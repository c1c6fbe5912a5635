import { existsSync, readFileSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(import.meta.url);

/** `.ts` where the tests run the sources, `.js` in what `npm run build` made of them. */
export const extension = extname(here);

/** The folder with our package.json. The build may put this module anywhere below it. */
export const packageRoot = upwards(dirname(here));

/** Where the features and roles lie, each in the folder it has in `src`. */
export const sources = join(packageRoot, extension === '.ts' ? 'src' : 'dist/src');

/** Folders of templates that come with Plinth. */
export const builtInTemplates = join(packageRoot, 'templates');

/** The checker of regular expressions: the build keeps it apart from the rest, for only commands with a pattern load it. */
export const checkerPath =
  extension === '.ts' ? 'recheck/lib/browser.js' : join(packageRoot, 'dist/recheck.cjs');

/** The parser of TypeScript, which the build keeps apart too: only commands that edit it load it. */
export const morphPath = extension === '.ts' ? 'ts-morph' : join(packageRoot, 'dist/ts-morph.cjs');

/** The version of this package, read without loading anything else. */
export function version(): string {
  const { version: text } = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8')) as {
    version: string;
  };
  return text;
}

/** What has changed from version to version. */
export const changelog = (): string => readFileSync(join(packageRoot, 'CHANGELOG.md'), 'utf8');

/** The versions of Node that this package runs on. */
export function ownEngines(): string {
  const { engines } = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8')) as {
    engines: { node: string };
  };
  return engines.node;
}

/** The name to install us by. */
export const packageName = 'create-plinth';

/**
 * Whether a registry has this version, so that a project may depend on it. A package that was published says so itself (`npm publish`
 * runs the build, which leaves a mark); for one that was packed first, npm's own record says where it came from. A checkout or a
 * tarball that somebody handed on is nothing that others could install.
 */
export function isPublished(root: string = packageRoot): boolean {
  return existsSync(join(root, 'dist/published')) || cameFromRegistry(root);
}

function cameFromRegistry(root: string): boolean {
  const record = join(dirname(root), '.package-lock.json');
  if (!existsSync(record)) return false;
  const { packages } = JSON.parse(readFileSync(record, 'utf8')) as {
    packages?: Record<string, { resolved?: string }>;
  };
  const entry = packages?.[`node_modules/${packageName}`];
  // With `omit-lockfile-registry-resolved` npm leaves out the address of what a registry served, and of nothing else.
  return entry !== undefined && (entry.resolved === undefined || /^https?:.*\/-\//.test(entry.resolved));
}

function upwards(folder: string): string {
  return existsSync(join(folder, 'package.json')) ? folder : upwards(dirname(folder));
}
