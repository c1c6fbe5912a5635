import { describe, expect, it } from 'vitest';
import { localNameOf, relativeSpecifier } from '../../src/edits/import.js';
import { importedListSource } from '../../src/edits/list.js';

describe('relativeSpecifier', () => {
  it.each([
    ['src/app.ts', 'src/modules/posts/post.routes', './modules/posts/post.routes'],
    ['src/modules/posts/post.entity.ts', 'src/modules/users/user.entity', '../users/user.entity'],
    ['src/app.ts', 'src/app.schema.ts', './app.schema'],
    ['index.ts', 'src/a', './src/a'],
  ])('from %s to %s', (file, module, specifier) => {
    expect(relativeSpecifier(file, module)).toBe(specifier);
  });
});

describe('localNameOf', () => {
  const name = (text: string) => localNameOf(text, 'src/app.ts', 'postModule', './posts/post.routes');

  it.each([
    ["import { postModule } from './posts/post.routes.js';", 'postModule'],
    ["import { postModule as posts } from '@/posts/post.routes';", 'posts'],
    [
      "import type { postModule as T } from './posts/post.routes'; import { postModule as v } from './posts/post.routes';",
      'v',
    ],
    ["import { postModule } from './other.js';", undefined],
    ["import * as postModule from './posts/post.routes.js';", undefined],
    ['import {', undefined],
  ])('%s', (text, local) => {
    expect(name(text)).toBe(local);
  });
});

describe('importedListSource', () => {
  const list = (text: string) =>
    importedListSource(text, 'src/app.ts', [
      { kind: 'option', callee: 'DataSource', option: 'entities' },
      { kind: 'variable', name: 'modules' },
    ]);

  it.each([
    [
      "import { tables as entities } from './tables.js';\nnew DataSource({ entities });",
      { symbol: 'tables', from: './tables.js' },
    ],
    [
      "import tables from './tables.js';\nnew DataSource({ entities: [...tables] });",
      { symbol: 'default', from: './tables.js' },
    ],
    ["import { modules } from './modules.js';", { symbol: 'modules', from: './modules.js' }],
    [
      "import { a } from './a.js';\nconst entities = a;\nnew DataSource({ entities });",
      { symbol: 'a', from: './a.js' },
    ],
    ['new DataSource({ entities: [User] });', undefined],
    ['new DataSource({ entities: load() });', undefined],
    ['new DataSource({', undefined],
  ])('%s', (text, source) => {
    expect(list(text)).toEqual(source);
  });
});
