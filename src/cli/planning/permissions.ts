import type { ManualStep } from '../../core/draft.js';
import type { Generated } from '../../core/hashes.js';
import { fold } from '../../core/plan.js';
import { Project } from '../../core/project.js';
import { mergedFile } from '../../roles/merged-file.js';
import { permissionsPath } from '../../roles/http/common.js';
import type { Facts } from '../../roles/tools.js';
import type { Existing } from '../project/existing.js';
import { type FileChange, fileStep } from './file-steps.js';
import { movedFile } from './moved-file.js';
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
  if (!existing.facts.hasIdentity) return unchanged;
  const { format, formatAsCreated } = existing.parts;
  const sides: FileChange[] = [];
  for (const style of [format, formatAsCreated]) {
    sides.push({
      base: await written(before, style, existing),
      theirs: await written(after, style, existing),
    });
  }
  const [side] = sides;
  if (side === undefined || side.base === side.theirs) return unchanged;
  const path = project.has(permissionsPath)
    ? permissionsPath
    : (movedFile(permissionsPath, side.base, project) ?? permissionsPath);
  const mine = project.read(path);
  if (mine === undefined) {
    const reason = `${path} is not there: a version of Plinth without permissions wrote the project, so run plinth update first. Or it was deleted.`;
    return { ...unchanged, manual: [fileStep(path, reason, side)] };
  }
  const text = mergedAs(path, mine, sides);
  if (text === undefined)
    return {
      ...unchanged,
      manual: [fileStep(path, `The lines to be changed in ${path} were edited.`, side)],
    };
  const isEdited = path !== permissionsPath || mine !== side.base;
  return {
    project: project.write(path, text),
    generated: new Map(isEdited ? [[permissionsPath, side.theirs]] : []),
    manual: [],
  };
}

function mergedAs(path: string, mine: string, sides: readonly FileChange[]): string | undefined {
  for (const { base, theirs = '' } of sides) {
    const text = mine === base ? theirs : mergedFile(path, { mine, base, theirs });
    if (text !== undefined) return text;
  }
  return undefined;
}

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
