import { expect, it } from 'vitest';
import { changesTable } from './table.js';

it('has a line for each command and framework, and each reason once', () => {
  const done = { reasons: [], gone: [] };
  const left = { reasons: ['its lines were edited.'], gone: [] };
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
      fresh: { reasons: [], gone: ["import '../tag.js';", 'other();'] },
      edited: [{ hand: 'rewritten', ...left }],
      rows,
    },
  ]);
  expect(tables.split('\n').slice(2)).toEqual([
    '| `plinth add index Post title,slug` | express | done, 2 of their lines changed | 0 of 1 done; 1 by hand | 3 of 3 rows, down: 3 |',
    '| `plinth remove field Post slug` | nest | done | 1 of 2 done; 1 by hand | 3 of 3 rows, down: 3 |',
    '',
    'Steps by hand:',
    '',
    '- its lines were edited. (rewritten on express, rewritten on nest)',
    '',
  ]);
});
