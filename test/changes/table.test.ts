import { expect, it } from 'vitest';
import { changesTable } from './table.js';

it('has a line for each command and framework, and each reason once', () => {
  const done = { reasons: [], lost: 0 };
  const left = { reasons: ['its lines were edited.'], lost: 0 };
  const rows = '3 of 3 rows, down: 3';
  const tables = changesTable([
    {
      command: 'remove field Post slug',
      framework: 'nest',
      fresh: done,
      edited: [
        { hand: 'moved', ...done },
        { hand: 'rewritten', ...left },
      ],
      rows,
    },
    {
      command: 'add index Post title,slug',
      framework: 'express',
      fresh: { reasons: [], lost: 2 },
      edited: [{ hand: 'rewritten', ...left }],
      rows,
    },
  ]);
  expect(tables.split('\n').slice(2)).toEqual([
    '| `plinth add index Post title,slug` | express | done, 2 lines lost | 0 of 1 done; 1 by hand | 3 of 3 rows, down: 3 |',
    '| `plinth remove field Post slug` | nest | done | 1 of 2 done; 1 by hand | 3 of 3 rows, down: 3 |',
    '',
    'Steps by hand:',
    '',
    '- its lines were edited. (rewritten on express, rewritten on nest)',
    '',
  ]);
});
