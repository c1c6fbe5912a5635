import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { addImport } from '../../src/edits/import.js';
import { templates } from '../../src/rendering/templates.js';

const folder = mkdtempSync(join(tmpdir(), 'plinth-templates-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function put(root: string, files: Readonly<Record<string, string>>): string {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, root, path)), { recursive: true });
    writeFileSync(join(folder, root, path), text);
  }
  return join(folder, root);
}

const builtIn = put('built-in', {
  'a/one.ts.ejs': "import { <%= name %> } from '<%- from %>';\n",
  'a/deep/two.md': 'word for word: <%= name %>\n',
  'a/loop.ejs': '<% for (const x of list) { %>\n<%= x %>,\n<% } %>\nend\n',
  'a/condition.ejs': [
    'one <% if (first) { %>1<% } %>',
    '  <%# what comes next %>',
    '  <% if (!first) { %>  ',
    '  none',
    '  <% } else if (second) { %>',
    '  two',
    '  <% } %>',
    '',
  ].join('\n'),
  'a/whole.ejs': "<% for (const x of list) { %>\n<%- include('partials/part', { x }) %>;\n<% } %>\n",
  'partials/part.ejs': '<%= name %>=<%= x %>\n',
  'a/parts.ejs': "one\n  <%- include('partials/some') %>\ntwo(<%- include('partials/some') %>)\n",
  'partials/some.ejs': '<% for (const x of list) { %>\n<%= x %>\n<% } %>\n',
  'a/imports.ts.ejs': [
    "import { b } from './<%= name %>.js';",
    "import { z, type T } from '../up.js';",
    'import type {',
    '  A,',
    '  T,',
    "} from './<%= name %>.js';",
    "import { a as c, b } from './<%= name %>.js';",
    "import { Z } from 'zod';",
    'export const x = 1;',
    '',
  ].join('\n'),
  'a/list.ts.sheet.ejs': '<%- first %>\n<%- added %>\n\nexport const x = 1;\n',
  'a/broken.ejs': '<% if ( %>',
  'a/late.ejs': '<%= ok %>\n\n<%= late %>\n',
});
const own = put('own', { 'a/deep/two.md': 'mine\n', 'a/zero.txt': '0' });
const renderer = templates([own, builtIn, join(folder, 'nowhere')]);

