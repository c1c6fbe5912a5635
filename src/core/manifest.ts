import { isDeepStrictEqual } from 'node:util';
import { hashOf } from './bytes.js';
import { type Generated, hashesAfter, hashesIn, hashesPath, listed, readHashes } from './hashes.js';
import {
  checked,
  checkedAnswers,
  checkedResource,
  isPartName,
  type Manifest,
  type ManifestFile,
} from './manifest-shape.js';
import { plinthFolder } from './journal.js';
import { parsedOnce } from './parsed-once.js';
import { type Plan, planOf } from './plan.js';
import type { Project } from './project.js';

export const manifestPath = `${plinthFolder}/manifest.json`;

/** A file for each feature and each resource: two branches that add one each are merged without a conflict. */
const folders = { features: `${plinthFolder}/features`, resources: `${plinthFolder}/resources` } as const;

/** The project's manifest, or undefined where Plinth was never used. */
export function readManifest(project: Project): Manifest | undefined {
  const own = ownFile(project);
  if (own === undefined) return undefined;
  const { files: _files, features = {}, resources = {}, ...rest } = own;
  return {
    ...rest,
    features: { ...features, ...partsOf(project, 'features', checkedAnswers) },
    resources: { ...resources, ...partsOf(project, 'resources', checkedResource) },
  };
}

const ownFile = (project: Project): ManifestFile | undefined => {
  const text = project.read(manifestPath);
  return text === undefined ? undefined : parsedOnce(manifestPath, text, checked);
};

type Parse<V> = (text: string, file: string, name: string) => V;

function partsOf<V>(project: Project, kind: keyof typeof folders, parse: Parse<V>): Record<string, V> {
  return Object.fromEntries(
    partPaths(project, folders[kind]).flatMap((path) => {
      const name = path.slice(folders[kind].length + 1, -'.json'.length);
      const text = project.read(path);
      return text === undefined ? [] : [[name, parsedOnce(path, text, (...all) => parse(...all, name))]];
    }),
  );
}

const partPaths = (project: Project, folder: string): readonly string[] =>
  project.list(folder).filter((path) => {
    const name = path.slice(folder.length + 1);
    return name.endsWith('.json') && isPartName(name.slice(0, -'.json'.length));
  });

/** Whether the manifest is one file, as an older Plinth wrote it. */
export function isOneFile(project: Project): boolean {
  const own = ownFile(project);
  return own?.features !== undefined || own?.resources !== undefined;
}

/** The list of what Plinth generated, from the manifest itself where that is still an old one. */
const hashesOf = (project: Project): string =>
  project.has(hashesPath) ? readHashes(project) : listed(ownFile(project)?.files ?? {});

/** Tells which files of the project Plinth once generated. */
export function isGenerated(project: Project): (path: string) => boolean {
  const paths = new Set(generatedFiles(project));
  return (path) => paths.has(path);
}

/** The files of the project that Plinth once generated, whether they are there or not. */
export const generatedFiles = (project: Project): readonly string[] => {
  const lines = hashesOf(project)
    .split('\n')
    .filter((line) => line !== '');
  return [...new Set(lines.map((line) => line.slice(line.indexOf('  ') + 2)))];
};

/** Whether a text is what Plinth last generated as a file of the project. */
export function isAsGenerated(project: Project): (path: string, text: string) => boolean {
  const list = hashesOf(project);
  return (path, text) => hashesIn(list, path).includes(hashOf(text));
}

/** Tells which files two branches have changed that git has merged: nothing was generated as they are now. */
export function isMergedByGit(project: Project): (path: string) => boolean {
  const list = hashesOf(project);
  return (path) => new Set(hashesIn(list, path)).size > 1;
}

/** How many files of the project Plinth generated. */
export const countGenerated = (project: Project): number => generatedFiles(project).length;

/** Whether a file is Plinth's own bookkeeping, which its users need not hear of. */
export const isBookkeeping = (path: string): boolean =>
  isOfManifest(path) || path === hashesPath || path.startsWith(`${plinthFolder}/history/`);

const isOfManifest = (path: string): boolean =>
  path === manifestPath || Object.values(folders).some((folder) => path.startsWith(`${folder}/`));

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
  const project = manifestWritten(manifest, plan.project).write(hashesPath, after);
  return planOf(project, plan);
}

/** The project with this manifest; a file that says the same already is left as it is. */
export function manifestWritten(manifest: Manifest, project: Project): Project {
  const texts = printedFiles(manifest);
  const gone = Object.values(folders)
    .flatMap((folder) => partPaths(project, folder))
    .filter((path) => !texts.has(path));
  const others = [...texts].filter(([path, text]) => !saysTheSame(text, project.read(path)));
  return gone.reduce((left, path) => left.remove(path), project.writeAll(new Map(others)));
}

function saysTheSame(text: string, there: string | undefined): boolean {
  if (there === undefined || there === text) return there === text;
  return isDeepStrictEqual(JSON.parse(there), JSON.parse(text));
}

const printedManifest = (manifest: Manifest): string => [...printedFiles(manifest).values()].join('');

/** One order of keys, whoever built the value: what is the same is the same text. */
function printedFiles(manifest: Manifest): ReadonlyMap<string, string> {
  const own: ManifestFile = {
    plinth: manifest.plinth,
    name: manifest.name,
    framework: manifest.framework,
    database: manifest.database,
    packageManager: manifest.packageManager,
    ...(manifest.user !== undefined && { user: { fields: manifest.user.fields } }),
    ...(manifest.roles !== undefined && { roles: manifest.roles }),
  };
  const features = byKey(manifest.features, (answers) => byKey(answers));
  return new Map([
    [manifestPath, printed(own)],
    ...partsIn(folders.features, features),
    ...partsIn(folders.resources, byKey(manifest.resources)),
  ]);
}

const partsIn = (folder: string, parts: Readonly<Record<string, unknown>>): readonly [string, string][] =>
  Object.entries(parts).map(([name, part]) => [`${folder}/${name}.json`, printed(part)]);

const printed = (value: unknown): string => `${JSON.stringify(value, undefined, 2)}\n`;

function byKey<V>(
  record: Readonly<Record<string, V>>,
  inner: (value: V) => V = (value) => value,
): Record<string, V> {
  const keys = Object.keys(record).sort();
  return Object.fromEntries(keys.map((key) => [key, inner(record[key] as V)]));
}
