const MAX_PERIOD = 11;

/** Text that somebody typed without thinking: `aaaaaaaaaaaa`, `abcabcabcabc`, `123456789012`, `abcdefghijkl`. */
export function isPatterned(text: string): boolean {
  const letters = [...text.toLowerCase()];
  return isPeriodic(letters) || isSequential(letters);
}

function isPeriodic(letters: readonly string[]): boolean {
  for (let period = 1; period <= Math.min(MAX_PERIOD, letters.length / 2); period += 1) {
    if (letters.every((letter, at) => at < period || letter === letters[at - period])) return true;
  }
  return false;
}

/** Three steps of four go to a neighbour in the alphabet; in random text it is one of twenty. */
function isSequential(letters: readonly string[]): boolean {
  const codes = letters.map((letter) => letter.codePointAt(0) ?? 0);
  const near = codes.filter((code, at) => at > 0 && Math.abs(code - (codes[at - 1] ?? 0)) <= 1);
  return near.length >= (codes.length - 1) * 0.75;
}
