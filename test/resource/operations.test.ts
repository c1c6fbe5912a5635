import { describe, expect, it } from 'vitest';
import { checked } from '../../src/core/manifest-shape.js';
import { resolveResources } from '../../src/resource/graph/graph.js';
import { parseResource, parseResourceLine } from '../../src/resource/language/field-language.js';
import { parsedOf } from '../../src/resource/language/print-field.js';
import { type Operation, operations, type Resource } from '../../src/resource/model.js';
import { operationsOf, parseOperations } from '../../src/resource/operations.js';
import { parseSpec, specText } from '../../src/resource/spec/spec-file.js';
import { manifestOf } from './manifest.js';
import { refused } from './refused.js';

const user = { name: 'User', table: 'users', path: 'src/modules/users/user.entity.ts', isUser: true };
const context = { entities: new Map([['User', user]]), auth: true };
const resolvedFrom = (...lines: readonly string[]): readonly Resource[] =>
  resolveResources(lines.map(parseResourceLine), context);

const spec = (written: string) =>
  parseSpec(`resources:\n  Post:\n    operations: ${written}\n    fields: { title: string }`, 'plinth.yaml');

describe('the operations of a resource', () => {
  it('are some of six, in a line, with a flag and in a spec file, in any order', () => {
    const wanted: readonly Operation[] = ['list', 'get', 'create'];
    expect(parseResourceLine('Post title:string operations=create,list,get').operations).toEqual(wanted);
    expect(parseOperations(' get, create ,list')).toEqual(wanted);
    expect(parseResource('Post', [], { operations: ['create', 'get', 'list'] }).operations).toEqual(wanted);
    expect(spec('[create, get, list]').resources[0]?.operations).toEqual(wanted);
  });

  it('are all where none is said, and are kept only where some are left out', () => {
    const [post, tag, note] = resolvedFrom(
      'Post title:string',
      `Tag name:string operations=${operations.join(',')}`,
      'Note text:text operations=get',
    );
    expect([post, tag].map((one) => one && 'operations' in one)).toEqual([false, false]);
    expect(post && operationsOf(post)).toEqual(operations);
    expect(note?.operations).toEqual(['get']);
  });

  it('are written and read again', () => {
    const [note] = resolvedFrom('Note text:text operations=get,create');
    const resources = note ? [parsedOf(note)] : [];
    expect(parseSpec(specText({ resources }), 'again.yaml').resources[0]?.operations).toEqual([
      'get',
      'create',
    ]);
  });

  it.each([
    ['lst', /no operation "lst"/, /Did you mean "list"\? Use some of list, get, create, replace/],
    ['list,patch', /no operation "patch"/, /Did you mean "update"/],
    ['put', /no operation "put"/, /Did you mean "replace"/],
    ['Remove', /no operation "Remove"/, /Did you mean "delete"/],
    ['zzzzzz', /no operation "zzzzzz"/, /^Use some of/],
    ['constructor', /no operation "constructor"/, /Use some of/],
    ['list,,get', /no operation ""/, /Use some of/],
    ['list,get,list', /The operation "list" is named twice/, /Keep one/],
    ['', /at least one operation/, /without "operations" it has all/],
    [',', /at least one operation/, /Name some of list/],
  ])('as "%s" are refused', (text, what, remedy) => {
    refused(() => parseOperations(text), what, remedy);
    refused(() => parseResourceLine(`Post title:string operations=${text}`), what, remedy);
  });

  it.each([
    [
      '[list, lst]',
      /:3:24: "resources\.Post\.operations\.1" cannot be "lst"/,
      /Did you mean "list"\? Use list/,
    ],
    ['[patch]', /cannot be "patch"/, /Did you mean "update"/],
    ['[list, list]', /"resources\.Post\.operations" names an operation twice/, /Name each once/],
    ['[]', /"resources\.Post\.operations" names no operation/, /some of list, get, create/],
    ['list', /"resources\.Post\.operations" must be a list, not "list"/, /\[list, get, create\]/],
    ['[1]', /cannot be 1/, /Use list/],
  ])('as %s in a spec file are refused', (text, what, remedy) => refused(() => spec(text), what, remedy));

  it('are no reason to refuse what no request sets, where none would set it', () => {
    const fixed = 'Rate value:integer:readonly:default=1';
    expect(resolvedFrom(`${fixed} operations=list,get`)).toHaveLength(1);
    refused(
      () => resolvedFrom(`${fixed} operations=list,update`),
      /no field that a request may set/,
      /Add one/,
    );
  });

  it('without a list search nothing', () => {
    refused(
      () => resolvedFrom('Post title:string:searchable operations=get,create'),
      /Post\.title is searchable, but Post has no operation "list"/,
      /Remove "searchable", or add "list"/,
    );
  });

  it('decide which schemas there are, and so which names are taken', () => {
    const lines = (operations: string, other: string) => [
      `Post t:string operations=${operations}`,
      `${other} t:string`,
    ];
    for (const [operations, other] of [
      ['create,replace', 'CreatePost'],
      ['replace', 'ReplacePost'],
      ['update', 'UpdatePost'],
    ] as const)
      refused(() => resolvedFrom(...lines(operations, other)), /schema \w+Post/, /another name/);
    for (const [operations, other] of [
      ['list,replace', 'CreatePost'],
      ['create,replace', 'ReplacePost'],
      ['get,create', 'UpdatePost'],
    ] as const)
      expect(resolvedFrom(...lines(operations, other))).toHaveLength(2);
  });

  it('are checked where they come from the manifest', () => {
    const [note] = resolvedFrom('Note text:text operations=get');
    const manifest = (resource: object): string => manifestOf({ Note: resource });
    expect(checked(manifest({ ...note }), 'manifest.json').resources?.['Note']).toEqual(note);
    expect(() => checked(manifest({ ...note, operations: ['lst'] }), 'manifest.json')).toThrow(
      /"resources\.Note\.operations\.0" in manifest\.json must be one of list, get/,
    );
  });
});
