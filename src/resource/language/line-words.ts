/** The words of a line, parted by spaces: `Post title:string`. A space inside a word is written `\ `. */
export const wordsOfLine = (line: string): readonly string[] =>
  line
    .split(/(?<!\\)\s+/)
    .filter((word) => word !== '')
    .map((word) => word.replaceAll(/\\(\s)/g, '$1'));

/** A word as it may stand in a line. */
export const wordInLine = (word: string): string => word.replaceAll(/\s/g, '\\$&');
