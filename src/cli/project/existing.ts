import { UsageError, UserError } from '../../core/errors.js';
import { repair } from '../../core/commit.js';
import { isAsGenerated } from '../../core/manifest.js';
import type { Manifest } from '../../core/manifest-shape.js';
import type { Project } from '../../core/project.js';
import { nodeDisk } from '../../ports/node-disk.js';
import type { KnownEntity } from '../../resource/model.js';
import type { ParsedResource } from '../../resource/parsed.js';
import { type Facts, isIdentity, type PlinthFeature } from '../../roles/tools.js';
import { type PackageManager, packageManagers } from '../prompts/choices.js';
import { factsOf, type PlanningParts } from '../planning/plan-project.js';
import { EarlierVersion } from './earlier-version.js';
import { featuresIn, requireOurs } from './evidence.js';
import { formattingOf } from './formatting.js';
import type { Adapters, BuiltIns } from '../planning/built-ins.js';
import { folderAt, type Place, projectAt, rootHere } from './open.js';
import { Repository } from './repository.js';
import { version } from '../../package.js';
import type { Session } from '../world.js';

/** A project that is there, ready to be added to. */
export interface Existing {
  readonly root: string;
  readonly project: Project;
  readonly builtIns: BuiltIns;
  readonly catalogue: readonly PlinthFeature[];
  readonly parts: PlanningParts;
  readonly adapters: Adapters;
  readonly facts: Facts;
  readonly manifest: Manifest;
  /** A file as Plinth wrote it, where a commit has it, or the version of Plinth that wrote it still writes it so. */
  writtenBefore(path: string): Promise<string | undefined>;
  /** What there is to say of how the new files of a plan were formatted. */
  formattingNotes(): readonly string[];
}

/** Opens the project around the working folder. What a killed command left is repaired first, except in a dry run. */
export async function openExisting(session: Session): Promise<Existing> {
  const { world, globals, moment } = session;
  const root = rootHere(folderAt(world.cwd, globals.cwd));
  await repaired(root, session);
  const place = projectAt(root);
  const builtIns = await world.builtIns();
  return existingAt(place, builtIns, moment, await pastOf(place, builtIns, session));
}

/** Texts that a file once had and that fit, from where they can still be had. */
interface Past {
  textThat(fits: (text: string) => boolean, path: string): Promise<string | undefined>;
}

/** What git has of a project and, where another version of Plinth wrote it, what that version creates. */
async function pastOf({ root, manifest }: Place, builtIns: BuiltIns, session: Session): Promise<Past> {
  const repository = new Repository(root, session.world.shell);
  if (manifest === undefined || manifest.plinth === version()) return repository;
  const earlier = new EarlierVersion(manifest, await builtIns.features(), session);
  return {
    async textThat(fits, path) {
      const committed = await repository.textThat(fits, path);
      if (committed !== undefined) return committed;
      const created = await earlier.text(path);
      return created !== undefined && fits(created) ? created : undefined;
    },
  };
}

/** Repairs what a killed command left, and says so. */
export async function repaired(root: string, { world, globals }: Session): Promise<void> {
  if (globals.dryRun) return;
  const said = await repair(nodeDisk(root));
  if (said !== undefined) world.terminal.stderr.write(`${said}\n`);
}

/** A place with what is needed to add to it. */
export async function existingAt(
  place: Place,
  builtIns: BuiltIns,
  started: Date,
  past?: Past,
): Promise<Existing> {
  // Half of what is added would be left out for a file that does not parse.
  packageJson(place.project);
  const adapters = await adaptersOf(place, builtIns);
  const catalogue = await builtIns.features();
  if (place.manifest === undefined) requireOurs(place, adapters, catalogue);
  const manifest = manifestOf(place, adapters, catalogue);
  const parts = await builtIns.parts(adapters, place.project, `${place.root}/.plinth/templates`);
  const { format, notes } = formattingOf(place.root, parts.format);
  return {
    root: place.root,
    project: place.project,
    builtIns,
    catalogue,
    parts: { ...parts, format },
    writtenBefore(path) {
      const fits = isAsGenerated(place.project);
      return past?.textThat((text) => fits(path, text), path) ?? Promise.resolve(undefined);
    },
    formattingNotes: notes,
    adapters,
    facts: factsOf(manifest, catalogue, started),
    manifest,
  };
}

