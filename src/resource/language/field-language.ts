import { UsageError } from '../../core/errors.js';
import { checkedActions, parseAction } from '../actions.js';
import { checkedChecks, checksOf, parseCheck } from '../checks.js';
import { resourceDescription } from '../descriptions.js';
import { type Access, accessLevels } from '../model.js';
import { checkedLists, type ListKind, parseFieldList } from '../field-lists.js';
import { fromEach } from '../mistakes.js';
import { inOrder, parseOperations } from '../operations.js';
import { checkPath, checkResourceName, pluralFrom } from '../names-check.js';
import { parseVisible } from '../visibility.js';
import type { ParsedField, ParsedResource } from '../parsed.js';
import { oneOf, quote, suggestion } from '../wording.js';
import { wordsOfLine } from './line-words.js';
import { parseField } from './parse-field.js';

export { parseField };

/** Reads the `--resource` flag: `Post title:string author:belongsTo=User access=owner softDelete`, parted by spaces. */
export function parseResourceLine(text: string): ParsedResource {
  const [line, description] = describedLine(text);
  const [name = '', ...words] = wordsOfLine(line);
  const isField = (word: string): boolean => word.includes(':') && !word.startsWith('action=');
  const options = words.filter((word) => !isField(word));
  const fields = words.filter(isField);
  const given = options.map((word) => resourceOption(word, text));
  const lists = (kind: ListKind) => given.flatMap((option) => option[kind] ?? []);
  const all = {
    unique: lists('unique'),
    indexes: lists('indexes'),
    checks: given.flatMap((option) => option.checks ?? []),
    actions: given.flatMap((option) => option.actions ?? []),
    ...(description !== undefined && { description }),
  };
  return parseResource(name, fields, Object.assign({}, ...given, all));
}

/** A description has spaces, so it comes last and takes all that follows. */
function describedLine(text: string): readonly [line: string, description: string | undefined] {
  const [line = '', ...rest] = text.split(/(?<=(?<!\\)\s)description=/);
  return rest.length === 0 ? [line, undefined] : [line, rest.join('description=')];
}

/** Reads the `--user` flag: `displayName:string:max=80 bio:text:optional`, parted by spaces. */
export function parseFieldsLine(text: string): readonly ParsedField[] {
  const words = wordsOfLine(text);
  if (words.length > 0) return fromEach(words, parseField);
  throw new UsageError(
    'No field is named for the user.',
    'Write fields as name:type, for example displayName:string bio:text:optional.',
  );
}

export type ResourceOptions = Partial<
  Pick<
    ParsedResource,
    | 'plural'
    | 'path'
    | 'description'
    | 'access'
    | 'operations'
    | 'visible'
    | 'softDelete'
    | 'tests'
    | 'checks'
    | 'actions'
    | ListKind
  >
>;

/** A resource from its name, its fields' texts and its options. */
export function parseResource(
  name: string,
  fields: readonly string[],
  options: ResourceOptions = {},
): ParsedResource {
  const { plural: written, operations: some, unique, indexes, checks = [], actions = [], ...rest } = options;
  const plural = written === undefined ? {} : { plural: pluralFrom(name, written) };
  const operations = some === undefined ? {} : { operations: inOrder(some) };
  checkResourceName(name, plural.plural);
  if (rest.path !== undefined) checkPath(name, rest.path);
  const described = rest.description === undefined ? {} : resourceDescription(name, rest.description);
  const lists = { ...checkedLists('unique', unique), ...checkedLists('indexes', indexes) };
  return {
    name,
    ...plural,
    ...rest,
    ...described,
    ...operations,
    fields: fromEach(fields, parseField),
    ...lists,
    ...checksOf({ checks: checkedChecks(checks) }),
    ...(actions.length > 0 && { actions: checkedActions(actions) }),
  };
}

/** An access level from its name. */
export function parseAccess(text: string): Access {
  const access = accessLevels.find((level) => level === text);
  if (access !== undefined) return access;
  throw new UsageError(
    `There is no access level ${quote(text)}.`,
    suggestion(text, accessLevels, `Use ${oneOf(accessLevels)}.`),
  );
}

function resourceOption(word: string, line: string): ResourceOptions {
  if (word.startsWith('access=')) return { access: parseAccess(word.slice('access='.length)) };
  if (word.startsWith('operations='))
    return { operations: parseOperations(word.slice('operations='.length)) };
  if (word.startsWith('path=')) return { path: word.slice('path='.length) };
  if (word.startsWith('plural=')) return { plural: word.slice('plural='.length) };
  if (word.startsWith('unique=')) return { unique: [parseFieldList(word.slice('unique='.length), 'unique')] };
  if (word.startsWith('index=')) return { indexes: [parseFieldList(word.slice('index='.length), 'indexes')] };
  if (word.startsWith('check=')) return { checks: [parseCheck(word.slice('check='.length))] };
  if (word.startsWith('visible=')) return { visible: parseVisible(word.slice('visible='.length)) };
  if (word.startsWith('action=')) return { actions: [parseAction(word.slice('action='.length))] };
  if (word === 'softDelete' || word === 'softDelete=true') return { softDelete: true };
  if (word === 'tests=false') return { tests: false };
  throw new UsageError(
    `Resource ${quote(line)}: ${quote(word)} is neither a field nor an option.`,
    `Write a field as name:type (${example(word)}), or one of access=<level>, operations=<list>, plural=<name>, path=<path>, unique=<fields>, index=<fields>, check=<comparison>, action=<action>, visible=<field>, softDelete, tests=false, and at the end description=<text>.`,
  );
}

const example = (word: string) => (/^[a-z][A-Za-z0-9]{0,40}$/.test(word) ? `${word}:string` : 'title:string');
