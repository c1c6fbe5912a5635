import { UsageError } from '../core/errors.js';
import { sortsByDefault } from './fields/sorting.js';
import { parseField } from './language/parse-field.js';
import { printField } from './language/print-field.js';
import { collected, fromEach, refuse } from './mistakes.js';
import { type ActionDoer, actionDoers, operations, type ScalarField } from './model.js';
import { namesOf } from './names.js';
import { longestName } from './names-check.js';
import type { ParsedAction } from './parsed.js';
import { actions as usualActions } from './permissions.js';
import { objectWords } from './reserved-names.js';
import { oneOf, quote, suggestion, unknownName } from './wording.js';

/** An action as a spec file has it. */
export interface WrittenAction {
  readonly field?: string | undefined;
  readonly from?: string | readonly string[] | undefined;
  readonly to?: string | undefined;
  readonly by?: string | undefined;
  /** Texts of the field language. */
  readonly body?: readonly string[] | undefined;
}

const settings = ['from', 'to', 'by', 'field'] as const;

/** A colon belongs to a value after a backslash. */
const colon = String.raw`(?<=(?:^|[^\\])(?:\\\\)*):`;

/** Reads `publish:from=draft,review:to=published:by=owner:field=status:body=note:text:optional:body=…`. */
export function parseAction(text: string): ParsedAction {
  const [head = '', ...body] = text.split(new RegExp(`${colon}body=`));
  const [name = '', ...words] = head.split(new RegExp(colon));
  const given = new Map(words.map((word) => settingIn(word, text)));
  if (given.size < words.length)
    throw actionError(text, 'says the same thing twice', 'Keep one of them; several states are from=a,b.');
  return actionFrom(name, { ...Object.fromEntries(given), body });
}

function settingIn(word: string, text: string): readonly [(typeof settings)[number], string] {
  const [name = '', value] = word.split(/=(.*)/s);
  const found = settings.find((one) => one === name);
  if (found !== undefined && value !== undefined && value !== '') return [found, value];
  const all = 'Write from=<states>, to=<state>, by=<who>, field=<enum>, and at the end body=<field>.';
  if (found !== undefined) throw actionError(text, `says no ${found}`, all);
  throw unknownName(`Action ${quote(text)}: there is no ${quote(name)}.`, name, settings, all);
}

/** An action from its parts, each of them sound by itself. */
export function actionFrom(name: string, { from, to, field, by, body = [] }: WrittenAction): ParsedAction {
  checkActionName(name);
  const states =
    from === undefined ? [] : [from].flat().flatMap((one) => one.split(',').map((s) => s.trim()));
  checkStates(name, { states, to, field });
  const fields = fromEach(body, (text) => bodyField(name, text));
  const twice = fields.find((one, at) => fields.findIndex((other) => other.name === one.name) !== at);
  if (twice !== undefined)
    throw actionError(name, `has the field ${quote(twice.name)} twice`, 'Keep one of them.');
  return {
    name,
    ...(by !== undefined && { by: doerCalled(by) }),
    ...(to !== undefined && { transition: { ...(field !== undefined && { field }), from: states, to } }),
    body: fields,
  };
}

/** As `parseAction` reads it, without what is so by default. */
export function printAction({ name, by, transition, body }: ParsedAction): string {
  return [
    name,
    ...(transition === undefined
      ? []
      : [
          `from=${transition.from.join(',')}`,
          `to=${transition.to}`,
          ...(transition.field === undefined ? [] : [`field=${transition.field}`]),
        ]),
    ...(by === undefined ? [] : [`by=${by}`]),
    ...body.map((field) => `body=${printField(field)}`),
  ].join(':');
}

/** The actions of a resource as they are written, each name once. */
export function checkedActions(actions: readonly ParsedAction[]): readonly ParsedAction[] {
  const mistakes: UsageError[] = [];
  actions.forEach(({ name }, index) => {
    const before = actions.slice(0, index).find((other) => isSameName(other.name, name));
    collected(mistakes, () => {
      if (before !== undefined) throw sameName(name, before.name);
    });
  });
  refuse(mistakes);
  return actions;
}

