import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
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
  'a/loop.ejs': '<% for (const x of list) { -%>\n<%= x %>,\n<% } -%>\nend\n',
  'a/broken.ejs': '<% if ( %>',
  'a/late.ejs': '<%= ok %>\n\n<%= late %>\n',
});
const own = put('own', { 'a/deep/two.md': 'mine\n', 'a/zero.txt': '0' });
const renderer = templates([own, builtIn, join(folder, 'nowhere')]);

describe('templates', () => {
  it('are found in every folder, the first one winning', () => {
    expect(renderer.list('a')).toEqual([
      'broken.ejs',
      'deep/two.md',
      'late.ejs',
      'loop.ejs',
      'one.ts.ejs',
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
