import { describe, expect, it } from 'vitest';
import { merged } from '../../src/core/merge.js';

const cases: readonly (readonly [
  what: string,
  base: string,
  mine: string,
  theirs: string,
  expected: string | undefined,
])[] = [
  ['nothing of mine', 'a\nb\n', 'a\nb\n', 'a\nx\nb\n', 'a\nx\nb\n'],
  ['nothing of theirs', 'a\nb\n', 'a\nm\nb\n', 'a\nb\n', 'a\nm\nb\n'],
  ['lines apart', 'a\nb\nc\n', 'm\nb\nc\n', 'a\nb\nt\n', 'm\nb\nt\n'],
  ['lines beside each other', 'a\nb\n', 'm\nb\n', 'a\nt\n', 'm\nt\n'],
  ['lines put in at one place', 'a\nb\n', 'a\nm\nb\n', 'a\nt\nb\n', 'a\nm\nt\nb\n'],
  [
    'words put in at one place',
    "['a', 'b']\n",
    "['a', 'b', 'm']\n",
    "['a', 'b', 't']\n",
    "['a', 'b', 'm', 't']\n",
  ],
  ['words apart in a line', 'one two three\n', 'mine two three\n', 'one two theirs\n', 'mine two theirs\n'],
  ['the same on both sides', 'a\n', 'x\n', 'x\n', 'x\n'],
  ['one word, two ways', 'one two\n', 'mine two\n', 'theirs two\n', undefined],
  ['a line that is gone, and changed', 'a\nb b\nc\n', 'a\nc\n', 'a\nb t\nc\n', undefined],
  ['line endings', 'a\nb\n', 'a\r\nm\r\nb\r\n', 'a\nb\nt\n', 'a\r\nm\r\nb\r\nt\r\n'],
  ['line endings of both kinds', 'a\nb\nc\n', 'a\r\nb\nc\n', 'a\nb\nc\nt\n', 'a\r\nb\nc\nt\n'],
  ['no last line end', 'a\nb', 'a\nb', 'a\nb\nt', 'a\nb\nt'],
  ['an empty base', '', 'm\n', 't\n', 'm\nt\n'],
  [
    'names that both added to one list of a line',
    "import { a } from 'x';\n",
    "import { a, mine } from 'x';\n",
    "import { a, theirs } from 'x';\n",
    "import { a, mine, theirs } from 'x';\n",
  ],
];

describe('a three-way merge', () => {
  it.each(cases)('%s', (_, base, mine, theirs, expected) => {
    expect(merged({ base, mine, theirs })).toBe(expected);
  });
});
