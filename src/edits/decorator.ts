import { manual } from '../core/outcome.js';
import { describeClass, findClass, findDecorator, type ClassAnchor } from './class.js';
import { ts } from './compiler.js';
import type { Inserting } from './insertion.js';
import { find } from './lines.js';
import { importOf, insertionsInto, type ListOptions } from './list.js';
import { type NewProperty, propertyInsertions } from './object.js';
import { findProperty, type FoundList, type ImportedName, resolveList, resolveObject } from './resolve.js';
import { restyle } from './restyle.js';
import { parseSource, type Source } from './source.js';

/** The list of a decorator's option: the `imports` of `@Module({ imports: [] })` on a class. */
export interface DecoratorList {
  readonly cls: ClassAnchor;
  readonly decorator: string;
  readonly option: string;
}

/** What to insert to append to the list of a decorator's option. A missing option is added. */
export function decoratorListInsertions(
  source: Source,
  list: DecoratorList,
  element: string,
  options: ListOptions = {},
): Inserting {
  const { cls, decorator, option } = list;
  const found = decoratorList(source, list);
  if (found === undefined) {
    return optionInsertions(
      source,
      { cls, decorator, option: { key: option, value: `[${element}]` } },
      options,
    );
  }
  const what = `list "${option}" of @${decorator} on the ${describeClass(cls)}`;
  return insertionsInto(source, found, { what, element, ...options });
}

/** Where the list of a decorator's option comes from when it is imported. */
export function importedDecoratorList(
  text: string,
  path: string,
  list: DecoratorList,
): ImportedName | undefined {
  const source = parseSource(path, text);
  const found = source && decoratorList(source, list);
  return found && importOf(found);
}

function decoratorList(source: Source, { cls, decorator, option }: DecoratorList): FoundList | undefined {
  const object = optionsOf(source, cls, decorator);
  const value = object && findProperty(source, object, option);
  return value && resolveList(source, value);
}

interface NewOption {
  readonly cls: ClassAnchor;
  readonly decorator: string;
  readonly option: NewProperty;
}

function optionInsertions(
  source: Source,
  { cls, decorator, option }: NewOption,
  options: ListOptions,
): Inserting {
  const call = decoratorOf(source, cls, decorator);
  const text = restyle(source, `${option.key}: ${option.value}`, 'property');
  if (call === undefined) {
    return manual(
      `${source.path} has no @${decorator} on a ${describeClass(cls)}.`,
      `@${decorator}({ ${text} })`,
    );
  }
  if (!ts.isCallExpression(call)) return [{ at: call.end, text: `({ ${text} })` }];
  const open = find(source, '(', call.expression.end, call.end);
  if (call.arguments.length === 0 && open !== undefined) return [{ at: open + 1, text: `{ ${text} }` }];
  const object = optionsOf(source, cls, decorator);
  return propertyInsertions(source, object, `options object in @${decorator}`, option, options);
}

function decoratorOf(source: Source, cls: ClassAnchor, decorator: string): ts.Node | undefined {
  const found = findClass(source, cls);
  return found && findDecorator(source, found, decorator);
}

function optionsOf(
  source: Source,
  cls: ClassAnchor,
  decorator: string,
): ts.ObjectLiteralExpression | undefined {
  const call = decoratorOf(source, cls, decorator);
  const argument = call && ts.isCallExpression(call) ? call.arguments[0] : undefined;
  return argument && resolveObject(source, argument);
}
