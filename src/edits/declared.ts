import type { Node, Program } from 'oxc-parser';

/** What binds a name at the top of a file, as a sentence for the user. */
export function bindingOf(program: Program, name: string): string | undefined {
  for (const statement of program.body) {
    const found = namesOf(statement).find(([bound]) => bound === name);
    if (found !== undefined) return found[1];
  }
  return undefined;
}

type Binding = readonly [name: string, by: string];

function namesOf(statement: Node): readonly Binding[] {
  switch (statement.type) {
    case 'ImportDeclaration':
      return statement.specifiers.map(({ local }) => [
        local.name,
        `it is imported from '${statement.source.value}'`,
      ]);
    case 'ExportNamedDeclaration':
      return statement.declaration ? namesOf(statement.declaration) : [];
    case 'ExportDefaultDeclaration':
      return namesOf(statement.declaration);
    case 'VariableDeclaration':
      return statement.declarations.flatMap(({ id }) =>
        patternNames(id).map((name) => [name, 'it is a variable'] as const),
      );
    case 'FunctionDeclaration':
    case 'TSDeclareFunction':
      return named(statement.id, 'it is a function');
    case 'ClassDeclaration':
      return named(statement.id, 'it is a class');
    case 'TSInterfaceDeclaration':
    case 'TSTypeAliasDeclaration':
    case 'TSEnumDeclaration':
    case 'TSModuleDeclaration':
    case 'TSImportEqualsDeclaration':
      return named(statement.id, 'it is declared there');
    default:
      return [];
  }
}

const named = (id: Node | null, by: string): readonly Binding[] =>
  id?.type === 'Identifier' ? [[id.name, by]] : [];

/** The names a pattern binds: `a` and `b` of `{ x: a, ...b }`. */
function patternNames(pattern: Node): readonly string[] {
  switch (pattern.type) {
    case 'Identifier':
      return [pattern.name];
    case 'ObjectPattern':
      return pattern.properties.flatMap((part) =>
        patternNames(part.type === 'Property' ? part.value : part.argument),
      );
    case 'ArrayPattern':
      return pattern.elements.flatMap((part) => (part === null ? [] : patternNames(part)));
    case 'AssignmentPattern':
      return patternNames(pattern.left);
    case 'RestElement':
      return patternNames(pattern.argument);
    default:
      return [];
  }
}
