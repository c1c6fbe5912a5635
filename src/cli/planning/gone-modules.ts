import type { ManualStep } from '../../core/draft.js';
import type { Project } from '../../core/project.js';
import { withoutImportsOf } from '../../roles/modules.js';
import type { Existing } from '../project/existing.js';

/** A project that imports nothing any more from files that go. */
export interface WithoutModules {
  readonly project: Project;
  readonly manual: readonly ManualStep[];
}

/**
 * Takes the imports of files that are gone out of all others, where they are there for lists alone, as those of modules and entities
 * are. What uses them in another way becomes a step by hand.
 */
export function withoutModules(
  gone: ReadonlySet<string>,
  project: Project,
  { project: before }: Existing,
): WithoutModules {
  const names = [...gone].map((path) => path.slice(path.lastIndexOf('/')).replace(/\.ts$/, ''));
  const manual: ManualStep[] = [];
  let result = project;
  for (const path of gone.size === 0 ? [] : sourcesOf(project)) {
    const text = project.read(path) ?? '';
    if (gone.has(path) || !names.some((name) => text.includes(name))) continue;
    const without = withoutImportsOf(text, path, (other) => gone.has(other));
    if (without === undefined) continue;
    result = result.write(path, without.text);
    if (without.uses.length > 0) manual.push(stepOf(path, without.text, without.uses, before));
  }
  return { project: result, manual };
}

const sourcesOf = (project: Project): readonly string[] =>
  [...project.list('src'), ...project.list('test')].filter((path) => /\.[cm]?tsx?$/.test(path));

function stepOf(path: string, text: string, uses: readonly number[], before: Project): ManualStep {
  const lines = text.split('\n');
  // The user sees the file as it is after the command, and so do these numbers.
  const isEdited = before.read(path) !== text;
  return {
    path,
    what: `take what is gone out of ${path}`,
    reason: `It uses what is gone: line${uses.length === 1 ? '' : 's'} ${uses.join(', ')}${isEdited ? ' (as it is now)' : ''}.`,
    snippet: uses.map((at) => `${at}: ${(lines[at - 1] ?? '').trim()}`).join('\n'),
  };
}
