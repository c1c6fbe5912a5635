import { ts } from './compiler.js';
import { bindingOf } from './declared.js';
import { importedNameOf, moduleOf, namesOf } from './imports.js';
import { inserted, type Insertion } from './insertion.js';
import { parseSource, type Source } from './source.js';
import { isRelative, modulePaths, movedSpecifier } from './specifier.js';
import { declaredName, isExported, isKey, startOf, variablesIn, walk } from './tree.js';

/** What a name is called afterwards. */
export interface RenamedExport {
  readonly symbol: string;
  /** What files call it that import it, where somebody else may have its own name: before, and afterwards. */
  readonly local: string;
  readonly nextLocal: string;
}

/** Files that get other names, with what they export. */
export interface ModuleRenames {
  /** The project path of one of them afterwards; undefined for any other file. */
  moved(path: string): string | undefined;
  /** What one of them exports, by what it is called before. */
  exports(path: string): ReadonlyMap<string, RenamedExport>;
}

/**
 * The text of a file with the new names of modules and of what they export: in its imports, in everything that uses those, and in its own
 * declarations where it is one of the modules. Where a new name is taken, the import keeps the old one: `Article as Post`. What is called
 * so without being imported stays as it is, and so does a file that does not parse.
 *
 * @param path of the file as it is called before.
 */
export function withRenamedModules(text: string, path: string, renames: ModuleRenames): string {
  const source = parseSource(path, text);
  if (source === undefined) return text;
  const renaming = new Renaming(source, renames);
  return inserted(source, renaming.insertions());
}

/** The names that a file exports by declaring them, in their order. */
export function exportedNames(text: string, path: string): readonly string[] {
  return (parseSource(path, text)?.file.statements ?? []).filter(isExported).flatMap(declaredNames);
}

const declaredNames = (statement: ts.Node): readonly string[] => {
  const name = declaredName(statement);
  const variables = variablesIn(statement).flatMap((one) =>
    ts.isIdentifier(one.name) ? [one.name.text] : [],
  );
  return name === undefined ? variables : [name];
};

class Renaming {
  readonly #found: Insertion[] = [];
  /** What the file itself calls a thing from now on, by what it called it. */
  readonly #names = new Map<string, string>();

  constructor(
    private readonly source: Source,
    private readonly renames: ModuleRenames,
  ) {}

  insertions(): readonly Insertion[] {
    const { path, file } = this.source;
    if (this.#isMoved(path)) {
      for (const [name, { symbol }] of this.renames.exports(path)) this.#names.set(name, symbol);
    }
    for (const statement of file.statements) this.#imports(statement);
    for (const node of walk(file)) {
      if (ts.isStringLiteral(node)) this.#specifier(node);
      else if (ts.isIdentifier(node)) this.#identifier(node);
    }
    return this.#found;
  }

  #isMoved(path: string): boolean {
    return this.renames.moved(path) !== undefined;
  }

  #put(node: ts.Node, text: string): void {
    this.#found.push({ at: startOf(node), until: node.end, text });
  }

  /** The moved file that a specifier of this one names. */
  #moved(specifier: string | undefined): string | undefined {
    if (specifier === undefined) return undefined;
    return modulePaths(this.source.path, specifier).find((path) => this.#isMoved(path));
  }

  #specifier(node: ts.StringLiteral): void {
    const isModule = ts.isImportDeclaration(node.parent) || ts.isExportDeclaration(node.parent);
    if (!isModule && !isRelative(node.text)) return;
    const from = this.#moved(node.text);
    const to = from && this.renames.moved(from);
    if (from === undefined || to === undefined) return;
    const at = startOf(node) + 1;
    this.#found.push({ at, until: node.end - 1, text: movedSpecifier(node.text, from, to) });
  }

  #imports(statement: ts.Statement): void {
    const path = this.#moved(moduleOf(statement));
    if (path === undefined) return;
    const exports = this.renames.exports(path);
    if (ts.isImportDeclaration(statement)) {
      for (const one of namesOf(statement)) this.#import(one, exports.get(importedNameOf(one)));
      return;
    }
    const clause = ts.isExportDeclaration(statement) ? statement.exportClause : undefined;
    for (const one of clause !== undefined && ts.isNamedExports(clause) ? clause.elements : []) {
      // Others know it by the old name.
      const renamed = exports.get((one.propertyName ?? one.name).text);
      if (renamed !== undefined) this.#put(one, `${renamed.symbol} as ${one.name.text}`);
    }
  }

  #import(specifier: ts.ImportSpecifier, renamed: RenamedExport | undefined): void {
    if (renamed === undefined) return;
    const local = specifier.name.text;
    const isUsual = local === renamed.local || local === importedNameOf(specifier);
    const next = local === renamed.local ? renamed.nextLocal : renamed.symbol;
    const called = isUsual && this.#isFree(local, next) ? next : local;
    if (called !== local) this.#names.set(local, called);
    const at = startOf(specifier.propertyName ?? specifier.name);
    const text = called === renamed.symbol ? called : `${renamed.symbol} as ${called}`;
    this.#found.push({ at, until: specifier.end, text });
  }

  /** Whether all uses of a name can have the other: nothing else is called so, and none binds it anew. */
  #isFree(local: string, next: string): boolean {
    const { file } = this.source;
    if (local === next) return true;
    if (bindingOf(file, next) !== undefined) return false;
    return walk(file).every(
      (node) =>
        !ts.isIdentifier(node) ||
        !(node.text === next || (node.text === local && ts.isBindingElement(node.parent))) ||
        isKey(node),
    );
  }

  #identifier(node: ts.Identifier): void {
    const next = this.#names.get(node.text);
    if (next === undefined || isKey(node)) return;
    const { parent } = node;
    if (ts.isShorthandPropertyAssignment(parent)) this.#put(node, `${node.text}: ${next}`);
    else if (!ts.isExportSpecifier(parent)) this.#put(node, next);
    // What it exports under a name of its own keeps that.
    else if (parent.propertyName === node) this.#put(node, next);
    else if (parent.propertyName === undefined && moduleOf(parent.parent.parent) === undefined)
      this.#put(node, this.#isMoved(this.source.path) ? next : `${next} as ${node.text}`);
  }
}
