import type { Plan } from '../../src/core/plan.js';
import { changedLines } from '../edits/additions.js';

/** Why steps are left to do by hand. */
export const leftToDo = ({ manual }: Plan): readonly string[] => manual.map(({ reason }) => reason);

/** Lines that somebody wrote by hand and that are gone: what is ours in another style is none of them. */
export function lost(generated: string, before: string, after: string): readonly string[] {
  const ours = bare(generated);
  return changedLines(before, after).filter((line) => !ours.includes(bare(line)));
}

/** The same, wherever the lines are: what is taken out above them does not count. */
export function lostAnywhere(generated: string, before: string, after: string): readonly string[] {
  const [ours, now] = [bare(generated), bare(after)];
  const lines = before.split('\n').filter((line) => bare(line) !== '');
  return lines.filter((line) => !ours.includes(bare(line)) && !now.includes(bare(line)));
}

const bare = (text: string): string => text.replaceAll(/[\s;,'"]/g, '');
