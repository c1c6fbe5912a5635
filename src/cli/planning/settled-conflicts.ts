import { hashOf } from '../../core/bytes.js';
import type { ManualStep } from '../../core/draft.js';
import { hashesPath, hashesWith, readHashes } from '../../core/hashes.js';
import { isAsGenerated, isBookkeeping } from '../../core/manifest.js';
import type { Versions } from '../../core/merge.js';
import { conflict, mergedValue } from '../../core/merge-values.js';
import type { Project } from '../../core/project.js';
import { mergedFile } from '../../roles/merged-file.js';
import type { Existing } from '../project/existing.js';
import type { Conflict } from '../project/repository.js';
import { writtenFiles } from './changed-files.js';
import { currentModel } from './model.js';

/** A project in which conflicts of git are settled. */
export interface Merged {
  readonly project: Project;
  readonly manual: readonly ManualStep[];
  /** The files that are settled. */
  readonly paths: readonly string[];
}

/** Settles what can be: a file without the marks of a conflict is settled already. */
export function withSettled(start: Project, conflicts: readonly Conflict[]): Merged {
  const manual: ManualStep[] = [];
  const paths: string[] = [];
  let project = start;
  for (const one of conflicts) {
    const { path } = one;
    if (one.base !== undefined && !/^<{7}/m.test(project.read(path) ?? '')) continue;
    const outcome = settled(one);
    if ('reason' in outcome)
      manual.push({ path, what: 'settle the merge conflict', reason: outcome.reason, snippet: '' });
    else {
      project = project.write(path, outcome.text);
      paths.push(path);
    }
  }
  return { project, manual, paths };
}

/**
 * The project with those files of resources that were as generated in both branches as Plinth writes them now: what both inserted at one
 * place is in the order in which it always is.
 */
export async function asWritten(conflicts: readonly Conflict[], existing: Existing): Promise<Project> {
  const { project } = existing;
  const render = writtenFiles(currentModel(existing), existing);
  const isGenerated = isAsGenerated(project);
  const texts = new Map<string, string>();
  for (const { path, mine = '', theirs = '' } of conflicts) {
    const text = isGenerated(path, mine) && isGenerated(path, theirs) ? await render(path) : undefined;
    if (text !== undefined) texts.set(path, text);
  }
  const hashes = new Map([...texts].map(([path, text]) => [path, hashOf(text)]));
  return project.writeAll(texts).write(hashesPath, hashesWith(readHashes(project), hashes));
}

/** The text of a file that git could not merge; or why that is left to its owner. */
type Settled = { readonly text: string } | { readonly reason: string };

/** Merges a file once more: what both branches inserted at one place is kept, mine first, and Plinth's own lists by what they say. */
function settled({ path, base, mine, theirs }: Conflict): Settled {
  if (mine === undefined || theirs === undefined) {
    return { reason: `one branch deleted ${path}, and the other changed it.` };
  }
  if (base === undefined) return { reason: `both branches made a ${path}, and they are not the same.` };
  const text = mergedText(path, { mine, base, theirs });
  return text === undefined ? { reason: `both branches changed the same lines of ${path}.` } : { text };
}

function mergedText(path: string, versions: Versions): string | undefined {
  if (path === hashesPath) return union(versions);
  if (isBookkeeping(path)) return mergedJson(versions);
  const text = mergedFile(path, versions);
  return text === undefined || !path.endsWith('.ts') ? text : withoutRepeatedImports(text);
}

/** Every line of either. Of a file that both changed there are two, as `merge=union` in `.gitattributes` leaves it. */
function union({ mine, base, theirs }: Versions): string {
  const lines = (text: string): readonly string[] => text.split('\n').filter((line) => line !== '');
  const [own, others, old] = [lines(mine), lines(theirs), new Set(lines(base))];
  const all = [...new Set([...own, ...others])].filter(
    (line) => !old.has(line) || (own.includes(line) && others.includes(line)),
  );
  const pathOf = (line: string): string => line.slice(line.indexOf('  '));
  return `${all.toSorted((one, other) => (pathOf(one) < pathOf(other) ? -1 : 1)).join('\n')}\n`;
}

function mergedJson(versions: Versions): string | undefined {
  try {
    const value = mergedValue({
      mine: JSON.parse(versions.mine),
      base: JSON.parse(versions.base),
      theirs: JSON.parse(versions.theirs),
    });
    return value === conflict ? undefined : `${JSON.stringify(value, undefined, 2)}\n`;
  } catch {
    return undefined;
  }
}

/** Where both branches began to use one module, each brought its import. */
function withoutRepeatedImports(text: string): string {
  const lines = text.replaceAll(/^import (?:type )?\{[^}]*\}/gm, withoutRepeatedNames).split('\n');
  const isRepeated = (line: string, at: number): boolean =>
    /^import .*['"];?\r?$/.test(line) && lines.indexOf(line) < at;
  return lines.filter((line, at) => !isRepeated(line, at)).join('\n');
}

function withoutRepeatedNames(clause: string): string {
  const [start, end] = [clause.indexOf('{') + 1, clause.length - 1];
  const names = clause.slice(start, end).split(',');
  const isFirst = (name: string, at: number): boolean =>
    names.findIndex((other) => other.trim() === name.trim()) === at;
  const kept = names.filter(isFirst);
  return kept.length === names.length ? clause : `${clause.slice(0, start)}${kept.join(',')}}`;
}
