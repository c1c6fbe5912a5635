import { isGenerated } from '../../core/manifest.js';
import type { Project } from '../../core/project.js';
import { bareLines } from './bare-lines.js';

/** As git has it: the part of the lines that a file keeps when it is only moved and edited. */
const LEAST_SIMILARITY = 0.5;

/**
 * Where a file lies that Plinth wrote and somebody moved: the file that has most of its lines. Undefined where none has half of them, and
 * where two have as many.
 */
export function movedFile(path: string, base: string, project: Project): string | undefined {
  const isKnown = isGenerated(project);
  const lines = linesOf(base);
  const folder = path.slice(0, path.indexOf('/'));
  const found = project
    .list(folder)
    .filter((other) => other.endsWith('.ts') && !isKnown(other))
    .map((other) => ({ other, shared: shared(lines, project.read(other) ?? '') }))
    .filter((one) => one.shared >= lines.length * LEAST_SIMILARITY)
    .sort((one, other) => other.shared - one.shared);
  return found[0]?.shared === found[1]?.shared ? undefined : found[0]?.other;
}

/** Of a bracket alone there are too many. */
const linesOf = (text: string): readonly string[] => bareLines(text).filter((line) => line.length > 1);

function shared(lines: readonly string[], text: string): number {
  const others = new Set(linesOf(text));
  return lines.filter((line) => others.has(line)).length;
}
