import { expect, it } from 'vitest';
import { firstFlaw, tableOf } from './table.js';

it('has a line for each item, and goes on below where a column is too narrow', () => {
  const tried = `${'word '.repeat(13)}end`;
  const table = tableOf([{ item: 'R1', tried, seen: 'pass' }]);
  expect(table.split('\n').slice(2)).toEqual([
    `R1    ${'word '.repeat(11).trim().padEnd(58)}  pass`,
    '      word word end',
    '',
  ]);
});

it.each([
  ['3 flaws:\nfirst\nsecond\nthird\n\n3 !== 0', 'first (and 2 more)'],
  ['1 flaws:\nonly\n\n1 !== 0', 'only'],
  ['409 expected: POST /x -> 500\nmore', '409 expected: POST /x -> 500'],
])('tells the first flaw of %j', (message, told) => {
  expect(firstFlaw(message)).toBe(told);
});
