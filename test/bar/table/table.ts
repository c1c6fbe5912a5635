const TRIED_WIDTH = 58;
const SEEN_WIDTH = 60;

/** What came of one check. */
export interface Row {
  readonly item: string;
  readonly tried: string;
  readonly seen: string;
}

/** A text table; what is too long for its column goes on below. */
export function tableOf(rows: readonly Row[]): string {
  const width = Math.max(4, ...rows.map(({ item }) => item.length));
  const line = (item: string, tried: string, seen: string): string =>
    `${item.padEnd(width)}  ${tried.padEnd(TRIED_WIDTH)}  ${seen}`.trimEnd();
  const lines = rows.flatMap(({ item, tried, seen }) => {
    const [left, right] = [wrapped(tried, TRIED_WIDTH), wrapped(seen, SEEN_WIDTH)];
    const height = Math.max(left.length, right.length);
    return Array.from({ length: height }, (_, at) =>
      line(at === 0 ? item : '', left[at] ?? '', right[at] ?? ''),
    );
  });
  const rule = line('-'.repeat(width), '-'.repeat(TRIED_WIDTH), '-'.repeat(SEEN_WIDTH));
  return [line('item', 'tried', 'seen'), rule, ...lines, ''].join('\n');
}

/** The first of a check's flaws, and how many more there are. */
export function firstFlaw(message: string): string {
  const [first = '', second] = message.split('\n');
  const [, count] = /^(\d+) flaws:$/.exec(first) ?? [];
  if (count === undefined || second === undefined) return first.slice(0, 400);
  const more = Number(count) - 1;
  return `${second.slice(0, 400)}${more > 0 ? ` (and ${more} more)` : ''}`;
}

function wrapped(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let rest = text.replaceAll(/\s+/g, ' ').trim();
  while (rest.length > width) {
    const space = rest.lastIndexOf(' ', width);
    const end = space > width / 2 ? space : width;
    lines.push(rest.slice(0, end));
    rest = rest.slice(end).trimStart();
  }
  return [...lines, rest];
}
