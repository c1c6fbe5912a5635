import type { ManualStep } from '../../core/draft.js';
import { isAsGenerated, isGenerated } from '../../core/manifest.js';
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
  /** What Plinth would write as a file, where it is one of its own. */
  written(path: string): Promise<string | undefined>;
}

/**
 * A step by hand for each file whose hand-written lines say a name that is gone. What Plinth would write itself is not looked at, nor are
 * files that have nothing to do with the resource.
 */
export async function usesOf(
  { resource, words, todo }: GoneName,
  { before, project, written }: Changed,
): Promise<readonly ManualStep[]> {
  const [isOurs, isUntouched] = [isGenerated(before), isAsGenerated(before)];
  // Not a part of `content-type`.
  const word = new RegExp(`(?<![\\w-])(?:${words.join('|')})(?![\\w-])`);
  const { camel, plural } = namesOfResource(resource);
  const about = new RegExp(`${camel}|${plural.camel}`, 'i');
  const steps: ManualStep[] = [];
  for (const path of [...project.list('src'), ...project.list('test')]) {
    if (!/\.[cm]?tsx?$/.test(path) || path.startsWith('src/database/migrations/')) continue;
    const text = project.read(path) ?? '';
    const isOwn = path.includes(`/${plural.kebab}/`);
    if (!word.test(text) || !(isOwn || about.test(text))) continue;
    const old = before.read(path) ?? '';
    if (isUntouched(path, old)) continue;
    const there = linesOf(old);
    const theirs = await written(path);
    const ours = linesOf(theirs ?? '');
    // A file of Plinth's that is of no resource says nothing of one by itself.
    const isClear = theirs !== undefined || !isOurs(path);
    const lines = text
      .split('\n')
      .map((line, index) => ({ line: line.trim(), at: index + 1 }))
      .filter(({ line }) => word.test(line) && there.has(bare(line)) && !ours.has(bare(line)))
      .filter(({ line }) => isClear || about.test(line));
    if (lines.length > 0) steps.push(stepOf(path, todo, lines));
  }
  return steps;
}

interface Line {
  readonly line: string;
  readonly at: number;
}

const stepOf = (path: string, todo: string, lines: readonly Line[]): ManualStep => ({
  path,
  what: `${todo} in ${path}`,
  reason: `Written by hand: line${lines.length === 1 ? '' : 's'} ${lines.map(({ at }) => at).join(', ')}.`,
  snippet: lines.map(({ line, at }) => `${at}: ${line}`).join('\n'),
});

/** What a formatter changes does not count. */
const bare = (line: string): string => line.replaceAll(/[\s;,'"]/g, '');

const linesOf = (text: string): ReadonlySet<string> => new Set(text.split('\n').map(bare));
