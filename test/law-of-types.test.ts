import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ts } from 'ts-morph';
import { describe, expect, it } from 'vitest';
import { scalarTypes } from '../src/resource/model.js';

const root = join(import.meta.dirname, '..');
const home = 'src/resource/types/';

const sources = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
  .map((path) => `src/${path}`)
  .filter((path) => path.endsWith('.ts') && !path.startsWith(home));

/** Where a type's name stands for something else, or has to stand; one line of why for each. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  // The list of names, which `core` may import: `types.ts` does not compile without a file for each.
  'src/resource/model.ts': scalarTypes,
  // Examples of fields in the published JSON Schema, and what zod calls the types of JSON.
  'src/resource/spec/spec-schema.ts': ['string', 'text'],
  'src/resource/spec/spec-errors.ts': ['boolean', 'string', 'text'],
  // PostgreSQL's names of column types.
  'src/roles/persistence/engines/postgres/columns.ts': [
    'text',
    'uuid',
    'integer',
    'bigint',
    'boolean',
    'date',
  ],
  // The name that a slug's own field has in most projects.
  'src/features/resource/service.ts': ['slug'],
  // Kinds of questions.
  'src/core/question.ts': ['text'],
  'src/cli/prompts/questions.ts': ['text'],
  'src/cli/output/output-schema.ts': ['text'],
  // The ending of a file, a module of Node, a function of generated projects.
  'src/ports/project-formatter.ts': ['json'],
  'src/edits/glob.ts': ['url'],
  'src/features/accounts/variables.ts': ['integer'],
};

describe('a field type is known in its own file only', () => {
  it.each(sources)('%s', (path) => {
    const found = new Set(namesIn(readFileSync(join(root, path), 'utf8')));
    for (const name of allowed[path] ?? []) found.delete(name);
    expect([...found]).toEqual([]);
  });

  it('allows nothing that is not there', () => {
    const idle = Object.entries(allowed).flatMap(([path, names]) => {
      const found = namesIn(readFileSync(join(root, path), 'utf8'));
      return names.filter((name) => !found.includes(name)).map((name) => `${path}: ${name}`);
    });
    expect(idle).toEqual([]);
  });

  it.each([
    ["if (field.type === 'decimal') return;", ['decimal']],
    ['const isMoment = type === `datetime`;', ['datetime']],
    ["const texts = new Set(['email', 'url']);", ['email', 'url']],
    ["type Exact = 'bigint' | 'decimal';", ['bigint', 'decimal']],
    ['const shortest = { email: 6, url: 11 };', ['email', 'url']],
    ["const why = { 'text:unique': 1, 'enum:unique': 2 };", ['enum', 'text']],
    ['const { read } = types.uuid.values;', ['uuid']],
    ["const moments = ['time', 'day'];", ['time']],
    ["import { json } from '../types/json.js';", ['json']],
    ['const start = `${name}:boolean`;', []],
    ["typeof value === 'string' && 'bigint' !== typeof value;", []],
    ["const column = { text: 'a', name: 'b' };", []],
    ["import { date } from './dates.js';", []],
  ])('sees %s', (source, names) => {
    expect(namesIn(source).sort()).toEqual(names);
  });
});

/** Types that a source names: in literals, as keys of a table, as a property of the table of types, by importing their file. */
function namesIn(source: string): string[] {
  const file = ts.createSourceFile('one.ts', source, ts.ScriptTarget.Latest, true);
  const found = new Set<string>();
  const visit = (node: ts.Node): void => {
    for (const name of namesAt(node)) found.add(name);
    node.forEachChild(visit);
  };
  visit(file);
  return [...found];
}

const known: ReadonlySet<string> = new Set(scalarTypes);

function namesAt(node: ts.Node): readonly string[] {
  if (ts.isImportDeclaration(node)) return importedBy(node);
  if (ts.isStringLiteralLike(node)) return isTypeof(node.parent) ? [] : namesOf(node.text.split(':')[0]);
  if (ts.isPropertyAccessExpression(node))
    return node.expression.getText() === 'types' ? namesOf(node.name.text) : [];
  if (!ts.isObjectLiteralExpression(node) && !ts.isTypeLiteralNode(node)) return [];
  const members = ts.isTypeLiteralNode(node) ? node.members : node.properties;
  const keys = members.flatMap(({ name }) => namesOf(name?.getText()));
  // One alone is a word like any other.
  return keys.length > 1 ? keys : [];
}

const namesOf = (text: string | undefined): readonly string[] =>
  text !== undefined && known.has(text) ? [text] : [];

const importedBy = ({ moduleSpecifier }: ts.ImportDeclaration): readonly string[] =>
  namesOf(/\/types\/(\w+)\.js'$/.exec(moduleSpecifier.getText())?.[1]);

const isTypeof = (node: ts.Node): boolean =>
  ts.isBinaryExpression(node) && (ts.isTypeOfExpression(node.left) || ts.isTypeOfExpression(node.right));
