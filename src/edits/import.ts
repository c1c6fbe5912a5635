import { manual, type Outcome } from '../core/outcome.js';
import { appendItem } from './append.js';
import { PRINT_WIDTH, type Bracketed } from './bracket.js';
import { ts } from './compiler.js';
import { bindingOf } from './declared.js';
import { importedNameOf, importsOf, isTypeImport, moduleOf, namesOf, namespaceIn } from './imports.js';
import { placeAmong } from './import-names.js';
import { importPlace } from './import-place.js';
import { finished, type Insertion, type Inserting } from './insertion.js';
import { skipTrivia } from './lines.js';
import { parseSource, unparseable, type Source } from './source.js';
import { isBarrelOf, namesModule, specifierFor } from './specifier.js';
import { spanOf, startOf } from './tree.js';

export { relativeSpecifier } from './specifier.js';

export interface NamedImport {
  readonly symbol: string;
  /** What the file is to call it, where its own name would not do. */
  readonly as?: string | undefined;
  /** The same, for a file that has something else of that name. */
  readonly otherwise?: string | undefined;
  /** As seen from the file, without extension if relative: './modules/posts/post.routes', or a package. */
  readonly from: string;
  readonly typeOnly?: boolean | undefined;
}

export interface ImportOptions {
  /** A new import goes before the first that imports one of these names. */
  readonly before?: readonly string[] | undefined;
  readonly printWidth?: number | undefined;
  /** The suffix of relative imports where the file has none to go by. */
  readonly suffix?: '.js' | '.ts' | '' | undefined;
}

interface Bound {
  readonly declaration: ts.ImportDeclaration;
  readonly specifier: ts.ImportSpecifier;
}

/**
 * Imports a name. One that is imported as a type only, where a value is needed, loses its `type`: the one edit that takes
 * a word away, since a second import of the same name would not compile.
 */
export function addImport(
  text: string,
  path: string,
  named: NamedImport,
  options: ImportOptions = {},
): Outcome {
  const source = parseSource(path, text);
  if (source === undefined) return unparseable(path, `import { ${named.symbol} } from '${named.from}';`);
  return finished(source, importInsertions(source, named, options), statementFor(source, named, options));
}

/** What to insert to import a name. */
export function importInsertions(source: Source, named: NamedImport, options: ImportOptions = {}): Inserting {
  const bound = boundAs(source, named.symbol, named.from);
  if (bound !== undefined) {
    return named.typeOnly === true || !isTypeOnly(bound) ? [] : asValue(source, bound);
  }
  const statement = statementFor(source, named, options);
  const local = importedLocal(source, named);
  const taken = bindingOf(source.file, local);
  if (taken !== undefined) {
    return manual(`The name ${local} is taken in ${source.path}: ${taken}.`, statement);
  }
  return (
    merged(source, named, options) ?? [importPlace(source, statement, isLocal(named.from), options.before)]
  );
}

/** What a file will call a symbol that it does not import yet. */
function importedLocal(source: Source, { symbol, as = symbol, otherwise = as }: NamedImport): string {
  return bindingOf(source.file, as) === undefined ? as : otherwise;
}

/** What a file calls a symbol, or will call it once it is imported. */
export const localNameFor = (source: Source, named: NamedImport): string =>
  localNameIn(source, named.symbol, named.from) ?? importedLocal(source, named);

/** `Post`, or `Page as PageEntity`. */
function specifierText(source: Source, named: NamedImport): string {
  const local = importedLocal(source, named);
  return local === named.symbol ? local : `${named.symbol} as ${local}`;
}

/** The name a file knows an imported symbol by. */
export function localNameOf(text: string, path: string, symbol: string, from: string): string | undefined {
  const source = parseSource(path, text);
  return source && localNameIn(source, symbol, from);
}

/** As `localNameOf`, in a file that is parsed already. */
export const localNameIn = (source: Source, symbol: string, from: string): string | undefined =>
  boundAs(source, symbol, from)?.specifier.name.text;

/** What a file imports, as it names it. */
export function importedModules(text: string, path: string): readonly string[] {
  const source = parseSource(path, text);
  return source ? importsOf(source).flatMap((declaration) => moduleOf(declaration) ?? []) : [];
}

const isLocal = (from: string): boolean => from.startsWith('.');

const isTypeOnly = ({ declaration, specifier }: Bound): boolean =>
  isTypeImport(declaration) || specifier.isTypeOnly;