describe('templates', () => {
  it('are found in every folder, the first one winning', () => {
    expect(renderer.list('a')).toEqual([
      'broken.ejs',
      'condition.ejs',
      'deep/two.md',
      'imports.ts.ejs',
      'late.ejs',
      'list.ts.sheet.ejs',
      'loop.ejs',
      'one.ts.ejs',
      'parts.ejs',
      'whole.ejs',
      'zero.txt',
    ]);
    expect(renderer.list('none')).toEqual([]);
    expect(renderer.render('a/deep/two.md', {})).toBe('mine\n');
    expect(templates([builtIn]).render('a/deep/two.md', { name: 'x' })).toBe('word for word: <%= name %>\n');
  });

  it('print text as it is, without HTML escaping', () => {
    const values = { name: 'a < b && "c"', from: "it's" };
    expect(renderer.render('a/one.ts.ejs', values)).toBe("import { a < b && \"c\" } from 'it's';\n");
  });

  it('print numbers and booleans, and loop', () => {
    expect(renderer.render('a/loop.ejs', { list: [1, true, 0, 'x'] })).toBe('1,\ntrue,\n0,\nx,\nend\n');
  });

  it('leave no line where a tag of control or a comment stood alone', () => {
    expect(renderer.render('a/condition.ejs', { first: true, second: true })).toBe('one 1\n  two\n');
    expect(renderer.render('a/condition.ejs', { first: false })).toBe('one \n  none\n');
  });

  it('take no condition for false because it is not there', () => {
    const act = (values: Record<string, unknown>) => () => renderer.render('a/condition.ejs', values);
    expect(act({ first: true, second: undefined })).toThrow('a condition is undefined, not true or false');
    expect(act({ first: 'yes', second: true })).toThrow('a condition is string');
    expect(act({ second: true })).toThrow('first is not defined');
  });

  it('print others, which see their values', () => {
    expect(renderer.render('a/whole.ejs', { name: 'n', list: [1, 2] })).toBe('n=1;\nn=2;\n');
    expect(() => renderer.render('a/whole.ejs', { name: 'n', list: [{}] })).toThrow(
      /Template "a\/whole.ejs": .*Template "partials\/part.ejs": .*a value is object/s,
    );
  });

  it('leave no line where one that stands alone is empty', () => {
    expect(renderer.render('a/parts.ejs', { list: [] })).toBe('one\ntwo()\n');
    expect(renderer.render('a/parts.ejs', { list: [1, 2] })).toBe('one\n1\n2\ntwo(1\n2)\n');
  });

  it('import each module once, in an order that does not depend on its name', () => {
    const imports = (name: string) => renderer.render('a/imports.ts.ejs', { name }).split('\n');
    expect(imports('m')).toEqual([
      "import { Z } from 'zod';",
      "import { z, type T } from '../up.js';",
      "import { a as c, b, type A, type T } from './m.js';",
      '',
      'export const x = 1;',
      '',
    ]);
  });

  it.each([
    ["import { A, C } from 'a';", 'B', 'a', "import { A, B, C } from 'a';"],
    ["import { A, type C } from 'a';", 'D', 'a', "import { A, D, type C } from 'a';"],
    ["import { A, type C } from 'a';", 'type B', 'a', "import { A, type C, type B } from 'a';"],
    [
      "import { A, type C, type D } from 'a';",
      'type B',
      'a',
      "import { A, type B, type C, type D } from 'a';",
    ],
    ["import { A, Z } from 'a';", 'type B', 'a', "import { A, type B, Z } from 'a';"],
    ["import { A, type B, Z } from 'a';", 'C', 'a', "import { A, type B, C, Z } from 'a';"],
    ["import type { B } from './b.js';", 'type A', './b.js', "import type { B, A } from './b.js';"],
    ["import { A, type B } from 'a';", 'B', 'a', "import { A, B } from 'a';"],
    ["import { A, type B } from 'a';", 'A', 'a', "import { A, type B } from 'a';"],
    [
      "import { Z } from './z.js';",
      'A',
      './a.js',
      "import { Z } from './z.js';\nimport { A } from './a.js';",
    ],
  ])('of sheets import as an edit would: after %s, %s from %s', (first, name, from, imports) => {
    const rest = '\n\nexport const x = 1;\n';
    const added = `import { ${name} } from '${from}';`;
    expect(renderer.render('a/list.ts.sheet.ejs', { first, added })).toBe(imports + rest);
    const symbol = name.replace('type ', '');
    const edit = { symbol, from: from.replace('.js', ''), typeOnly: symbol !== name };
    const outcome = addImport(first + rest, 'src/x.ts', edit);
    expect(outcome.kind === 'edited' ? outcome.text : first + rest).toBe(imports + rest);
  });

  it.each([
    [undefined, 'a value is undefined'],
    [null, 'a value is null'],
    [['a'], 'a value is a list'],
    [{}, 'a value is object'],
    [Number.NaN, 'a value is number'],
    [() => 'x', 'a value is function'],
  ])('throw rather than print %j, in either kind of tag', (value, message) => {
    const act = (values: object) => () =>
      renderer.render('a/one.ts.ejs', { name: 'x', from: 'y', ...values });
    expect(act({ name: value })).toThrow(message);
    expect(act({ from: value })).toThrow(message);
    expect(act({ from: value })).toThrow('Template "a/one.ts.ejs"');
  });

  it('name themselves when a value is missing, or they are not there, or do not compile', () => {
    expect(() => renderer.render('a/one.ts.ejs', { name: 'x' })).toThrow(
      /Template "a\/one.ts.ejs": .*from is not defined/s,
    );
    expect(() => renderer.render('a/late.ejs', { ok: 1 })).toThrow('>> 3|');
    expect(() => renderer.render('a/none.ejs', {})).toThrow('There is no template "a/none.ejs"');
    expect(() => renderer.render('a/broken.ejs', {})).toThrow('Template "a/broken.ejs"');
  });
});
