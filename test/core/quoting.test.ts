import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import {
  sqlString,
  stringLiteral,
  templateLiteral,
  templateText,
  yamlString,
} from '../../src/core/quoting.js';
import { openDatabase, withClient } from '../support/database.js';

const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc
    .array(fc.constantFrom('`', '${', '$', '{', '}', '\\', "'", '"', '\r', '\n', '\u2028', 'x'))
    .map((parts) => parts.join('')),
);

it('a literal in generated source is the text, and runs nothing', () => {
  fc.assert(
    fc.property(text, (value) => {
      expect(runInNewContext(stringLiteral(value))).toBe(value);
      expect(runInNewContext(templateLiteral(value))).toBe(value);
      expect(runInNewContext(`\`a ${templateText(value)}, b ${templateText(value)}\``)).toBe(
        `a ${value}, b ${value}`,
      );
    }),
    { examples: [['${process.exit(1)}'], ['\\`${x}'], ['\r\n'], ['\\']] },
  );
});

it('a YAML scalar is the text in either version of the language', () => {
  const words = [
    '',
    '123',
    '1.5',
    '1e3',
    '0x10',
    '1_000',
    '12:30:45',
    '2026-01-01',
    'null',
    '~',
    'yes',
    'Off',
    'y',
  ];
  const marks = [
    '@a/b',
    '*a',
    '&a',
    '- a',
    '#',
    'a: b',
    "it's",
    '"',
    '%',
    '|',
    '`',
    'a #b',
    ' a ',
    '\t',
    '---',
  ];
  fc.assert(
    fc.property(text, (value) => {
      for (const version of ['1.1', '1.2'] as const) {
        expect(parse(`image: ${yamlString(value)}`, { version })).toEqual({ image: value });
        expect(parse(`[${yamlString(value)}, b]`, { version })).toEqual([value, 'b']);
      }
    }),
    { examples: [...words, ...marks].map((one): [string] => [one]) },
  );
});

it('a string of SQL is the text, backslashes and all', async () => {
  // PostgreSQL has no NUL, and takes well-formed UTF-8 only.
  const stored = text.map((value) => Buffer.from(value.replaceAll('\0', '')).toString());
  const values = [...fc.sample(stored, 500), "it's", "\\'; DROP TABLE x; --", '$1', '$$', "E'\\n'"];
  const database = await openDatabase();
  try {
    const { rows } = await withClient(database.url, (client) =>
      client.query<{ read: string }>(
        `SELECT read FROM (VALUES ${values.map((value, n) => `(${n}, ${sqlString(value)})`).join(', ')}) AS given (n, read) ORDER BY n`,
      ),
    );
    expect(rows.map(({ read }) => read)).toEqual(values);
  } finally {
    await database.close();
  }
});
