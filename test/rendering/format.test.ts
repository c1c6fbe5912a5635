import { readFileSync } from 'node:fs';
import { format as prettier, type Options } from 'prettier';
import { describe, expect, it } from 'vitest';
import { UserError } from '../../src/core/errors.js';
import { formatter } from '../../src/rendering/format.js';
import { formatOptionsOf } from '../../src/rendering/format-options.js';
import { ourStyle } from '../../src/rendering/house-style.js';
import { projectOf } from '../core/planned.js';

const source = `import {a} from "./a.js"
export class X { constructor(private readonly a:string){} 
  async all(){ return [1,2].map(x=>({x, "y":this.a})) } }
`;
const optionsOf = (files: Readonly<Record<string, string>>) => formatOptionsOf(projectOf(files));

describe('a new TypeScript file', () => {
  it('is formatted in our style where the project says nothing', async () => {
    const text = await formatter(await optionsOf({}))('src/x.ts', source);
    expect(text).toContain("import { a } from './a.js';\n");
    expect(text).toContain('    return [1, 2].map((x) => ({ x, y: this.a }));\n');
  });

  it.each<Options>([
    {},
    { semi: false, useTabs: true },
    { arrowParens: 'avoid', endOfLine: 'crlf', trailingComma: 'none' },
    { printWidth: 40, tabWidth: 4 },
  ])('is what prettier makes of it with %o', async (settings) => {
    const options = await optionsOf({ '.prettierrc': JSON.stringify(settings) });
    const real = readFileSync(new URL('../../src/core/plan.ts', import.meta.url), 'utf8');
    for (const text of [source, real]) {
      expect(await formatter(options)('x.ts', text)).toBe(
        await prettier(text, { parser: 'typescript', ...settings }),
      );
    }
  });

  it('that does not parse is a defect of its template, and is named', async () => {
    const failed: unknown = await formatter(ourStyle)('src/x.ts', 'a;\nconst = ;').catch(
      (error: unknown) => error,
    );
    expect(failed).toBeInstanceOf(UserError);
    expect(String(failed)).toMatch(
      /The template of src\/x.ts gave text that is not TypeScript: .* \(line 2\)/,
    );
  });
});

it.each(['a.json', 'a.md', 'a.yaml', 'Dockerfile'])('%s is kept as its template wrote it', async (path) => {
  expect(await formatter(ourStyle)(path, '{ "a":1}')).toBe('{ "a":1}');
});

describe('the style of a project', () => {
  const prettierDefault = { ...ourStyle, printWidth: 80, singleQuote: false };

  it.each<[string, Readonly<Record<string, string>>, object]>([
    ['.prettierrc as JSON', { '.prettierrc': '{"semi":false}' }, { semi: false }],
    ['.prettierrc as YAML', { '.prettierrc': 'semi: false\ntabWidth: 4' }, { semi: false, tabWidth: 4 }],
    ['.prettierrc.json', { '.prettierrc.json': '{"singleQuote":true}' }, { singleQuote: true }],
    ['.prettierrc.yaml', { '.prettierrc.yaml': 'useTabs: true' }, { useTabs: true }],
    ['package.json', { 'package.json': '{"prettier":{"printWidth":120}}' }, { printWidth: 120 }],
    [
      'package.json before a file',
      { 'package.json': '{"prettier":{}}', '.prettierrc': '{"semi":false}' },
      {},
    ],
    [
      'its overrides for TypeScript',
      {
        '.prettierrc':
          '{"overrides":[{"files":["*.{js,ts}"],"options":{"semi":false}},{"files":"*.md","options":{"tabWidth":8}}]}',
      },
      { semi: false },
    ],
    [
      'nonsense, which counts for nothing',
      { '.prettierrc': '{"tabWidth":"wide","semi":0,"endOfLine":"auto"}' },
      {},
    ],
    [
      '.editorconfig below it',
      {
        '.prettierrc': '{"tabWidth":8}',
        '.editorconfig':
          '[*]\nindent_style = tab\nindent_size = 4\nend_of_line = crlf\n[*.md]\nmax_line_length = 50\n',
      },
      { tabWidth: 8, useTabs: true, endOfLine: 'crlf' },
    ],
  ])('comes from %s', async (_, files, expected) => {
    expect(await optionsOf(files)).toEqual({ ...prettierDefault, ...expected });
  });

  it('comes from .editorconfig alone, over ours', async () => {
    const editor = '# x\nroot = true\n[*.{ts,js}]\nindent_size = 4 ; wide\nmax_line_length = off\n';
    expect(await optionsOf({ '.editorconfig': editor })).toEqual({ ...ourStyle, tabWidth: 4 });
  });

  it.each<[string, string, object]>([
    [
      'double quotes, no semicolons, tabs',
      'import a from "a"\nimport b from "b"\nif (a) {\n\tb()\n}\n',
      { singleQuote: false, semi: false, useTabs: true },
    ],
    ['four spaces', "import a from 'a';\nif (a) {\n    b();\n        c();\n}\n", { tabWidth: 4 }],
    ['Windows line ends', "import a from 'a';\r\nif (a) {\r\n  b();\r\n}\r\n", { endOfLine: 'crlf' }],
    [
      'Windows line ends without semicolons',
      "import a from 'a'\r\nif (a) {\r\n  b()\r\n}\r\n",
      { endOfLine: 'crlf', semi: false },
    ],
  ])('is read off its sources where its settings are a program: %s', async (_, text, expected) => {
    const files = { 'prettier.config.js': 'export default {}', 'src/app.ts': text };
    expect(await optionsOf(files)).toEqual({ ...ourStyle, ...expected });
  });
});
