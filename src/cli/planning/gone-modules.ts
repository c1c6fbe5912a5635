import type { ManualStep } from '../../core/draft.js';
import type { Project } from '../../core/project.js';
import { withoutImportsOf } from '../../roles/modules.js';
import type { Existing } from '../project/existing.js';
import { sourcesOf } from '../project/sources.js';
import { lineStep } from './line-steps.js';

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
    if (without.uses.length === 0) continue;
    // The user sees the file as it is after the command, and so do these numbers.
    const lines = without.text.split('\n');
    const uses = without.uses.map((at) => ({ at, text: lines[at - 1] ?? '' }));
    const aside = before.read(path) === without.text ? '' : ' (as it is now)';
    const words = { what: 'take what is gone out of', why: 'It uses what is gone', aside };
    manual.push(lineStep(path, words, uses));
  }
  return { project: result, manual };
}
