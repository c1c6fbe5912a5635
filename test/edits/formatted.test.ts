import fc from 'fast-check';
import { check, format, type Options } from 'prettier';
import { describe, expect, it } from 'vitest';
import { addMember } from '../../src/edits/class.js';
import { addImport } from '../../src/edits/import.js';
import { appendToList } from './list-edits.js';
import { addProperty } from '../../src/edits/object.js';
import type { Outcome } from '../../src/core/outcome.js';

const PATH = 'src/modules.ts';
const name = fc.stringMatching(/^[a-z]{3,16}$/).map((letters) => `x${letters}`);
const options = fc.record({
  printWidth: fc.constantFrom(80, 100, 120),
  useTabs: fc.boolean(),
  semi: fc.boolean(),
  singleQuote: fc.boolean(),
  trailingComma: fc.constantFrom('all', 'none'),
  endOfLine: fc.constantFrom('lf', 'crlf'),
});

type Edit = (text: string, printWidth: number) => Outcome;

/** A file with enough in it to tell how it is written. */
const evidence = `import { first } from './first.js';\nconst known = {\n  quoted: 'x',\n  more: 1,\n};\nfirst(known);\n`;

/** What the formatter has left it still leaves after the edit. */
function staysFormatted(code: fc.Arbitrary<string>, edit: Edit) {
  return fc.asyncProperty(code, options, async (text, chosen) => {
    const settings: Options = {
      ...chosen,
      trailingComma: chosen.trailingComma as 'all' | 'none',
      parser: 'typescript',
    };
    const before = await format(evidence + text, settings);
    const outcome = edit(before, chosen.printWidth);
    if (outcome.kind !== 'edited') return expect.unreachable(outcome.kind);
    if (!(await check(outcome.text, settings)))
      expect(outcome.text).toBe(await format(outcome.text, settings));
  });
}

const RUNS = { numRuns: 120 };
const names = fc.array(name, { maxLength: 8 });
const append =
  (anchor: Parameters<typeof appendToList>[2]): Edit =>
  (text, printWidth) =>
    appendToList(text, PATH, anchor, 'NewElement', { printWidth });

describe('a formatted file stays formatted', () => {
  it('when a list grows', async () => {
    const starts = fc.constantFrom(
      'export const modules: readonly Module[] = [',
      'const modules = Object.freeze([',
      'const modules = [',
      'function f() { const modules = [',
    );
    const code = fc.tuple(starts, names).map(([start, items]) => {
      const end = start.startsWith('function')
        ? ']; return modules; }'
        : start.includes('(')
          ? '] as const);'
          : '];';
      return `${start}${items.join(', ')}${end}`;
    });
    await fc.assert(staysFormatted(code, append({ kind: 'variable', name: 'modules' })), RUNS);
  });

  it('when an option of a call grows', async () => {
    const code = fc.tuple(names, fc.boolean(), fc.boolean()).map(([items, lines, nested]) => {
      const body = `type: 'pg', entities: [${items.join(', ')}], migrations: []`;
      const object = lines ? `{\n ${body} }` : `{ ${body} }`;
      return nested
        ? `export default wrap('a', new DataSource(${object}));`
        : `export const source = new DataSource(${object});`;
    });
    await fc.assert(
      staysFormatted(code, append({ kind: 'option', callee: 'DataSource', option: 'entities' })),
      RUNS,
    );
  });

  it('when an import grows', async () => {
    const code = names.map(
      (items) => `import { ${[...new Set(items), 'last'].join(', ')} } from './posts/post.routes.js';`,
    );
    const edit: Edit = (text, printWidth) =>
      addImport(text, PATH, { symbol: 'newModule', from: './posts/post.routes' }, { printWidth });
    await fc.assert(staysFormatted(code, edit), RUNS);
  });

  it('when an object grows', async () => {
    const code = fc.tuple(names, fc.boolean()).map(([keys, lines]) => {
      const body = [...new Set(keys)].map((key) => `${key}: z.string()`).join(', ');
      return `const schema = z.object({${lines ? '\n' : ' '}${body} });`;
    });
    const property = { key: 'JWT_SECRET', value: 'z.string().min(32)' };
    const edit: Edit = (text, printWidth) =>
      addProperty(text, PATH, { kind: 'argument', callee: 'z.object', of: 'schema' }, property, {
        printWidth,
      });
    await fc.assert(staysFormatted(code, edit), RUNS);
  });

  it('when a class grows', async () => {
    const member = { name: 'state', source: "@Column({ type: 'varchar' })\nstate!: string;" };
    const code = fc.uniqueArray(name, { maxLength: 3 }).map((fields) => {
      const body = fields.map((field) => `@Column({ type: 'text' })\n${field}!: string;\n`).join('\n');
      return `@Entity()\nexport class Post {\n${body}\nrename() {}\n}`;
    });
    await fc.assert(
      staysFormatted(code, (text) => addMember(text, PATH, { name: 'Post' }, member)),
      RUNS,
    );
  });
});
