const bare = (text: string): string => text.replace(/[\s,]+/g, '');

/** Whether one text is the other with something put in at one place, white space and commas apart. */
export function isOneInsertion(before: string, after: string): boolean {
  const [a, b] = [bare(before), bare(after)];
  let same = 0;
  while (same < a.length && a[same] === b[same]) same += 1;
  return b.length >= a.length && b.endsWith(a.slice(same));
}

/** The lines that are gone or were changed by more than a comma. */
export function changedLines(before: string, after: string): readonly string[] {
  const lines = after.split('\n');
  let from = 0;
  return before.split('\n').filter((line) => {
    const found = lines.findIndex((other, at) => at >= from && isSameButComma(line, other));
    if (found !== -1) from = found + 1;
    return found === -1;
  });
}

function isSameButComma(before: string, after: string): boolean {
  if (before === after || `${before}\r` === after) return true;
  if (after.length !== before.length + 1) return false;
  return [...after].some((char, at) => char === ',' && after.slice(0, at) + after.slice(at + 1) === before);
}