/** Where a symbol of a module is imported; an import of a value before one of a type. */
function boundAs(source: Source, symbol: string, from: string): Bound | undefined {
  const all = importsOf(source).flatMap((declaration) => {
    const specifiers = namesOf(declaration).filter((one) => importedNameOf(one) === symbol);
    return specifiers.map((specifier) => ({ declaration, specifier }));
  });
  const isModule = namesModule(source.path, from);
  const direct = all.filter(({ declaration }) => isModule(moduleOf(declaration) ?? ''));
  const passedOn = all.filter(({ declaration }) =>
    isBarrelOf(source.path, moduleOf(declaration) ?? '', from),
  );
  return direct.find((bound) => !isTypeOnly(bound)) ?? direct[0] ?? passedOn[0];
}

/** Takes the `type` away from one name, and gives it to the others where it stood before all of them. */
function asValue(source: Source, { declaration, specifier }: Bound): readonly Insertion[] {
  if (specifier.isTypeOnly) {
    const name = specifier.propertyName ?? specifier.name;
    return [{ at: startOf(specifier), until: startOf(name), text: '' }];
  }
  const at = skipTrivia(source, startOf(declaration) + 'import'.length);
  const until = at + 'type'.length + (/^\s*/.exec(source.text.slice(at + 'type'.length))?.[0].length ?? 0);
  const others = namesOf(declaration).filter((other) => other !== specifier);
  return [{ at, until, text: '' }, ...others.map((other) => ({ at: startOf(other), text: 'type ' }))];
}

/** Appends to an import of the same module, if there is a fitting one. */
function merged(
  source: Source,
  named: NamedImport,
  options: ImportOptions,
): readonly Insertion[] | undefined {
  const isModule = namesModule(source.path, named.from);
  const same = importsOf(source).filter(
    (declaration) => declaration.attributes === undefined && isModule(moduleOf(declaration) ?? ''),
  );
  const types = same.find((declaration) => isTypeImport(declaration) && hasBraces(declaration));
  const values = same.find((declaration) => !isTypeImport(declaration) && takesNames(declaration));
  const target = named.typeOnly === true ? (types ?? (separatesTypes(source) ? undefined : values)) : values;
  if (target === undefined) return undefined;
  const marked = named.typeOnly === true && target !== types;
  const text = specifierText(source, named);
  const name = marked ? `type ${text}` : text;
  const list = bracesOf(target);
  const printWidth = options.printWidth ?? PRINT_WIDTH;
  if (list !== undefined) {
    const index = placeAmong(namesOf(target), { symbol: named.symbol, marked });
    return appendItem(source, list, { text: name, printWidth, index });
  }
  const after = target.importClause?.name;
  return after && [{ at: after.end, text: `, { ${name} }` }];
}

const hasBraces = (declaration: ts.ImportDeclaration): boolean => bracesOf(declaration) !== undefined;

/** Not `import './x'`, nor `import * as x from './x'`. */
const takesNames = (declaration: ts.ImportDeclaration): boolean =>
  namespaceIn(declaration) === undefined &&
  (declaration.importClause?.name !== undefined || hasBraces(declaration));

function bracesOf({ importClause }: ts.ImportDeclaration): Bracketed | undefined {
  const braces = importClause?.namedBindings;
  if (braces === undefined || !ts.isNamedImports(braces)) return undefined;
  return {
    open: startOf(braces) + 1,
    close: braces.end - 1,
    items: braces.elements.map(spanOf),
    padding: ' ',
  };
}

const marksNames = (source: Source): boolean =>
  importsOf(source).some((declaration) => namesOf(declaration).some(({ isTypeOnly: marked }) => marked));

/** The habit of `import type { … }` beside `import { … }` of the same module. */
const separatesTypes = (source: Source): boolean =>
  !marksNames(source) && importsOf(source).some(isTypeImport);

/** The habit of `import { type X }`, which leaves the module loaded: only where no import is written `import type`. */
const marksWholeImports = (source: Source): boolean =>
  !importsOf(source).some(isTypeImport) &&
  importsOf(source).some((declaration) => {
    const names = namesOf(declaration);
    return names.length > 0 && names.every(({ isTypeOnly: marked }) => marked);
  });

function statementFor(source: Source, named: NamedImport, { suffix = '.js' }: ImportOptions): string {
  const { quote, semicolons } = source.style;
  const inline = marksWholeImports(source);
  const text = specifierText(source, named);
  const names = named.typeOnly !== true ? `{ ${text} }` : inline ? `{ type ${text} }` : `type { ${text} }`;
  const specifier = specifierFor(source, named.from, suffix);
  return `import ${names} from ${quote}${specifier}${quote}${semicolons ? ';' : ''}`;
}
