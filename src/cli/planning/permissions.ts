import { isDeepStrictEqual } from 'node:util';
import type { ManualStep } from '../../core/draft.js';
import type { Generated } from '../../core/hashes.js';
import { fold } from '../../core/plan.js';
import { Project } from '../../core/project.js';
import { permissionsPath, permissionValues } from '../../roles/http/common.js';
import type { Facts } from '../../roles/tools.js';
import type { Existing } from '../project/existing.js';
import { type FileChange, fileStep } from './file-steps.js';
import { linesEdited, mergedSides, placeOf } from './merged-sides.js';
import type { Format } from './stages.js';

/** The project with its permissions brought up to date. */
interface WithPermissions {
  readonly project: Project;
  /** Of the file, where the project has an edited one. */
  readonly generated: Generated;
  readonly manual: readonly ManualStep[];
}

/** What permissions follow from. */
type Source = Pick<Facts, 'entities' | 'roles'>;

/**
 * Merges into the file of permissions what other resources and roles make of it.
 *
 * @param project as it is planned so far.
 */
export async function withPermissions(
  project: Project,
  { before, after }: { readonly before: Source; readonly after: Source },
  existing: Existing,
): Promise<WithPermissions> {
  const unchanged = { project, generated: new Map(), manual: [] };
  const isSame = isDeepStrictEqual(permissionValues(before), permissionValues(after));
  if (!existing.facts.hasIdentity || isSame) return unchanged;
  const change = async (format: Format): Promise<FileChange> => ({
    base: await written(before, format, existing),
    theirs: await written(after, format, existing),
  });
  const { format, formatAsCreated } = existing.parts;
  const [side, otherStyle] = [await change(format), await change(formatAsCreated)];
  if (side.base === side.theirs) return unchanged;
  const path = placeOf(permissionsPath, side.base, project);
  const mine = project.read(path);
  const text = mine === undefined ? undefined : mergedSides(path, mine, [side, otherStyle]);
  if (text === undefined) {
    const reason = mine === undefined ? missing(path) : linesEdited(path);
    return { ...unchanged, manual: [fileStep(path, reason, side)] };
  }
  const isEdited = path !== permissionsPath || (mine !== side.base && mine !== side.theirs);
  return {
    project: project.write(path, text),
    generated: new Map(isEdited ? [[permissionsPath, side.theirs]] : []),
    manual: [],
  };
}

const missing = (path: string): string =>
  `${path} is not there: a version of Plinth without permissions wrote the project, so run plinth update first. Or it was deleted.`;

/** What Plinth writes as the file. */
async function written(source: Source, format: Format, existing: Existing): Promise<string> {
  const { facts, parts } = existing;
  const { changes } = await fold([{ feature: parts.permissions, answers: {} }], Project.empty(), {
    renderer: parts.renderer,
    format,
    tools: () => parts.tools({ ...facts, ...source }),
  });
  const found = changes.find(({ path }) => path === permissionsPath);
  return found?.kind === 'create' ? found.after : '';
}
