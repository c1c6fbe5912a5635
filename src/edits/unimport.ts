import { ts } from './compiler.js';
import { moduleOf, namesOf } from './imports.js';
import { inserted, type Insertion } from './insertion.js';
import { commaAfter, lineEnd, lineStart, startsLine } from './lines.js';
import { parseSource, type Source } from './source.js';
import { modulePaths } from './specifier.js';
import { isKey, startOf, walk } from './tree.js';

/** A file without what it imports from modules that go. */
export interface Unimported {
  readonly text: string;
  /** Lines, from 1 on, of the text that still say something of those modules. */
  readonly uses: readonly number[];
}

/**
 * Takes the imports of some modules out of a file, with the items of lists that they are there for. An import whose names are used in any
 * other way stays, and so do all its uses. Undefined where the file imports none of the modules, or does not parse.
 *
 * @param isGone whether the file of that project path goes.
 */
export function withoutImportsOf(
  text: string,
  path: string,
  isGone: (path: string) => boolean,
): Unimported | undefined {
  let current = parseSource(path, text);
  if (current === undefined || statementsOf(current, isGone).length === 0) return undefined;
  for (;;) {
    const source: Source = current;
    const insertions = statementsOf(source, isGone).map((statement) => takenOut(source, statement));
    const next = insertions.find((one) => one !== undefined);
    if (next === undefined) break;
    const changed = parseSource(path, inserted(source, next));
    if (changed === undefined) break;
    current = changed;
  }
  const rest = current;
  const uses = statementsOf(rest, isGone).flatMap((statement) => usesOf(rest, statement));
  const lineOf = (at: number): number => rest.text.slice(0, at).split('\n').length;
  return { text: rest.bom + rest.text, uses: [...new Set(uses.map((node) => lineOf(startOf(node))))] };
}

type Statement = ts.ImportDeclaration | ts.ExportDeclaration;

/** What imports, or passes on, something of a module that goes. */
const statementsOf = ({ path, file }: Source, isGone: (path: string) => boolean): readonly Statement[] =>
  file.statements.filter(
    (statement): statement is Statement =>
      (ts.isImportDeclaration(statement) || ts.isExportDeclaration(statement)) &&
      modulePaths(path, moduleOf(statement) ?? '').some(isGone),
  );

/** One step towards a file without the statement; undefined where something else uses its names. */
function takenOut(source: Source, statement: Statement): readonly Insertion[] | undefined {
  if (!ts.isImportDeclaration(statement) || !hasOnlyNames(statement)) return undefined;
  const uses = namesUsed(source, statement);
  if (!uses.every(isListed)) return undefined;
  const [first] = uses;
  if (first !== undefined) return withoutItem(source, first, first.parent);
  return [withoutLine(source, startOf(statement), statement.end)];
}

/** Not `import './x'`, nor a default or a whole module, of which nothing of ours is imported. */
const hasOnlyNames = (statement: ts.ImportDeclaration): boolean =>
  statement.importClause?.name === undefined && namesOf(statement).length > 0;

function usesOf(source: Source, statement: Statement): readonly ts.Node[] {
  const uses = ts.isImportDeclaration(statement) ? namesUsed(source, statement) : [];
  return uses.length > 0 ? uses : [statement];
}

function namesUsed({ file }: Source, statement: ts.ImportDeclaration): readonly ts.Identifier[] {
  const names = new Set(namesOf(statement).map(({ name }) => name.text));
  return walk(file).filter(
    (node): node is ts.Identifier => ts.isIdentifier(node) && names.has(node.text) && !isKey(node),
  );
}

const isListed = (node: ts.Identifier): node is ts.Identifier & { parent: ts.ArrayLiteralExpression } =>
  ts.isArrayLiteralExpression(node.parent);

/** The item goes with its comma, or with that before it where it is the last. */
function withoutItem(source: Source, item: ts.Node, list: ts.ArrayLiteralExpression): readonly Insertion[] {
  const close = list.end - 1;
  const comma = commaAfter(source, item.end, close);
  if (comma !== undefined) return [withoutLine(source, startOf(item), comma + 1)];
  const before = list.elements[list.elements.findIndex((one) => one === item) - 1];
  const commaBefore = before && commaAfter(source, before.end, close);
  if (commaBefore === undefined) return [withoutLine(source, startOf(item), item.end)];
  return startsLine(source.text, startOf(item))
    ? [{ at: commaBefore, until: commaBefore + 1, text: '' }, withoutLine(source, startOf(item), item.end)]
    : [{ at: commaBefore, until: item.end, text: '' }];
}

/** With its line, where nothing else stands there; else with the space around it. */
function withoutLine({ text }: Source, start: number, end: number): Insertion {
  const rest = text.slice(end, lineEnd(text, end));
  const endsLine = rest.trim() === '';
  if (startsLine(text, start) && endsLine) {
    const next = text.indexOf('\n', end);
    return { at: lineStart(text, start), until: next === -1 ? text.length : next + 1, text: '' };
  }
  const space = (of: string): number => /^[ \t]*/.exec(of)?.[0].length ?? 0;
  const before = /[ \t]*$/.exec(text.slice(lineStart(text, start), start))?.[0].length ?? 0;
  return { at: start - (endsLine ? before : 0), until: end + space(rest), text: '' };
}
