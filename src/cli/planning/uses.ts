import type { ManualStep } from '../../core/draft.js';
import { isAsGenerated } from '../../core/manifest.js';
import type { Project } from '../../core/project.js';
import type { Resource } from '../../resource/model.js';
import { namesOfResource } from '../../resource/names.js';

/** A name that is gone, and what is to be done about the code that says it. */
export interface GoneName {
  readonly resource: Pick<Resource, 'name' | 'plural'>;
  readonly words: readonly string[];
  /** The step's title without its place: `take Post.subtitle out`. */
  readonly todo: string;
}

interface Changed {
  readonly before: Project;
  readonly project: Project;
  /** What Plinth would write as the files that were edited. */
  readonly generated: ReadonlyMap<string, string>;
}

/**
 * A step by hand for each file whose hand-written lines say a name that is gone. What Plinth would write itself is not looked at, nor are
 * files that have nothing to do with the resource.
 */
export function usesOf(
  { resource, words, todo }: GoneName,
  { before, project, generated }: Changed,
): readonly ManualStep[] {
  const isUntouched = isAsGenerated(before);
  // Not a part of `content-type`.
  const word = new RegExp(`(?<![\\w-])(?:${words.join('|')})(?![\\w-])`);
  const { camel, plural } = namesOfResource(resource);
  const about = new RegExp(`${camel}|${plural.camel}`, 'i');
  return [...project.list('src'), ...project.list('test')].flatMap((path) => {
    if (!/\.[cm]?tsx?$/.test(path) || path.startsWith('src/database/migrations/')) return [];
    const text = project.read(path) ?? '';
    const isOwn = path.includes(`/${plural.kebab}/`);
    if (!word.test(text) || !(isOwn || about.test(text))) return [];
    const old = before.read(path) ?? '';
    if (isUntouched(path, old)) return [];
    const written = linesOf(old);
    const ours = linesOf(generated.get(path) ?? '');
    const lines = text
      .split('\n')
      .map((line, index) => ({ line: line.trim(), at: index + 1 }))
      .filter(({ line }) => word.test(line) && written.has(line) && !ours.has(line));
    if (lines.length === 0) return [];
    const places = lines.map(({ at }) => at).join(', ');
    return {
      path,
      what: `${todo} in ${path}`,
      reason: `Written by hand: line${lines.length === 1 ? '' : 's'} ${places}.`,
      snippet: lines.map(({ line, at }) => `${at}: ${line}`).join('\n'),
    };
  });
}

const linesOf = (text: string): ReadonlySet<string> => new Set(text.split('\n').map((line) => line.trim()));
