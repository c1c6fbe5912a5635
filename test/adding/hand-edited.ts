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

/** Whole projects are asked about once for each of their files. */
const known = new Map<string, string>();

function bare(text: string): string {
  const there = known.get(text);
  if (there !== undefined) return there;
  const stripped = text.replaceAll(/[\s;,'"]/g, '');
  if (text.length > 100_000) {
    if (known.size > 3) known.clear();
    known.set(text, stripped);
  }
  return stripped;
}
