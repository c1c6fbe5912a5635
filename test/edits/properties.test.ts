import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addMember } from '../../src/edits/class.js';
import { addImport, localNameOf } from '../../src/edits/import.js';
import { appendToList } from './list-edits.js';
import { ts } from '../../src/edits/compiler.js';
import { resolveList } from '../../src/edits/resolve.js';
import { parseSource } from '../../src/edits/source.js';
import { findVariable } from '../../src/edits/variables.js';
import { isOneInsertion } from './additions.js';
import { layouts } from './layouts.js';

const PATH = 'src/modules.ts';

/** The source texts of the elements of `modules`. */
function elementsOf(text: string): readonly string[] {
  const source = parseSource(PATH, text);
  const init = source && findVariable(source, 'modules')?.initializer;
  const found = source && init ? resolveList(source, init) : undefined;
  if (found?.kind !== 'list' || !ts.isArrayLiteralExpression(found.node)) return [];
  return found.node.elements.map((node) => node.getText());
}

describe('a list in any layout', () => {
  it('gets the element at its end, and nothing else changes', () => {
    const property = fc.property(layouts, fc.constantFrom(40, 80, 100), ({ text, eol }, printWidth) => {
      const anchor = { kind: 'variable', name: 'modules' } as const;
      const outcome = appendToList(text, PATH, anchor, 'newModule', { printWidth });
      if (outcome.kind !== 'edited') return expect.unreachable(outcome.kind);
      const before = elementsOf(text);
      expect(elementsOf(outcome.text).map((each) => each.replace(/\s+/g, ' '))).toEqual([
        ...before.map((each) => each.replace(/\s+/g, ' ')),
        'newModule',
      ]);
      expect(isOneInsertion(text, outcome.text)).toBe(true);
      expect(outcome.text.replaceAll(eol, '')).not.toMatch(/[\r\n]/);
      expect(appendToList(outcome.text, PATH, anchor, 'newModule', { printWidth })).toEqual({
        kind: 'present',
      });
    });
    fc.assert(property, { numRuns: 1000 });
  });
});

const importLine = fc.constantFrom(
  "import a from './a.js';",
  "import { b, type C } from './b.js'; // b",
  'import * as d from "d"',
  "import './e.js';",
  "import type { F } from './mod.js';",
  "import {\n  g, // g\n  h\n} from './mod.js';",
  "import i, { j as k } from './mod';",
  "import { l } from '@/l';",
  "import {} from './mod.js'; /* x */",
  "export * from './m.js';",
  '// a comment',
  '',
  'const n = [1];',
);
const head = fc.constantFrom(
  '',
  '#!/usr/bin/env node\n',
  "'use strict';\n",
  '/* Licence */\n\n',
  '// @ts-check\n',
  '\uFEFF',
);

describe('an import in any file', () => {
  it('is there afterwards, and nothing else changes', () => {
    const lines = fc.uniqueArray(importLine, { maxLength: 6 });
    const from = fc.constantFrom('./mod', './new/place', 'package', '@scope/package');
    const property = fc.property(
      head,
      lines,
      from,
      fc.boolean(),
      fc.constantFrom('\n', '\r\n'),
      (top, rows, module, typeOnly, eol) => {
        const text = (top + rows.join('\n')).replaceAll('\n', eol);
        const named = { symbol: 'Wanted', from: module, typeOnly };
        const outcome = addImport(text, PATH, named);
        if (outcome.kind !== 'edited') return expect.unreachable(outcome.kind);
        expect(localNameOf(outcome.text, PATH, 'Wanted', module)).toBe('Wanted');
        expect(isOneInsertion(text, outcome.text)).toBe(true);
        if (text.includes('\n')) expect(outcome.text.replaceAll(eol, '')).not.toMatch(/[\r\n]/);
        expect(addImport(outcome.text, PATH, named)).toEqual({ kind: 'present' });
      },
    );
    fc.assert(property, { numRuns: 500 });
  });
});

const memberLine = fc.constantFrom(
  'a = 1;',
  'b!: string',
  '@Column() c!: string; // c',
  "@Column({\n    type: 'text',\n  })\n  d?: string;",
  'e() {\n    return 1;\n  }',
  'constructor() {}',
  '/** doc */\n  get f() { return 2 }',
  '// a comment',
  '[key: string]: unknown;',
  'static { x(); }',
  '',
);

describe('a member of any class', () => {
  it('is there afterwards, and nothing else changes', () => {
    const members = fc.uniqueArray(memberLine, { maxLength: 6 });
    const member = { name: 'wanted', source: '@Column()\nwanted!: string;' };
    const property = fc.property(
      members,
      fc.constantFrom('\n', '\r\n'),
      fc.constantFrom('\n', ' '),
      (rows, eol, gap) => {
        const own = rows.filter((row) => gap === '\n' || !row.includes('//')).map((row) => gap + row);
        const text = `class X {}\n@Entity()\nexport class Post {${own.join('')}\n}\n`.replaceAll('\n', eol);
        fc.pre(parseSource(PATH, text) !== undefined);
        const outcome = addMember(text, PATH, { name: 'Post' }, member);
        if (outcome.kind !== 'edited') return expect.unreachable(outcome.kind);
        expect(isOneInsertion(text, outcome.text)).toBe(true);
        expect(addMember(outcome.text, PATH, { name: 'Post' }, member)).toEqual({ kind: 'present' });
      },
    );
    fc.assert(property, { numRuns: 500 });
  });
});
