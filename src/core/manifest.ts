import { hashOf } from './bytes.js';
import { type Generated, hashesAfter, hashesPath, hashIn, listed, readHashes } from './hashes.js';
import { checked, type Manifest, type WithHashes } from './manifest-shape.js';
import { plinthFolder } from './journal.js';
import type { Plan } from './plan.js';
import type { Project } from './project.js';

export const manifestPath = '.plinth/manifest.json';

/** The project's manifest, or undefined where Plinth was never used. */
export const readManifest = (project: Project): Manifest | undefined => read(project)?.manifest;

interface Read {
  readonly manifest: Manifest;
  /** The hashes of an old manifest. */
  readonly files: WithHashes['files'];
}

let last: { readonly text: string; readonly read: Read } | undefined;

/** Read when the project is opened and again when the plan is done: checked once. */
function read(project: Project): Read | undefined {
  const text = project.read(manifestPath);
  if (text === undefined) return undefined;
  if (text !== last?.text) last = { text, read: separated(checked(text, manifestPath)) };
  return last.read;
}

const separated = ({ files = {}, ...manifest }: Manifest & Partial<WithHashes>): Read => ({
  manifest,
  files,
});

/** The list of what Plinth generated, from the manifest itself where that is still an old one. */
const hashesOf = (project: Project): string =>
  project.has(hashesPath) ? readHashes(project) : listed(read(project)?.files ?? {});

/** Tells which files of the project Plinth once generated. */
export function isGenerated(project: Project): (path: string) => boolean {
  const paths = new Set(generatedFiles(project));
  return (path) => paths.has(path);
}

/** The files of the project that Plinth once generated, whether they are there or not. */
export const generatedFiles = (project: Project): readonly string[] =>
  hashesOf(project)
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.slice(line.indexOf('  ') + 2));

/** Whether a text is what Plinth last generated as a file of the project. */
export function isAsGenerated(project: Project): (path: string, text: string) => boolean {
  const list = hashesOf(project);
  return (path, text) => hashIn(list, path) === hashOf(text);
}

/** How many files of the project Plinth generated. */
export const countGenerated = (project: Project): number => generatedFiles(project).length;

/** Whether a file is Plinth's own bookkeeping, which its users need not hear of. */
export const isBookkeeping = (path: string): boolean =>
  path === manifestPath || path === hashesPath || path.startsWith(`${plinthFolder}/history/`);

/**
 * The plan with the manifest and the hashes brought up to date; what says the same already is left as it is.
 * @param generated of files where what the project has is edited.
 */
export function withManifest(plan: Plan, manifest: Manifest, generated?: Generated): Plan {
  const old = readManifest(plan.project);
  // A plan on top of another plan changes what lies on the disk: its hashes are those that count.
  const before = hashesOf(plan.project.asFound());
  const after = hashesAfter(before, plan.changes, generated);
  const next = printedManifest(manifest);
  if (after === hashesOf(plan.project) && old !== undefined && printedManifest(old) === next) return plan;
  const project = plan.project.write(manifestPath, next).write(hashesPath, after);
  return { ...plan, project, changes: project.changes(), seen: project.seen() };
}

/** One order of keys, whoever built the value: what is the same is the same text. */
export function printedManifest(manifest: Manifest): string {
  const ordered: Manifest = {
    plinth: manifest.plinth,
    name: manifest.name,
    framework: manifest.framework,
    database: manifest.database,
    packageManager: manifest.packageManager,
    features: byKey(manifest.features, (answers) => byKey(answers)),
    ...(manifest.user !== undefined && { user: { fields: manifest.user.fields } }),
    resources: byKey(manifest.resources),
  };
  return `${JSON.stringify(ordered, undefined, 2)}\n`;
}

function byKey<V>(
  record: Readonly<Record<string, V>>,
  inner: (value: V) => V = (value) => value,
): Record<string, V> {
  const keys = Object.keys(record).sort();
  return Object.fromEntries(keys.map((key) => [key, inner(record[key] as V)]));
}