/** Whether both would have one path, or ids in the API document that differ in upper and lower case only. */
const isSameName = (one: string, other: string): boolean =>
  one.toLowerCase() === other.toLowerCase() || namesOf(one).kebab === namesOf(other).kebab;

const sameName = (name: string, other: string): UsageError =>
  name === other
    ? new UsageError(`The action ${quote(name)} is there twice.`, 'Keep one of them.')
    : new UsageError(
        `The actions ${quote(other)} and ${quote(name)} would be one in the API.`,
        'Call one of them something else.',
      );

export const actionError = (action: string, what: string, remedy: string): UsageError =>
  new UsageError(`Action ${quote(action)} ${what}.`, remedy);

/** What the API document calls it, and what it is sent. */
export const operationIdOf = (action: string, resource: string): string => `${action}${resource}`;
export const bodyName = (action: string, resource: string): string =>
  `${namesOf(action).pascal}${resource}Body`;

/** What NestJS calls by itself, or takes for something else. */
const hooks = [
  'onModuleInit',
  'onApplicationBootstrap',
  'onModuleDestroy',
  'beforeApplicationShutdown',
  'onApplicationShutdown',
  'then',
];

/** Refuses what cannot be a method, a path and a permission. */
export function checkActionName(name: string): void {
  if (!/^[a-z][A-Za-z0-9]*$/.test(name) || name.length > longestName)
    throw actionError(
      name,
      'has no name that could be used',
      `Use 1 to ${longestName} letters A-Z, a-z and digits in camelCase: publish, markPaid.`,
    );
  const taken: readonly string[] = [...operations, ...usualActions, 'remove'];
  if (taken.includes(name))
    throw actionError(
      name,
      'is called like an operation that every resource can have',
      'Choose another name, or say by "operations" which of them there are.',
    );
  if (hooks.includes(name) || objectWords.has(name.toLowerCase()))
    throw actionError(name, 'has a name that means something to the program', 'Choose another name.');
}

interface WrittenStates {
  readonly states: readonly string[];
  readonly to: string | undefined;
  readonly field: string | undefined;
}

function checkStates(name: string, { states, to, field }: WrittenStates): void {
  const both = 'Say both, for example from=draft:to=published; an action without a state says neither.';
  if (to === undefined && states.length > 0)
    throw actionError(name, 'says from where, and not to where', both);
  if (to !== undefined && states.length === 0)
    throw actionError(name, 'says to where, and not from where', both);
  if (to === undefined && field !== undefined)
    throw actionError(name, `names the field ${quote(field)}, and no state of it`, both);
  if (states.includes(''))
    throw actionError(name, 'has an empty state', 'Write states with commas: from=pending,paid.');
  const twice = states.find((state, index) => states.indexOf(state) < index);
  if (twice !== undefined) throw actionError(name, `is from ${quote(twice)} twice`, 'Keep one of them.');
  if (to !== undefined && states.includes(to))
    throw actionError(
      name,
      `would take a row from ${quote(to)} to where it is`,
      `Leave ${quote(to)} out of "from".`,
    );
}

export function doerCalled(text: string): ActionDoer {
  const found = actionDoers.find((doer) => doer === text);
  if (found !== undefined) return found;
  throw new UsageError(
    `Nobody is called ${quote(text)} who could do an action.`,
    suggestion(text, actionDoers, `Use by=${oneOf(actionDoers)}.`),
  );
}

const ofTables = ['unique', 'index', 'searchable', 'lookup', 'readonly'] as const;

function bodyField(action: string, text: string): ScalarField {
  const field = parseField(text);
  const where = `${action}: ${text}`;
  if (field.kind !== 'scalar')
    throw actionError(
      where,
      'is a relation, and a body has values only',
      `Write ${field.name}Id:uuid, and look it up in your rule.`,
    );
  if (field.source !== undefined)
    throw actionError(
      where,
      `is a ${field.type}, which is made from another field of a row`,
      'Leave it out.',
    );
  const flag =
    ofTables.find((one) => field[one]) ?? (field.sortable !== sortsByDefault(field) ? 'sortable' : undefined);
  if (flag === undefined) return field;
  throw actionError(where, `says "${flag}", which is for fields of resources`, `Remove "${flag}".`);
}