async function adaptersOf({ root, project, manifest }: Place, builtIns: BuiltIns): Promise<Adapters> {
  const installed = Object.keys(manifest?.features ?? {});
  const persistence = (await builtIns.adapters('persistence')).find((id) => installed.includes(id));
  if (manifest !== undefined && persistence !== undefined) return { http: manifest.framework, persistence };
  const found = await builtIns.detected(project);
  if (found.http !== undefined && found.persistence !== undefined) {
    return { http: found.http, persistence: found.persistence };
  }
  const missing = found.http === undefined ? 'web framework' : 'database layer';
  throw new UsageError(
    `${root} has a package.json, but no ${missing} that Plinth knows.`,
    'Plinth adds to projects that it created. To create one: create-plinth my-api',
    { code: 'not-a-project' },
  );
}

/** The manifest; what it does not say of authentication, and all of one that is not there, is read from the code. */
function manifestOf(place: Place, adapters: Adapters, catalogue: readonly PlinthFeature[]): Manifest {
  const { manifest, project } = place;
  const identities = catalogue.filter(isIdentity);
  if (manifest !== undefined && identities.some(({ id }) => id in manifest.features)) return manifest;
  if (manifest === undefined) return firstManifest(place, adapters, featuresIn(project, catalogue));
  const there = featuresIn(project, identities);
  return there.length === 0 ? manifest : { ...manifest, features: withFeatures(there, manifest) };
}

/** What the code says of a project that lost its manifest. */
function firstManifest(
  { root, project }: Place,
  adapters: Adapters,
  there: readonly PlinthFeature[],
): Manifest {
  const { http, persistence } = adapters;
  const manifest: Manifest = {
    plinth: version(),
    name: packageName(project) ?? root.split(/[\\/]/).at(-1) ?? 'app',
    framework: http,
    database: 'postgres',
    packageManager: packageManagerOf(project),
    features: { [http]: {}, [persistence]: {} },
    resources: {},
  };
  return { ...manifest, features: withFeatures(there, manifest) };
}

const withFeatures = (features: readonly PlinthFeature[], manifest: Manifest): Manifest['features'] => ({
  ...Object.fromEntries(features.map(({ id }) => [id, {}])),
  ...manifest.features,
});

function packageName(project: Project): string | undefined {
  const { name } = packageJson(project);
  return typeof name === 'string' ? name : undefined;
}

/** The package.json, or a refusal that says why it cannot be read. */
export function packageJson(project: Project): Readonly<Record<string, unknown>> {
  const text = project.read('package.json') ?? '{}';
  try {
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return value as Record<string, unknown>;
  } catch (error) {
    const reason = error instanceof Error ? ` (${error.message})` : '';
    throw new UserError(
      `package.json is not valid JSON${reason}.`,
      'Fix it by hand, then run the command again.',
    );
  }
  throw new UserError('package.json is not an object.', 'Fix it by hand, then run the command again.');
}

const lockfiles: Record<PackageManager, readonly string[]> = {
  npm: ['package-lock.json'],
  pnpm: ['pnpm-lock.yaml'],
  yarn: ['yarn.lock'],
  bun: ['bun.lock', 'bun.lockb'],
};

const packageManagerOf = (project: Project): PackageManager =>
  packageManagers.find((id) => lockfiles[id].some((path) => project.has(path))) ?? 'npm';

/** Looks through the sources for entities that are asked for and not where they are known to be, or not known at all. */
export async function withScannedEntities(existing: Existing, wanted: ParsedResource): Promise<Existing> {
  const { facts, adapters, project, builtIns } = existing;
  const isThere = ({ path }: KnownEntity): boolean => project.has(path);
  const targets = wanted.fields.flatMap((field) => (field.kind === 'scalar' ? [] : [field.target]));
  const here = (target: string): boolean => {
    const entity = facts.entities.get(target);
    return target === wanted.name || (entity !== undefined && isThere(entity));
  };
  if (targets.every(here) && facts.entities.size > 0) return existing;
  const found = await builtIns.entities(adapters.persistence, project);
  const entities = new Map(found.map((entity) => [entity.name, entity]));
  for (const entity of facts.entities.values()) entities.set(entity.name, located(entity, entities));
  const gone = targets.flatMap((target) => entities.get(target) ?? []).find((entity) => !isThere(entity));
  if (gone !== undefined && gone.name !== wanted.name) throw lost(gone);
  return { ...existing, facts: { ...facts, entities } };
}

/** A known entity, at the file that declares it now. */
function located(entity: KnownEntity, found: ReadonlyMap<string, KnownEntity>): KnownEntity {
  const there = found.get(entity.name);
  return there === undefined ? entity : { ...entity, path: there.path };
}

const lost = ({ name, path }: KnownEntity): UserError =>
  new UserError(
    `The entity ${name} is not in ${path} any more, and no other file below src declares it.`,
    'Restore it, or leave the relation out.',
  );
