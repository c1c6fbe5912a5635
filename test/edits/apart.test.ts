import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { appendApart, appendImported, type ImportedItem } from '../../src/edits/imported-item.js';

const path = 'src/database/data-source.ts';
const item = (option: string, symbol: string, from: string): ImportedItem => ({
  anchors: [{ kind: 'option', callee: 'DataSource', option }],
  named: { symbol, from },
  snippet: symbol,
});
const items = [
  item('entities', 'Tag', '../modules/tags/tag.entity'),
  item('migrations', 'CreateTags1', './migrations/1-create-tags'),
];
const together = (text: string) => appendApart(text, path, items);

function oneByOne(text: string): string {
  return items.reduce((before, one) => {
    const outcome = appendImported(before, path, one);
    return outcome.kind === 'edited' ? outcome.text : before;
  }, text);
}

const apart = `import { DataSource } from 'typeorm';
import { User } from '../modules/users/user.entity.js';

const entities = [User];
const migrations = [];
export const source = new DataSource({ entities, migrations });
`;

describe('two symbols for two lists of one file', () => {
  it('are appended at once where the lists stand apart', () => {
    expect(together(apart)).toEqual({ kind: 'edited', text: oneByOne(apart) });
    expect(oneByOne(apart)).toContain('const entities = [User, Tag];\nconst migrations = [CreateTags1];');
  });

  it.each([
    ['on one line', 'new DataSource({ entities: [], migrations: [] });\n'],
    ['that are one', 'const all = [];\nnew DataSource({ entities: all, migrations: all });\n'],
    ['of which one is missing', 'new DataSource({ entities: [] });\n'],
    ['of which one is computed', 'new DataSource({ entities: [], migrations: load() });\n'],
    ['in a file that does not parse', 'new DataSource({'],
  ])('go one by one into lists %s', (_, text) => expect(together(text)).toBeUndefined());

  it('end up as one by one, whatever the layout', () => {
    const list = fc
      .tuple(fc.array(fc.constantFrom('A', 'B', 'load()'), { maxLength: 4 }), fc.boolean(), fc.boolean())
      .map(([all, lines, comma]) =>
        lines && all.length > 0 ? `[\n  ${all.join(',\n  ')}${comma ? ',' : ''}\n]` : `[${all.join(', ')}]`,
      );
    const head = fc.subarray([
      "import { DataSource } from 'typeorm';",
      "import { A } from './a.js'; // a",
      'import { B } from "../b";',
    ]);
    const layout = fc.constantFrom(
      (one: string, other: string) =>
        `const e = ${one};\nconst m = ${other};\nnew DataSource({ entities: e, migrations: m });\n`,
      (one: string, other: string) => `new DataSource({ entities: ${one}, migrations: ${other} });\n`,
      (one: string, other: string) =>
        `new DataSource({\n  migrations: ${other}, // all\n  entities: ${one},\n})`,
    );
    let compared = 0;
    fc.assert(
      fc.property(head, layout, list, list, fc.boolean(), (imports, shape, one, other, crlf) => {
        const plain = [...imports, shape(one, other)].join('\n');
        const text = crlf ? plain.replaceAll('\n', '\r\n') : plain;
        const outcome = together(text);
        if (outcome === undefined) return;
        compared += 1;
        expect(outcome).toEqual({ kind: 'edited', text: oneByOne(text) });
      }),
      { numRuns: 300 },
    );
    expect(compared).toBeGreaterThan(50);
  });
});
