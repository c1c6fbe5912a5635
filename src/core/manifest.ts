import type { Resource } from '../resource/model.js';
import { hashOf } from './bytes.js';
import { checked } from './manifest-shape.js';
import type { Plan } from './plan.js';
import type { Project } from './project.js';

export const manifestPath = '.plinth/manifest.json';

/** What is installed, with which answers, by which version. Never a secret. */
export interface Manifest {
  /** The version of Plinth that wrote it. */
  readonly plinth: string;
  readonly name: string;
  readonly framework: string;
  readonly database: string;
  readonly packageManager: 'npm' | 'pnpm' | 'yarn' | 'bun';
  readonly features: Readonly<Record<string, Readonly<Record<string, string | boolean>>>>;
  readonly resources: Readonly<Record<string, Resource>>;
  /** The sha256 of each file as Plinth last generated it; a hand-edited file keeps its old hash. */
  readonly files: Readonly<Record<string, string>>;
}

/** The project's manifest, or undefined where Plinth was never used. */
export function readManifest(project: Project): Manifest | undefined {
  const text = project.read(manifestPath);
  if (text === undefined) return undefined;
  // Read when the project is opened and again when the plan is done: checked once.
  if (text !== last?.text) last = { text, manifest: checked(text, manifestPath) };
  return last.manifest;
}

let last: { readonly text: string; readonly manifest: Manifest } | undefined;

/** The plan with the manifest brought up to date; a manifest that says the same already is left as it is. */
export function withManifest(plan: Plan, manifest: Omit<Manifest, 'files'>): Plan {
  const old = readManifest(plan.project);
  const next = printed(manifest, filesAfter(plan, old?.files ?? {}));
  // A new file is news to the manifest; printing the old one to see that costs as much as all the rest.
  const brings = plan.changes.some(({ kind }) => kind === 'create');
  if (old !== undefined && !brings && printed(old, Object.entries(old.files)) === next) return plan;
  const project = plan.project.write(manifestPath, next);
  return { ...plan, project, changes: project.changes(), seen: project.seen() };
}

function filesAfter(plan: Plan, old: Manifest['files']): readonly Hash[] {
  const files = new Map(Object.entries(old));
  for (const change of plan.changes) {
    if (change.path === manifestPath) continue;
    if (change.kind === 'remove') files.delete(change.path);
    else if (change.kind === 'create') files.set(change.path, hashOf(change.after));
    else if (files.get(change.path) === hashOf(change.before)) files.set(change.path, hashOf(change.after));
  }
  return [...files];
}

type Hash = readonly [path: string, sha256: string];

/**
 * One order of keys, whoever built the value: what is the same is the same text. The files are printed line by line, since an object of
 * thousands of keys takes longer to build than all the rest.
 */
function printed(manifest: Omit<Manifest, 'files'>, files: readonly Hash[]): string {
  const ordered: Omit<Manifest, 'files'> = {
    plinth: manifest.plinth,
    name: manifest.name,
    framework: manifest.framework,
    database: manifest.database,
    packageManager: manifest.packageManager,
    features: byKey(manifest.features, (answers) => byKey(answers)),
    resources: byKey(manifest.resources),
  };
  const head = JSON.stringify(ordered, undefined, 2).slice(0, -'\n}'.length);
  const lines = files
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([path, hash]) => `    ${JSON.stringify(path)}: ${JSON.stringify(hash)}`)
    .join(',\n');
  return `${head},\n  "files": ${lines === '' ? '{}' : `{\n${lines}\n  }`}\n}\n`;
}

function byKey<V>(
  record: Readonly<Record<string, V>>,
  inner: (value: V) => V = (value) => value,
): Record<string, V> {
  const keys = Object.keys(record).sort();
  return Object.fromEntries(keys.map((key) => [key, inner(record[key] as V)]));
}
