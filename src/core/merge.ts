import { diff3Merge } from 'node-diff3';

/** Three versions of one text. */
export interface Versions {
  /** As it is now, with what was edited by hand. */
  readonly mine: string;
  /** As it was generated. */
  readonly base: string;
  /** As it would be generated now. */
  readonly theirs: string;
}

/**
 * The text with the changes of both sides since the base: by lines, and by words where both changed a line. What both inserted at one
 * place is kept, mine first. Undefined where both changed the same words. Line endings are mine.
 */
export function merged({ mine, base, theirs }: Versions): string | undefined {
  // Never the other way round: of mine nothing is rewritten.
  const isCrlf = mine.includes('\r\n') && !/(?<!\r)\n/.test(mine);
  const linesOf = (text: string): Parts => (isCrlf ? text.replaceAll(/\r?\n/g, '\r\n') : text).split('\n');
  return mergedParts(mine.split('\n'), linesOf(base), linesOf(theirs), mergedWords)?.join('\n');
}

/** Lines that both sides have changed. */
function mergedWords(mine: Parts, base: Parts, theirs: Parts): Parts | undefined {
  const words = (lines: Parts): Parts => wordsOf(lines.join('\n'));
  const result = mergedParts(words(mine), words(base), words(theirs), () => undefined);
  return result && [result.join('')];
}

type Parts = readonly string[];

type Settle = (mine: Parts, base: Parts, theirs: Parts) => Parts | undefined;

/** Merges lists of parts; `settle` decides what both have changed. */
function mergedParts(mine: Parts, base: Parts, theirs: Parts, settle: Settle): Parts | undefined {
  const result: string[] = [];
  for (const { ok, conflict } of diff3Merge([...mine], [...base], [...theirs])) {
    const part = conflict ? settledPart(conflict, settle) : ok;
    if (part === undefined) return undefined;
    result.push(...part);
  }
  return result;
}

const settledPart = (
  { a: mine, o: base, b: theirs }: Readonly<Record<'a' | 'o' | 'b', Parts>>,
  settle: Settle,
): Parts | undefined => (base.length === 0 ? [...mine, ...theirs] : settle(mine, base, theirs));

/**
 * Words, runs of space, line breaks and single marks: together they are the text. A comma has the space after it, so that of two lists
 * which grew at one place each keeps its own.
 */
const wordsOf = (text: string): Parts => text.match(/\w+|\n|,?[^\S\n]+|[^\w\s]/g) ?? [];
