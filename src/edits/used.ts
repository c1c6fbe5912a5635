import { ts } from './compiler.js';
import { exportedBy, isTypeImport, moduleOf } from './imports.js';
import { declares, namesIn } from './names.js';
import { importedName, namespaceOf, reexported } from './resolve.js';
import { parseSource, type Source } from './source.js';
import { modulePaths } from './specifier.js';
import { dottedName, isDefault, isExported, isMember, unwrap, variablesIn } from './tree.js';

/** A name at the top of a file. */
export interface Place {
  readonly path: string;
  readonly name: string;
}

/**
 * Which of some names at the top of files a program uses, from the files that start it: followed through statements, functions, imports
 * and files that only pass names on. What one of them itself says of another is no use: a list of lists is the list.
 */
export function usedPlaces(
  places: readonly Place[],
  entries: readonly string[],
  read: (path: string) => string | undefined,
): readonly Place[] {
  const trace = new Trace(read, new Set(places.map(idOf)));
  for (const entry of entries) trace.start(entry);
  return places.filter((place) => trace.marked.has(idOf(place)));
}

const idOf = ({ path, name }: Place): string => `${path}#${name}`;

class Trace {
  readonly marked = new Set<string>();
  private readonly files = new Map<string, Source | undefined>();

  constructor(
    private readonly read: (path: string) => string | undefined,
    private readonly ends: ReadonlySet<string>,
  ) {}

  /** Everything that a file does when it is loaded, and all that it exports. */
  start(path: string): void {
    const source = this.load(path);
    for (const statement of source?.file.statements ?? []) {
      if (exportsSomething(statement)) this.follow(source, statement);
    }
  }

  private load(path: string): Source | undefined {
    if (this.files.has(path)) return this.files.get(path);
    const text = this.read(path);
    const source = text === undefined ? undefined : parseSource(path, text);
    this.files.set(path, source);
    this.marked.add(idOf({ path, name: '' }));
    for (const statement of source?.file.statements ?? []) {
      const from = specifierOf(statement);
      if (from !== undefined) this.loadModule(path, from);
      if (acts(statement)) this.follow(source, statement);
    }
    return source;
  }

  private loadModule(path: string, from: string): string | undefined {
    const found = modulePaths(path, from).find((candidate) => this.read(candidate) !== undefined);
    if (found !== undefined) this.load(found);
    return found;
  }

  private follow(source: Source | undefined, node: ts.Node): void {
    if (source !== undefined) for (const name of namesIn(node)) this.mark(source, name);
  }

  private mark(source: Source, name: string): void {
    const id = idOf({ path: source.path, name });
    if (this.marked.has(id)) return;
    const declaring = source.file.statements.filter((statement) => declares(statement, name));
    const imported = importedName(source, name);
    if (declaring.length === 0 && imported === undefined) {
      const all = namespaceOf(source, name);
      if (all !== undefined) this.markAll(source.path, all);
      return;
    }
    this.marked.add(id);
    if (imported !== undefined) this.markExport(source.path, imported.from, imported.symbol);
    if (!this.ends.has(id)) for (const statement of declaring) this.follow(source, statement);
  }

  /** `import * as parts`: any of them may be used. */
  private markAll(importer: string, from: string): void {
    const path = this.loadModule(importer, from);
    if (path !== undefined) this.start(path);
  }

  private markExport(importer: string, from: string, symbol: string, depth = 0): void {
    const path = this.loadModule(importer, from);
    const source = path === undefined ? undefined : this.files.get(path);
    if (source === undefined || depth > 8) return;
    const passed = reexported(source, symbol);
    if (passed !== undefined) return this.markExport(source.path, passed.from, passed.symbol, depth + 1);
    const local = localOf(source, symbol);
    if (local !== undefined) return this.mark(source, local);
    for (const statement of source.file.statements) {
      if (symbol === 'default' && isDefaultExport(statement)) {
        this.marked.add(idOf({ path: source.path, name: 'default' }));
        this.follow(source, statement);
      }
      const all =
        ts.isExportDeclaration(statement) && exportsAll(statement) ? moduleOf(statement) : undefined;
      if (all !== undefined) this.markExport(source.path, all, symbol, depth + 1);
    }
  }
}

/** `export * from`, under a name or not. */
const exportsAll = ({ exportClause }: ts.ExportDeclaration): boolean =>
  exportClause === undefined || ts.isNamespaceExport(exportClause);

const exportsSomething = (statement: ts.Node): boolean =>
  isExported(statement) || ts.isExportDeclaration(statement) || ts.isExportAssignment(statement);

const isDefaultExport = (statement: ts.Node): boolean =>
  isDefault(statement) || ts.isExportAssignment(statement);

/** The name at the top of a file that it exports under another, or the same. */
function localOf(source: Source, symbol: string): string | undefined {
  for (const statement of source.file.statements) {
    if (isExported(statement) && !isDefault(statement) && declares(statement, symbol)) return symbol;
    if (!ts.isExportDeclaration(statement) || moduleOf(statement) !== undefined) continue;
    const found = exportedBy(statement).find((one) => one.symbol === symbol);
    if (found !== undefined) return found.local;
  }
  return undefined;
}

const specifierOf = (statement: ts.Node): string | undefined =>
  ts.isImportDeclaration(statement) && isTypeImport(statement) ? undefined : moduleOf(statement);

/** Whether a statement at the top does something by itself: calls a function, say, where a declaration waits for somebody to use it. */
function acts(statement: ts.Node): boolean {
  if (exportsSomething(statement)) return false;
  if (ts.isVariableStatement(statement)) {
    return variablesIn(statement).some(({ initializer }) => initializer !== undefined && isCall(initializer));
  }
  return !ts.isDeclarationStatement(statement);
}

function isCall(value: ts.Node): boolean {
  const node = unwrap(value);
  return ts.isAwaitExpression(node) || (ts.isCallExpression(node) && !isFreezing(node.expression));
}

const isFreezing = (callee: ts.Node): boolean =>
  isMember(callee) && dottedName(callee.expression) === 'Object';
