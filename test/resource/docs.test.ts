import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { types } from '../../src/resource/types/types.js';
import { accessLevels, operations, scalarTypes } from '../../src/resource/model.js';
import { fieldTypes, modifiersOf } from '../../src/resource/fields/field-types.js';
import { modifierNames } from '../../src/resource/fields/modifiers.js';
import { dangerOf } from '../../src/resource/patterns/pattern-safety.js';
import { parseSpec, specJsonSchema } from '../../src/resource/spec/spec-file.js';

const page = readFileSync(new URL('../../docs/resources.md', import.meta.url), 'utf8');

/** The rows of every table, their cells trimmed. */
const rows = page
  .split('\n')
  .filter((line) => line.startsWith('| '))
  .map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );

describe('docs/resources.md', () => {
  it.each(fieldTypes)('lists the modifiers of %s', (type) => {
    const row = rows.find(([first]) => first?.match(/^`(\w+)/)?.[1] === type && first.includes('`'));
    expect(row?.at(-1)?.split(' ')).toEqual(modifiersOf(type));
  });

  it.each(modifierNames)('explains %s', (name) =>
    expect(rows.some(([first]) => new RegExp(`\`${name}=?\``).test(first ?? ''))).toBe(true),
  );

  it('refuses each pattern that it says how to write otherwise, and takes what it writes', () => {
    const patterns = (cell: string | undefined): readonly string[] =>
      [...(cell ?? '').matchAll(/`([^`]+)`/g)].map(([, code = '']) => code.replaceAll('\\|', '|'));
    const table = page.slice(page.indexOf('| instead of'), page.indexOf('The check is that of'));
    const pairs = table.split('\n').map((line) => line.split(/(?<!\\)\|/));
    const [bad, good] = [1, 2].map((column) => pairs.flatMap((cells) => patterns(cells[column])));
    expect(bad?.length).toBeGreaterThan(4);
    expect(bad?.filter((pattern) => dangerOf(pattern, 255) === undefined)).toEqual([]);
    expect(good?.filter((pattern) => dangerOf(pattern, 4096) !== undefined)).toEqual([]);
  });

  it('lists what a field of each type becomes', () => {
    const start = rows.findIndex(([first]) => first === 'a field that is');
    const codes = (cell = ''): readonly string[] =>
      [...cell.matchAll(/`(\w+)`/g)].map(([, code = '']) => code);
    const listed = rows
      .slice(start + 2, start + 6)
      .flatMap(([from, to]) => codes(from).map((type) => [type, codes(to)]));
    const known = scalarTypes.map((type) => [type, types[type].values.becomes ?? []] as const);
    expect(Object.fromEntries(listed)).toEqual(Object.fromEntries(known.filter(([, to]) => to.length > 0)));
  });

  it('lists the access levels', () => {
    const start = rows.findIndex(([first]) => first === 'level');
    expect(rows.slice(start + 1 + 1, start + 2 + accessLevels.length).map(([first]) => first)).toEqual(
      accessLevels.map((level) => `\`${level}\``),
    );
  });

  it('lists the operations', () => {
    const start = rows.findIndex(([first]) => first === 'operation');
    expect(rows.slice(start + 2, start + 2 + operations.length).map(([first]) => first)).toEqual(
      operations.map((operation) => `\`${operation}\``),
    );
  });

  it.each(Object.keys(specJsonSchema.properties ?? {}))('lists the key %s of a spec', (key) =>
    expect(rows.some(([first]) => first === `\`${key}\``)).toBe(true),
  );

  it('shows a spec that is read', () => {
    const [, example = ''] = /```yaml\n(name: [^]*?)```/.exec(page) ?? [];
    expect(parseSpec(example, 'docs').resources.map(({ name }) => name)).toEqual(['Post', 'Tag']);
  });
});
