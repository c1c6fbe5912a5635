import { ts } from './compiler.js';
import { onceForEach } from './once.js';
import type { Source } from './source.js';

/** A name that an import brings into a file. */
export interface Brought {
  readonly local: string;
  /** What it is called where it comes from: 'default' for the default, '*' for the whole module. */
  readonly symbol: string;
}

export const importsOf = ({ file }: Pick<Source, 'file'>): readonly ts.ImportDeclaration[] => imports(file);

const imports = onceForEach((file) => file.statements.filter(ts.isImportDeclaration));

/** The text of the module that an import or export names. */
export function moduleOf(statement: ts.Node): string | undefined {
  if (!ts.isImportDeclaration(statement) && !ts.isExportDeclaration(statement)) return undefined;
  const specifier = statement.moduleSpecifier;
  return specifier !== undefined && ts.isStringLiteral(specifier) ? specifier.text : undefined;
}

/** `import type`. */
export const isTypeImport = ({ importClause }: ts.ImportDeclaration): boolean =>
  importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword;

/** Those between the braces. */
export function namesOf({ importClause }: ts.ImportDeclaration): readonly ts.ImportSpecifier[] {
  const bindings = importClause?.namedBindings;
  return bindings !== undefined && ts.isNamedImports(bindings) ? bindings.elements : [];
}

/** `a` of `import * as a`. */
export function namespaceIn({ importClause }: ts.ImportDeclaration): string | undefined {
  const bindings = importClause?.namedBindings;
  return bindings !== undefined && ts.isNamespaceImport(bindings) ? bindings.name.text : undefined;
}

export function broughtBy(declaration: ts.ImportDeclaration): readonly Brought[] {
  const main = declaration.importClause?.name?.text;
  const all = namespaceIn(declaration);
  return [
    ...(main === undefined ? [] : [{ local: main, symbol: 'default' }]),
    ...(all === undefined ? [] : [{ local: all, symbol: '*' }]),
    ...namesOf(declaration).map((one) => ({ local: one.name.text, symbol: importedNameOf(one) })),
  ];
}

/** The name of it in the module that it comes from. */
export const importedNameOf = ({ propertyName, name }: ts.ImportSpecifier): string =>
  (propertyName ?? name).text;

/** What `export { a as b }` says: `a`, which others know as `b`. */
export interface Exported {
  readonly local: string;
  readonly symbol: string;
}

export function exportedBy({ exportClause }: ts.ExportDeclaration): readonly Exported[] {
  if (exportClause === undefined || !ts.isNamedExports(exportClause)) return [];
  return exportClause.elements.map(({ propertyName, name }) => ({
    local: (propertyName ?? name).text,
    symbol: name.text,
  }));
}
