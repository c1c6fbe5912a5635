import type { ImportDeclaration, ImportSpecifier } from 'oxc-parser';
import { manual, type Outcome } from '../core/outcome.js';
import { appendItem } from './append.js';
import { PRINT_WIDTH, type Bracketed } from './bracket.js';
import { bindingOf } from './declared.js';
import { placeAmong } from './import-names.js';
import { importPlace } from './import-place.js';
import { finished, type Insertion, type Inserting } from './insertion.js';
import { find, skipTrivia } from './lines.js';
import { parseSource, unparseable, type Source } from './source.js';
import { isBarrelOf, namesModule, specifierFor } from './specifier.js';
import { keyName } from './tree.js';

export { relativeSpecifier } from './specifier.js';

export interface NamedImport {
  readonly symbol: string;
  /** As seen from the file, without extension if relative: './modules/posts/post.routes', or a package. */
  readonly from: string;
  readonly typeOnly?: boolean | undefined;
}

export interface ImportOptions {
  readonly printWidth?: number | undefined;
  /** The suffix of relative imports where the file has none to go by. */
  readonly suffix?: '.js' | '.ts' | '' | undefined;
}

interface Bound {
  readonly declaration: ImportDeclaration;
  readonly specifier: ImportSpecifier;
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
  const taken = bindingOf(source.program, named.symbol);
  if (taken !== undefined) {
    return manual(`The name ${named.symbol} is taken in ${source.path}: ${taken}.`, statement);
  }
  return merged(source, named, options) ?? [importPlace(source, statement, isLocal(named.from))];
}

/** The name a file knows an imported symbol by. */
export function localNameOf(text: string, path: string, symbol: string, from: string): string | undefined {
  const source = parseSource(path, text);
  return source && localNameIn(source, symbol, from);
}

/** As `localNameOf`, in a file that is parsed already. */
export const localNameIn = (source: Source, symbol: string, from: string): string | undefined =>
  boundAs(source, symbol, from)?.specifier.local.name;

/** What a file imports, as it names it. */
export function importedModules(text: string, path: string): readonly string[] {
  const source = parseSource(path, text);
  return source ? importsOf(source).map(({ source: { value } }) => value) : [];
}

const isLocal = (from: string): boolean => from.startsWith('.');

const importsOf = (source: Source): readonly ImportDeclaration[] =>
  source.program.body.filter((node) => node.type === 'ImportDeclaration');

const namesOf = (declaration: ImportDeclaration): readonly ImportSpecifier[] =>
  declaration.specifiers.filter((specifier) => specifier.type === 'ImportSpecifier');

const isTypeOnly = ({ declaration, specifier }: Bound): boolean =>
  declaration.importKind === 'type' || specifier.importKind === 'type';

/** Where a symbol of a module is imported; an import of a value before one of a type. */
function boundAs(source: Source, symbol: string, from: string): Bound | undefined {
  const all = importsOf(source).flatMap((declaration) => {
    const specifiers = namesOf(declaration).filter(({ imported }) => keyName(imported) === symbol);
    return specifiers.map((specifier) => ({ declaration, specifier }));
  });
  const isModule = namesModule(source.path, from);
  const direct = all.filter(({ declaration }) => isModule(declaration.source.value));
  const passedOn = all.filter(({ declaration }) => isBarrelOf(source.path, declaration.source.value, from));
  return direct.find((bound) => !isTypeOnly(bound)) ?? direct[0] ?? passedOn[0];
}

/** Takes the `type` away from one name, and gives it to the others where it stood before all of them. */
function asValue(source: Source, { declaration, specifier }: Bound): readonly Insertion[] {
  if (specifier.importKind === 'type')
    return [{ at: specifier.start, until: specifier.imported.start, text: '' }];
  const at = skipTrivia(source, declaration.start + 'import'.length);
  const until = at + 'type'.length + (/^\s*/.exec(source.text.slice(at + 'type'.length))?.[0].length ?? 0);
  const others = namesOf(declaration).filter((other) => other !== specifier);
  return [{ at, until, text: '' }, ...others.map(({ start }) => ({ at: start, text: 'type ' }))];
}

/** Appends to an import of the same module, if there is a fitting one. */
function merged(
  source: Source,
  named: NamedImport,
  options: ImportOptions,
): readonly Insertion[] | undefined {
  const isModule = namesModule(source.path, named.from);
  const same = importsOf(source).filter(
    ({ source: { value }, attributes }) => attributes.length === 0 && isModule(value),
  );
  const types = same.find(
    (declaration) => declaration.importKind === 'type' && hasBraces(source, declaration),
  );
  const values = same.find(
    (declaration) => declaration.importKind !== 'type' && takesNames(source, declaration),
  );
  const target = named.typeOnly === true ? (types ?? (separatesTypes(source) ? undefined : values)) : values;
  if (target === undefined) return undefined;
  const name = named.typeOnly === true && target !== types ? `type ${named.symbol}` : named.symbol;
  const list = bracesOf(source, target);
  const printWidth = options.printWidth ?? PRINT_WIDTH;
  const marked = name !== named.symbol;
  if (list !== undefined) {
    const index = placeAmong(namesOf(target), { symbol: named.symbol, marked });
    return appendItem(source, list, { text: name, printWidth, index });
  }
  const after = target.specifiers[0];
  return after && [{ at: after.end, text: `, { ${name} }` }];
}

const hasBraces = (source: Source, declaration: ImportDeclaration): boolean =>
  bracesOf(source, declaration) !== undefined;

/** Not `import './x'`, nor `import * as x from './x'`. */
function takesNames(source: Source, declaration: ImportDeclaration): boolean {
  const namespace = declaration.specifiers.some(({ type }) => type === 'ImportNamespaceSpecifier');
  return !namespace && (declaration.specifiers.length > 0 || hasBraces(source, declaration));
}

function bracesOf(source: Source, declaration: ImportDeclaration): Bracketed | undefined {
  const { start, source: specifier } = declaration;
  const open = find(source, '{', start, specifier.start);
  const close = open && find(source, '}', open, specifier.start);
  return open === undefined || close === undefined
    ? undefined
    : { open: open + 1, close, items: namesOf(declaration), pad: ' ' };
}

const marksNames = (source: Source): boolean =>
  importsOf(source).some((declaration) =>
    namesOf(declaration).some(({ importKind }) => importKind === 'type'),
  );

/** The habit of `import type { … }` beside `import { … }` of the same module. */
const separatesTypes = (source: Source): boolean =>
  !marksNames(source) && importsOf(source).some(({ importKind }) => importKind === 'type');

/** The habit of `import { type X }`, which leaves the module loaded: only where no import is written `import type`. */
const marksWholeImports = (source: Source): boolean =>
  !importsOf(source).some(({ importKind }) => importKind === 'type') &&
  importsOf(source).some((declaration) => {
    const names = namesOf(declaration);
    return names.length > 0 && names.every(({ importKind }) => importKind === 'type');
  });

function statementFor(source: Source, named: NamedImport, { suffix = '.js' }: ImportOptions): string {
  const { quote, semicolons } = source.style;
  const inline = marksWholeImports(source);
  const names =
    named.typeOnly !== true
      ? `{ ${named.symbol} }`
      : inline
        ? `{ type ${named.symbol} }`
        : `type { ${named.symbol} }`;
  const specifier = specifierFor(source, named.from, suffix);
  return `import ${names} from ${quote}${specifier}${quote}${semicolons ? ';' : ''}`;
}
