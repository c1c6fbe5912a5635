import type { ManualStep } from '../../core/draft.js';
import { isAsGenerated, isGenerated } from '../../core/manifest.js';
import type { Project } from '../../core/project.js';
import type { Field, Resource } from '../../resource/model.js';
import { foreignKeyName, idsName, type Named, namesOfResource } from '../../resource/names.js';
import { sourcesOf } from '../project/sources.js';
import { bareLine, bareLines } from './bare-lines.js';
import { changedPaths } from './changed-paths.js';
import { lineStep } from './line-steps.js';
import type { Moved } from './renamed-modules.js';
import type { ModelChange } from './model-change.js';
import { purgedBy } from './purged-rows.js';
import type { Resources } from './resources.js';

/** A name that is gone, and what is to be done about the code that says it. */
interface GoneName {
  readonly resource: Named;
  /** Finds it in a line. */
  readonly pattern: RegExp;
  /** Only files of the resource say it. */
  readonly isOwn?: boolean;
  /** The step's title without its place: `take Post.subtitle out`. */
  readonly todo: string;
}

/** The names that code may still say after a change, of every entity that loses one. */
function goneNames(change: ModelChange): readonly GoneName[] {
  return [
    ...goneFields(change),
    ...change.removed.map(gonePath),
    ...changedPaths(change).map(({ resource, from, to }) => ({
      ...gonePath(resource),
      todo: `call the path /${from} "/${to}"`,
    })),
    ...goneResources(change),
  ];
}

/** What a resource that is called something else leaves: the variables of its own files. */
function goneResources({ called, before, after }: ModelChange): readonly GoneName[] {
  return [...called].flatMap(([from, to]): GoneName[] => {
    const [resource, renamed] = [before[from], after[to]];
    if (resource === undefined || renamed === undefined) return [];
    const [old, now] = [namesOfResource(resource), namesOfResource(renamed)];
    return [
      {
        resource: renamed,
        // Not a property, nor a text.
        pattern: new RegExp(`(?<![\\w.'"\`/-])(?:${old.camel}|${old.plural.camel})(?![\\w'"\`/-])`),
        todo: `call ${old.camel} "${now.camel}", as the lines around it do,`,
        isOwn: true,
      },
    ];
  });
}

/** The path of a resource in the API; what code imports of it is found by its imports. */
function gonePath(resource: Resource): GoneName {
  const { path } = namesOfResource(resource);
  // Not a module that is called so, nor the folder of which one is imported.
  const pattern = new RegExp(`/${path}(?![\\w-])(?!/[\\w-]+\\.)(?!\\.[jt]s\\b)`);
  return { resource, pattern, todo: `take the path /${path} out` };
}

function goneFields({ changed, after: resources }: ModelChange): readonly GoneName[] {
  return changed.flatMap(({ before, after, renamed }) => {
    const kept = purgedBy({ before, after }).map(() => ({
      resource: before,
      pattern: wordsPattern(['deletedAt']),
      todo: todo(before.name, 'deletedAt'),
    }));
    const gone = before.fields.filter(({ name }) => after.fields.every((field) => field.name !== name));
    const fields = gone.flatMap((field): GoneName[] => {
      const now = renamed.get(field.name);
      const own = {
        resource: before,
        pattern: wordsPattern(wordsOf(field, resources)),
        todo: todo(before.name, field.name, now),
      };
      const isFarGone = now === undefined && 'inverse' in field && resources[field.target] === undefined;
      if (!isFarGone || field.inverse === undefined) return [own];
      const far = { name: field.target };
      const pattern = wordsPattern([field.inverse]);
      return [own, { resource: far, pattern, todo: todo(far.name, field.inverse) }];
    });
    return [...fields, ...kept];
  });
}

const todo = (resource: string, field: string, now?: string): string =>
  now === undefined ? `take ${resource}.${field} out` : `call ${resource}.${field} "${now}"`;

/** Not a part of `content-type`. */
const wordsPattern = (words: readonly string[]): RegExp =>
  new RegExp(`(?<![\\w-])(?:${words.join('|')})(?![\\w-])`);

/** What a field is called in code: by itself, and by the key that a relation has in JSON. */
function wordsOf(field: Field, resources: Resources): readonly string[] {
  if (field.kind === 'belongsTo') return [field.name, foreignKeyName(field.name)];
  if (field.kind === 'manyToMany') {
    const target = namesOfResource(resources[field.target] ?? { name: field.target });
    return [field.name, idsName(field.name, target)];
  }
  return [field.name];
}

interface Changed {
  readonly before: Project;
  readonly moved: Moved;
  readonly project: Project;
  /** What Plinth would write as a file, where it is one of its own. */
  written(path: string): Promise<string | undefined>;
}

/**
 * A step by hand for each file whose hand-written lines say a name that is gone. What Plinth would write itself is not looked at, nor are
 * files that have nothing to do with the resource.
 */
export async function usesOfGone(change: ModelChange, changed: Changed): Promise<readonly ManualStep[]> {
  const steps: ManualStep[] = [];
  for (const one of goneNames(change)) steps.push(...(await usesOf(one, changed)));
  return steps;
}

async function usesOf(
  { resource, pattern, todo, isOwn: onlyOwn }: GoneName,
  { before, moved, project, written }: Changed,
): Promise<readonly ManualStep[]> {
  const [isOurs, isUntouched] = [isGenerated(before), isAsGenerated(before)];
  const { camel, plural } = namesOfResource(resource);
  const about = new RegExp(`${camel}|${plural.camel}`, 'i');
  const steps: ManualStep[] = [];
  for (const path of sourcesOf(project)) {
    if (path.startsWith('src/database/migrations/')) continue;
    const text = project.read(path) ?? '';
    const isOwn = path.includes(`/${plural.kebab}/`);
    if (!pattern.test(text) || !(isOwn || (onlyOwn !== true && about.test(text)))) continue;
    const origin = moved.origin(path);
    const old = before.read(origin) ?? '';
    if (isUntouched(origin, old)) continue;
    const there = new Set(bareLines(moved.text(origin, old)));
    const theirs = await written(path);
    const ours = new Set(bareLines(theirs ?? ''));
    // A file of Plinth's that is of no resource says nothing of one by itself.
    const isClear = theirs !== undefined || !isOurs(origin);
    const lines = text
      .split('\n')
      .map((line, index) => ({ at: index + 1, text: line.trim() }))
      .filter(
        (line) => pattern.test(line.text) && there.has(bareLine(line.text)) && !ours.has(bareLine(line.text)),
      )
      .filter((line) => isClear || about.test(line.text));
    if (lines.length > 0) steps.push(lineStep(path, { what: `${todo} in`, why: 'Written by hand' }, lines));
  }
  return steps;
}
