import type { ManualStep } from '../../core/draft.js';
import type { Step } from '../../core/feature.js';
import { hashesPath } from '../../core/hashes.js';
import {
  generatedFiles,
  isAsGenerated,
  isBookkeeping,
  isGenerated,
  withManifest,
} from '../../core/manifest.js';
import type { Plan } from '../../core/plan.js';
import { Project } from '../../core/project.js';
import { order } from '../../core/recipe.js';
import { mergedFile } from '../../roles/merged-file.js';
import type { PlinthFeature, Tools } from '../../roles/tools.js';
import { version } from '../../package.js';
import { patch } from '../output/diff.js';
import type { Existing } from '../project/existing.js';
import { modelOf } from './model.js';
import { movedFile } from './moved-file.js';
import { planned, withInstall } from './plan-project.js';

/**
 * Plans to bring a project to this version's templates: what Plinth wrote of a file, what it would write now, and the file as it is are
 * merged. Migrations stay as they are; what was deleted stays deleted.
 */
export async function plannedUpdate(existing: Existing): Promise<Plan> {
  const { project: start, manifest, facts } = existing;
  const written = await asWrittenNow(existing);
  const manual: ManualStep[] = [];
  const generated = new Map<string, string>();
  let project = start;
  for (const [path, theirs] of written) {
    const outcome = await outcomeOf(path, theirs, existing);
    if (outcome === undefined) continue;
    if ('reason' in outcome) {
      manual.push(outcome);
      continue;
    }
    if (outcome.text !== undefined) project = project.write(outcome.path, outcome.text);
    generated.set(path, theirs);
  }
  const plan = {
    project,
    changes: project.changes(),
    seen: project.seen(),
    manual,
    tasks: [],
    edits: new Map(),
    notes: leftOver(written, existing, project),
  };
  const because = 'package.json lists other versions';
  return withInstall(withManifest(plan, { ...manifest, plinth: version() }, generated), facts, because);
}

type Texts = ReadonlyMap<string, string>;

/** All files that a project with this manifest gets today, in the style of the project; of migrations, those alone that it lacks. */
async function asWrittenNow(existing: Existing): Promise<Texts> {
  const { project, manifest, catalogue, facts, parts } = existing;
  const steps = Object.entries(manifest.features).flatMap(([id, answers]): Step<Tools>[] =>
    catalogue.filter((feature) => feature.id === id).map((feature) => ({ feature, answers })),
  );
  const inOrder = catalogue.flatMap(({ id }) => steps.filter(({ feature }) => feature.id === id));
  const model = modelOf(manifest.resources, existing, {
    before: manifest.resources,
    wasCalled: (name) => name,
  });
  const { persistence } = parts.tools(facts);
  const isKept = (path: string): boolean => persistence.isMigration(path) || path === hashesPath;
  const migrations = Project.over({
    read: (path) => (isKept(path) ? project.read(path) : undefined),
    list: (folder) => project.list(folder).filter(isKept),
  });
  const { changes } = await planned(
    {
      project: migrations,
      features: order(inOrder, new Set(), catalogue),
      resources: model.inOrder(Object.values(manifest.resources)),
      facts,
      manifest,
      alterations: [{ feature: listing(migrations.list().filter(persistence.isMigration)), answers: {} }],
      again: true,
    },
    parts,
  );
  return new Map(
    changes.flatMap((change) =>
      change.kind === 'create' && !isBookkeeping(change.path) ? [[change.path, change.after] as const] : [],
    ),
  );
}

/** Lists the migrations that later commands have made. */
const listing = (paths: readonly string[]): PlinthFeature => ({
  id: 'listed-migrations',
  title: '',
  summary: '',
  needs: [],
  questions: {},
  plan: ({ draft, persistence }) => persistence.listedMigrations(draft, paths.toSorted().toReversed()),
});

/** The new text of a file, undefined where it stays as it is. */
interface Update {
  readonly path: string;
  readonly text: string | undefined;
}

/** What becomes of a file; undefined where this version writes what was written before, and where nothing is to be touched. */
async function outcomeOf(
  path: string,
  theirs: string,
  existing: Existing,
): Promise<Update | ManualStep | undefined> {
  const { project } = existing;
  const isRecorded = isAsGenerated(project);
  const mine = project.read(path);
  if (!isGenerated(project)(path)) return mine === undefined ? { path, text: theirs } : undefined;
  if (isRecorded(path, theirs)) return undefined;
  if (mine === theirs) return { path, text: undefined };
  if (mine !== undefined && isRecorded(path, mine)) {
    return isSameInOtherOrder(mine, theirs) ? undefined : { path, text: theirs };
  }
  const base = await existing.writtenBefore(path);
  const place = mine === undefined && base !== undefined ? movedFile(path, base, project) : path;
  // Deleted, or moved to where nobody finds it: it stays so.
  if (place === undefined || (mine === undefined && base === undefined)) return undefined;
  const current = project.read(place) ?? '';
  if (base === undefined) return unknownStep(path, current, theirs);
  if (isSameInOtherOrder(base, theirs)) return undefined;
  const text = mergedFile(place, { mine: current, base, theirs });
  return text === undefined
    ? stepOf(place, `its lines in ${place} were edited.`, base, theirs)
    : { path: place, text };
}

/** What stands in lists is in the order in which commands have added it. */
const isSameInOtherOrder = (one: string, other: string): boolean => sorted(one) === sorted(other);

const sorted = (text: string): string => text.split('\n').sort().join('\n');

const stepOf = (path: string, reason: string, before: string, after: string): ManualStep => ({
  path,
  what: `make this change in ${path}`,
  reason,
  snippet: patch({ kind: 'update', path, before, after }),
});

/** Without the text that was written nobody can tell which differences are the user's own. */
const unknownStep = (path: string, mine: string, theirs: string): ManualStep => ({
  ...stepOf(path, `${path} was edited, and no commit has it as Plinth wrote it.`, mine, theirs),
  what: `take of this what you want in ${path}`,
});

/** Files of an earlier version that this one does not write, that nobody edited and no other file imports. */
function leftOver(written: Texts, { project: before, parts, facts }: Existing, after: Project): string[] {
  const { persistence } = parts.tools(facts);
  const isUntouched = isAsGenerated(before);
  const gone = generatedFiles(before).filter((path) => {
    const text = before.read(path);
    return (
      !written.has(path) && !persistence.isMigration(path) && text !== undefined && isUntouched(path, text)
    );
  });
  const sources = after.list().filter((path) => /\.[cm]?[jt]s$/.test(path));
  const isImported = (path: string): boolean => {
    const name = path.slice(path.lastIndexOf('/')).replace(/\.[cm]?ts$/, '');
    return sources.some((other) => other !== path && (after.read(other) ?? '').includes(`${name}.js`));
  };
  const unused = gone.filter((path) => !path.startsWith('test/') && !isImported(path));
  if (unused.length === 0) return [];
  return [`This version does not write ${unused.join(', ')} any more: delete what you do not need.`];
}
