import type { Node, ObjectExpression } from 'oxc-parser';
import { manual, type Outcome } from '../core/outcome.js';
import { describeClass, findClass, findDecorator, type ClassAnchor } from './class.js';
import { apply } from './insertion.js';
import { find } from './lines.js';
import { appendToFound, type ListOptions } from './list.js';
import { addToObject, type NewProperty } from './object.js';
import { findProperty, resolveList, resolveObject } from './resolve.js';
import { restyle } from './restyle.js';
import { parseSource, unparseable, type Source } from './source.js';

/** Appends to the list of a decorator's option: the `imports` of `@Module({ imports: [] })`. A missing option is added. */
export function appendToDecoratorList(
  text: string,
  path: string,
  cls: ClassAnchor,
  decorator: string,
  option: string,
  element: string,
  options: ListOptions = {},
): Outcome {
  const source = parseSource(path, text);
  if (source === undefined) return unparseable(path, `${element},`);
  const object = optionsOf(source, cls, decorator);
  const property = object && findProperty(source, object, option);
  if (property === undefined) {
    return addOption(source, { cls, decorator, option: { key: option, value: `[${element}]` } }, options);
  }
  const what = `list "${option}" of @${decorator} on the ${describeClass(cls)}`;
  return appendToFound(source, resolveList(source, property.value), { what, element, ...options });
}

/** Adds an option to the object a class's decorator is called with. */
export function addDecoratorOption(
  text: string,
  path: string,
  cls: ClassAnchor,
  decorator: string,
  option: NewProperty,
  options: ListOptions = {},
): Outcome {
  const source = parseSource(path, text);
  if (source === undefined) return unparseable(path, `${option.key}: ${option.value},`);
  return addOption(source, { cls, decorator, option }, options);
}

interface NewOption {
  readonly cls: ClassAnchor;
  readonly decorator: string;
  readonly option: NewProperty;
}

function addOption(source: Source, { cls, decorator, option }: NewOption, options: ListOptions): Outcome {
  const call = decoratorOf(source, cls, decorator);
  const text = restyle(source, `${option.key}: ${option.value}`, 'property');
  if (call === undefined) {
    return manual(
      `${source.path} has no @${decorator} on a ${describeClass(cls)}.`,
      `@${decorator}({ ${text} })`,
    );
  }
  if (call.type !== 'CallExpression') return apply(source, [{ at: call.end, text: `({ ${text} })` }], text);
  const open = find(source, '(', call.callee.end, call.end);
  if (call.arguments.length === 0 && open !== undefined) {
    return apply(source, [{ at: open + 1, text: `{ ${text} }` }], text);
  }
  return addToObject(
    source,
    optionsOf(source, cls, decorator),
    `options object in @${decorator}`,
    option,
    options,
  );
}

function decoratorOf(source: Source, cls: ClassAnchor, decorator: string): Node | undefined {
  const found = findClass(source, cls);
  return found && findDecorator(found, decorator);
}

function optionsOf(source: Source, cls: ClassAnchor, decorator: string): ObjectExpression | undefined {
  const call = decoratorOf(source, cls, decorator);
  const argument = call?.type === 'CallExpression' ? call.arguments[0] : undefined;
  return argument && resolveObject(source, argument);
}
