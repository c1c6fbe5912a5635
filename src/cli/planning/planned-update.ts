import type { ManualStep } from '../../core/draft.js';
import {
  generatedFiles,
  isAsGenerated,
  isGenerated,
  isMergedByGit,
  withManifest,
} from '../../core/manifest.js';
import { type Plan, planOf } from '../../core/plan.js';
import type { Project } from '../../core/project.js';
import { mergedFile } from '../../roles/merged-file.js';
import { packageName, version } from '../../package.js';
import type { Existing } from '../project/existing.js';
import { fileStep } from './file-steps.js';
import { movedFile } from './moved-file.js';
import { withInstall } from './plan-project.js';
import { writtenFor, type WrittenFiles } from './written-files.js';

/**
 * Plans to bring a project to this version's templates: what Plinth wrote of a file, what it would write now, and the file as it is are
 * merged. Migrations stay as they are; what was deleted stays deleted.
 */
export async function plannedUpdate(existing: Existing): Promise<Plan> {
  const { project: start, manifest, facts } = existing;
  const written = await writtenFor(manifest, existing);
  const records = {
    isOurs: isGenerated(start),
    isRecorded: isAsGenerated(start),
    isOfBoth: isMergedByGit(start),
  };
  const manual: ManualStep[] = [];
  const generated = new Map<string, string>();
  let project = start;
  for (const [path, theirs] of written) {
    const outcome = await outcomeOf({ path, theirs }, records, existing);
    if (outcome === undefined) continue;
    if ('reason' in outcome) {
      manual.push(outcome);
      continue;
    }
    if (outcome.text !== undefined) project = project.write(outcome.path, outcome.text);
    generated.set(path, theirs);
  }
  const plan = planOf(project, { manual, notes: leftOver(written, existing, project) });
  const because = 'package.json lists other versions';
  return withInstall(withManifest(plan, { ...manifest, plinth: version() }, generated), facts, because);
}

/** What Plinth has recorded of the files that it wrote. */
interface Records {
  isOurs(path: string): boolean;
  isRecorded(path: string, text: string): boolean;
  /** Two branches have changed it, and no text has what both come to. */
  isOfBoth(path: string): boolean;
}

/** The new text of a file, undefined where it stays as it is. */
interface Update {
  readonly path: string;
  readonly text: string | undefined;
}

/** What becomes of a file; undefined where this version writes what was written before, and where nothing is to be touched. */
async function outcomeOf(
  { path, theirs }: { readonly path: string; readonly theirs: string },
  { isOurs, isRecorded, isOfBoth }: Records,
  existing: Existing,
): Promise<Update | ManualStep | undefined> {
  const { project, manifest } = existing;
  const mine = project.read(path);
  if (!isOurs(path)) return mine === undefined ? { path, text: theirs } : undefined;
  if (isRecorded(path, theirs)) return undefined;
  if (mine === theirs) return { path, text: undefined };
  if (mine !== undefined && isRecorded(path, mine)) {
    return isSameInOtherOrder(mine, theirs) ? undefined : { path, text: theirs };
  }
  if (isOfBoth(path) && manifest.plinth === version()) return undefined;
  const base = isOfBoth(path) ? undefined : await existing.writtenBefore(path);
  const place = mine === undefined && base !== undefined ? movedFile(path, base, project) : path;
  // Deleted, or moved to where nobody finds it: it stays so.
  if (place === undefined || (mine === undefined && base === undefined)) return undefined;
  const current = project.read(place) ?? '';
  if (base === undefined) return unknownStep(path, current, theirs, nobodyOf(manifest.plinth));
  if (isSameInOtherOrder(base, theirs)) return undefined;
  const text = mergedFile(place, { mine: current, base, theirs });
  return text === undefined
    ? fileStep(place, `its lines in ${place} were edited.`, { base, theirs })
    : { path: place, text };
}

/** What stands in lists is in the order in which commands have added it. */
const isSameInOtherOrder = (one: string, other: string): boolean => sorted(one) === sorted(other);

const sorted = (text: string): string => text.split('\n').sort().join('\n');

/** Without the text that was written nobody can tell which differences are the user's own. */
const unknownStep = (path: string, mine: string, theirs: string, nobody: string): ManualStep => ({
  ...fileStep(path, `${path} was edited, and ${nobody} has it as Plinth wrote it.`, {
    base: mine,
    theirs,
  }),
  what: `take of this what you want in ${path}`,
});

/** Who was asked for the text. */
const nobodyOf = (earlier: string): string =>
  earlier === version() ? 'no commit' : `neither a commit nor ${packageName}@${earlier}`;

/** Files of an earlier version that this one does not write, that nobody edited and no other file imports. */
function leftOver(
  written: WrittenFiles,
  { project: before, parts, facts }: Existing,
  after: Project,
): string[] {
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
