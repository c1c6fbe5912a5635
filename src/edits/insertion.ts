import { edited, manual, present, type Outcome } from '../core/outcome.js';
import type { Written } from './lines.js';
import { parseSource, type Source } from './source.js';

/** Text put at a position, in place of what stands up to `until`. */
export interface Insertion {
  readonly at: number;
  readonly text: string;
  readonly until?: number;
}

/** The text with the insertions made, byte order mark included. */
export function inserted(source: Written, insertions: readonly Insertion[]): string {
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
  const text = inserted(source, insertions);
  if (parseSource(source.path, text) === undefined) {
    return manual(`No safe place was found for it in ${source.path}.`, snippet);
  }
  return edited(text);
}

/** What an edit wants to insert, nothing where it is there already, or why it cannot. */
export type Inserting = readonly Insertion[] | Extract<Outcome, { kind: 'manual' }>;

/** The ending of an edit. */
export function finished(source: Source, inserting: Inserting, snippet: string): Outcome {
  if ('kind' in inserting) return inserting;
  return inserting.length === 0 ? present : apply(source, inserting, snippet);
}
