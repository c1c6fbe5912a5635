import { edited, manual, present, type Outcome } from '../core/outcome.js';
import { parsed } from './compiler.js';
import type { Source } from './source.js';

/** Text put at a position, in place of what stands up to `until`. */
export interface Insertion {
  readonly at: number;
  readonly text: string;
  readonly until?: number;
}

interface Whole {
  readonly bom: string;
  readonly text: string;
}

/** The text with the insertions made, byte order mark included. */
export function inserted(source: Whole, insertions: readonly Insertion[]): string {
  let result = source.bom;
  let done = 0;
  for (const { at, text, until = at } of insertions.toSorted((a, b) => a.at - b.at)) {
    result += source.text.slice(done, at) + text;
    done = until;
  }
  return result + source.text.slice(done);
}

/** Makes the insertions; a result that would not parse becomes a manual step. */
export function apply(source: Source, insertions: readonly Insertion[], snippet: string): Outcome {
  return changedParts(source, insertions).every((text) => parsed(source.path, text) !== undefined)
    ? edited(inserted(source, insertions))
    : manual(`No safe place was found for it in ${source.path}.`, snippet);
}

/**
 * What becomes of the statements that insertions touch, those on both sides of one between two included. A file parses where its statements
 * do, and a list of modules may hold hundreds of imports that stay as they are.
 */
function changedParts({ text, file }: Source, insertions: readonly Insertion[]): readonly string[] {
  const parts: { from: number; to: number; insertions: Insertion[] }[] = [];
  for (const insertion of insertions.toSorted((a, b) => a.at - b.at)) {
    const { at, until = at } = insertion;
    const touched = file.statements.filter(({ pos, end }) => pos <= until && at <= end);
    const from = touched[0]?.pos ?? 0;
    // What follows the last statement is of it: comments alone.
    const isLast = touched.at(-1) === file.statements.at(-1);
    const to = isLast ? text.length : (touched.at(-1)?.end ?? text.length);
    const last = parts.at(-1);
    if (last === undefined || from >= last.to) parts.push({ from, to, insertions: [insertion] });
    else {
      last.to = Math.max(last.to, to);
      last.insertions.push(insertion);
    }
  }
  return parts.map(({ from, to, insertions: inside }) => {
    const part = { bom: '', text: text.slice(from, to) };
    return inserted(
      part,
      inside.map((one) => ({
        ...one,
        at: one.at - from,
        ...(one.until !== undefined && { until: one.until - from }),
      })),
    );
  });
}

/** What an edit wants to insert, nothing where it is there already, or why it cannot. */
export type Inserting = readonly Insertion[] | Extract<Outcome, { kind: 'manual' }>;

/** The ending of an edit. */
export function finished(source: Source, inserting: Inserting, snippet: string): Outcome {
  if ('kind' in inserting) return inserting;
  return inserting.length === 0 ? present : apply(source, inserting, snippet);
}
