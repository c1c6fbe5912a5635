import type { ManualStep } from '../../core/draft.js';
import { UsageError } from '../../core/errors.js';
import { inverted } from '../../core/inverted.js';
import type { Project } from '../../core/project.js';
import { namesOfResource } from '../../resource/names.js';
import { importedAs } from '../../resource/shape/imported-names.js';
import {
  exportedNames,
  type ModuleRenames,
  type RenamedExport,
  withRenamedModules,
} from '../../roles/modules.js';
import { shellWord } from '../output/command-line.js';
import type { Existing } from '../project/existing.js';
import { codeFiles, isSource } from '../project/sources.js';
import { type ModelChange } from './model-change.js';
import { modelOf } from './model.js';
import { Stages } from './stages.js';

/** A project whose resources are called something else: files moved, imports and what they bring brought up to date. */
export interface Moved {
  readonly project: Project;
  /** The paths of files that were moved afterwards, by what they were. */
  readonly paths: ReadonlyMap<string, string>;
  /** What a file was called. */
  origin(path: string): string;
  /** What becomes of a text, of a file as it was called. */
  text(path: string, text: string): string;
  /** Files that are no text stay where they are. */
  readonly manual: readonly ManualStep[];
}

/** Where no resource is called something else. */
const unmoved = (project: Project): Moved => ({
  project,
  paths: new Map(),
  origin: (path) => path,
  text: (_, text) => text,
  manual: [],
});

/**
 * Moves the folders of resources that are called something else, and renames what their files export wherever it is imported.
 *
 * @throws UsageError where there is a file already.
 */
export async function withMovedModules(change: ModelChange, existing: Existing): Promise<Moved> {
  const { project } = existing;
  if (change.called.size === 0) return unmoved(project);
  const paths = new Map<string, string>();
  const exports = new Map<string, ReadonlyMap<string, RenamedExport>>();
  const manual: ManualStep[] = [];
  for (const [from, to] of change.called) {
    const moved = pathAfter(change, from, to);
    const [olds, news] = [await filesOf(from, 'before'), await filesOf(to, 'after')];
    for (const path of new Set([...codeFiles(project), ...olds.keys()])) {
      const next = moved(path);
      if (next !== undefined && isText(project.read(path))) paths.set(path, next);
      else if (next !== undefined) manual.push(moveStep(path, next));
      const text = olds.get(path);
      if (text !== undefined) exports.set(path, renamedExports(path, text, news.get(next ?? path) ?? ''));
    }
  }
  refuseTaken(paths, project);
  const renames: ModuleRenames = {
    moved: (path) => paths.get(path) ?? (exports.has(path) ? path : undefined),
    exports: (path) => exports.get(path) ?? new Map(),
  };
  const text = (path: string, old: string): string => withRenamedModules(old, path, renames);
  const origins = inverted(paths);
  const origin = (path: string): string => origins.get(path) ?? path;
  return { project: allMoved(project, paths, text), paths, origin, text, manual };

  async function filesOf(name: string, when: 'before' | 'after') {
    const model = modelOf(change[when], existing, change);
    return new Stages({ name, model, later: [] }, existing, existing.parts.format).texts();
  }
}

/** What is no UTF-8 would not come back as it is. */
const isText = (text = ''): boolean => !text.includes('\uFFFD');

const moveStep = (path: string, next: string): ManualStep => ({
  path,
  what: `move ${path}`,
  reason: `${path} is no text, so it was left where it is.`,
  snippet: `git mv ${shellWord(path)} ${shellWord(next)}`,
});

/** Where a file of a resource's folders goes. */
function pathAfter(
  { before, after }: ModelChange,
  from: string,
  to: string,
): (path: string) => string | undefined {
  const [old, next] = [before[from] ?? { name: from }, after[to] ?? { name: to }].map(namesOfResource);
  if (old === undefined || next === undefined) throw new Error('A resource has names.');
  return (path) => {
    const parent = ['src/modules/', 'test/'].find((one) => path.startsWith(`${one}${old.plural.kebab}/`));
    if (parent === undefined) return undefined;
    const rest = path
      .slice(`${parent}${old.plural.kebab}/`.length)
      .replace(/(?<=^|\/)[^./]+(?=\.[^/]*$)/, (stem) => {
        if (stem === old.kebab) return next.kebab;
        return stem === old.plural.kebab ? next.plural.kebab : stem;
      });
    const moved = `${parent}${next.plural.kebab}/${rest}`;
    return moved === path ? undefined : moved;
  };
}

/** Both were written by the same template, so one export of the one is the same of the other. */
function renamedExports(path: string, before: string, after: string): ReadonlyMap<string, RenamedExport> {
  const [olds, news] = [exportedNames(before, path), exportedNames(after, path)];
  if (olds.length !== news.length) return new Map();
  return new Map(
    olds.flatMap((name, index) => {
      const symbol = news[index] ?? name;
      if (symbol === name) return [];
      return [[name, { symbol, local: importedAs(name), nextLocal: importedAs(symbol) }] as const];
    }),
  );
}

function refuseTaken(paths: ReadonlyMap<string, string>, project: Project): void {
  const taken = [...paths].filter(
    ([path, next]) => project.has(path) && project.has(next) && !paths.has(next),
  );
  const [first] = taken;
  if (first === undefined) return;
  throw new UsageError(
    `${first[1]} is there already, and ${first[0]} would become it.`,
    'Move it away, or choose another name.',
  );
}

function allMoved(
  project: Project,
  paths: ReadonlyMap<string, string>,
  textAfter: (path: string, text: string) => string,
): Project {
  const stems = [...paths.keys()].map((path) => path.replace(/^.*\//, '').replace(/\..*$/, ''));
  const mentions = new RegExp(`/(?:${[...new Set(stems)].join('|')})\\b`);
  let result = project;
  for (const path of codeFiles(project)) {
    const next = paths.get(path);
    const text = project.read(path);
    if (text === undefined) continue;
    const after =
      isSource(path) && (next !== undefined || mentions.test(text)) ? textAfter(path, text) : text;
    if (next !== undefined) result = result.remove(path).write(next, after);
    else if (after !== text) result = result.write(path, after);
  }
  return result;
}
