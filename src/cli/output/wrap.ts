/**
 * A text in lines of a width, broken between words. Lines after the first are indented. A word that is too long for a line of its own stays
 * whole and where it is: the terminal breaks it as well here as there, and what is copied is a path.
 */
export function wrapped(text: string, width: number, indent = ''): string[] {
  const lines: string[] = [];
  const [first = '', ...words] = text.split(/(?<=\S) /);
  let line = first;
  for (const word of words) {
    const longer = `${line} ${word}`;
    const alone = indent + word.trimStart();
    if (line.trim() !== '' && shownLength(longer) > width && shownLength(alone) <= width) {
      lines.push(line);
      line = alone;
    } else line = longer;
  }
  return [...lines, line];
}

/** Colours take no room. */
const shownLength = (text: string): number => text.replaceAll(colour, '').length;

// oxlint-disable-next-line no-control-regex
const colour = /\u001b\[\d+m/g;
