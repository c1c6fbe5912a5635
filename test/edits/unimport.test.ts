import { describe, expect, it } from 'vitest';
import { withoutImportsOf } from '../../src/edits/unimport.js';

const gone = new Set(['src/a/post.entity.ts', 'src/a/post.routes.ts']);

const without = (text: string) => withoutImportsOf(text, 'src/app.ts', (path) => gone.has(path));

const post = "import { Post } from './a/post.entity.js';\n";
const tag = "import { Tag } from './a/tag.entity.js';\n";

describe('imports of files that go', () => {
  it.each([
    ['the last of a line', `${tag}${post}const all = [Tag, Post];\n`, `${tag}const all = [Tag];\n`],
    ['the first of a line', `${post}${tag}const all = [Post, Tag];\n`, `${tag}const all = [Tag];\n`],
    ['one in the middle', `${post}const all = [1, Post, 2];\n`, 'const all = [1, 2];\n'],
    ['the only one', `${post}const all = [Post];\n`, 'const all = [];\n'],
    [
      'a line of its own',
      `${post}const all = [\n  1,\n  Post, // of a\n  2,\n];\n`,
      'const all = [\n  1,\n  // of a\n  2,\n];\n',
    ],
    ['the last line', `${post}const all = [\n  1,\n  Post,\n];\n`, 'const all = [\n  1,\n];\n'],
    [
      'the last line without a comma after it',
      `${post}const all = [\n  1,\n  Post\n];\n`,
      'const all = [\n  1\n];\n',
    ],
    ['the last of several lines', `${post}const all = [\n  1,\n  2, Post,\n];\n`, 'const all = [\n  1,\n  2,\n];\n'],
    ['CRLF', `${post}const all = [\n  1,\n  Post,\n];\n`.replaceAll('\n', '\r\n'), 'const all = [\r\n  1,\r\n];\r\n'],
    ['another name', "import { Post as P } from '@/a/post.entity';\nconst all = [P, 1];\n", 'const all = [1];\n'],
    [
      'a list in an option, twice',
      `${post}f({ a: [Post, 1], b: [2, Post] });\n`,
      'f({ a: [1], b: [2] });\n',
    ],
    ['a name that nothing uses', `// about\n${post}f();\n`, '// about\nf();\n'],
    [
      'properties of that name',
      `${post}const all = [Post];\nf(x.Post, { Post: 1 });\n`,
      'const all = [];\nf(x.Post, { Post: 1 });\n',
    ],
    ['a byte order mark', `\uFEFF${post}const all = [Post];\n`, '\uFEFFconst all = [];\n'],
  ])('go where they are listed: %s', (_, text, expected) => {
    expect(without(text)).toEqual({ text: expected, uses: [] });
  });

  it.each([
    ['a call', `${post}const all = [Post];\nf(Post);\n`, [2, 3]],
    ['a type', `${post}\nlet one: Post;\n`, [3]],
    ['a spread', `${post}const all = [...Post];\n`, [2]],
    ['a whole module', "import * as post from './a/post.entity.js';\nconst all = [post.Post];\n", [1]],
    ['an import for its effects', "import './a/post.entity.js';\n", [1]],
    ['a file that passes it on', "export * from './a/post.entity.js';\n", [1]],
  ])('stay where they are used: %s', (_, text, uses) => {
    expect(without(text)).toEqual({ text, uses });
  });

  it('of two files, only the one goes that nothing uses', () => {
    const routes = "import { postModule } from './a/post.routes.js';\n";
    expect(without(`${post}${routes}const all = [postModule];\nf(Post);\n`)).toEqual({
      text: `${post}const all = [];\nf(Post);\n`,
      uses: [3],
    });
  });

  it.each([['import {'], [`${tag}f();\n`], ['const Post = 1;\n']])('nothing to do: %s', (text) => {
    expect(without(text)).toBeUndefined();
  });
});
