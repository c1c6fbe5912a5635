import { actionError } from '../actions.js';
import { usualDoer } from '../doers.js';
import { checkSize } from './fields-check.js';
import { fromEach } from '../mistakes.js';
import type { Access, Action, ActionDoer, Field, Resource, ScalarField, Transition } from '../model.js';
import { namesOf } from '../names.js';
import { servesOf, takesBodies } from '../operations.js';
import type { ParsedAction } from '../parsed.js';
import { oneOf, quote } from '../wording.js';

type Surroundings = Pick<Resource, 'name' | 'access' | 'fields' | 'operations'>;

/**
 * Decides who may do each action, and which field has its states.
 *
 * @throws UsageError for one that the resource cannot have.
 */
export const resolvedActions = (
  actions: readonly ParsedAction[],
  resource: Surroundings,
): Pick<Resource, 'actions'> =>
  actions.length === 0 ? {} : { actions: fromEach(actions, (action) => resolved(action, resource)) };

function resolved({ name, by, transition, body }: ParsedAction, resource: Surroundings): Action {
  const where = `${resource.name}.${name}`;
  checkRelations(name, where, resource);
  const doer = by ?? usualDoer[resource.access];
  checkDoer(doer, where, resource);
  checkSize({ name: where, fields: body });
  return {
    name,
    by: doer,
    ...(transition === undefined ? {} : { transition: withField(transition, where, resource) }),
    body,
  };
}

/** A relation may have a path of its own below that of a row. */
function checkRelations(name: string, where: string, { fields }: Surroundings): void {
  const relation = fields.find(
    (field) => field.kind !== 'scalar' && namesOf(field.name).kebab === namesOf(name).kebab,
  );
  if (relation === undefined) return;
  throw actionError(where, `is called like the relation ${relation.name}`, 'Choose another name.');
}

/** An action answers with the row: whoever may do it may read that. */
const readers: Readonly<Record<Access, readonly ActionDoer[]>> = {
  public: ['public'],
  read: ['public', 'authenticated', 'owner', 'admin'],
  authenticated: ['authenticated', 'owner', 'admin'],
  owner: ['public', 'authenticated', 'owner', 'admin'],
  private: ['authenticated', 'owner', 'admin'],
  admin: ['public', 'authenticated', 'owner', 'admin'],
  internal: ['admin'],
};

function checkDoer(doer: ActionDoer, where: string, { access, fields }: Surroundings): void {
  const fitting = readers[access];
  if (!fitting.includes(doer))
    throw actionError(
      where,
      `is by=${doer}, and its resource has access=${access}${access === 'public' ? ', where everybody may do everything' : ', so not all of them may read what it answers'}`,
      `Use by=${oneOf(fitting)}, or another access level.`,
    );
  if (doer !== 'owner' || fields.some((field) => field.kind === 'belongsTo' && field.owner)) return;
  throw actionError(
    where,
    'is by=owner, and its resource has no owner',
    'Mark a required belongsTo to the user entity, author:belongsTo=User:owner, or use by=admin.',
  );
}

function withField(
  { field: named, from, to }: NonNullable<ParsedAction['transition']>,
  where: string,
  resource: Surroundings,
): Transition {
  const states = [...from, to];
  const field =
    named === undefined ? fieldWith(states, where, resource) : fieldCalled(named, where, resource);
  const missing = states.find((state) => field.values?.includes(state) !== true);
  if (missing !== undefined)
    throw actionError(
      where,
      `names the state ${quote(missing)}, which ${field.name} does not have`,
      `Its values are ${oneOf(field.values ?? [])}.`,
    );
  checkState(field, where, resource);
  return { field: field.name, from, to };
}

const isEnum = (field: Field): field is ScalarField => field.kind === 'scalar' && field.values !== undefined;

function fieldCalled(name: string, where: string, { name: resource, fields }: Surroundings): ScalarField {
  const field = fields.filter(isEnum).find((one) => one.name === name);
  if (field !== undefined) return field;
  throw actionError(
    where,
    `has its states in ${quote(name)}, and ${resource} has no enum that is called so`,
    'Name one, or remove the action first where the field is to go.',
  );
}

function fieldWith(states: readonly string[], where: string, { fields }: Surroundings): ScalarField {
  const enums = fields.filter(isEnum);
  const [one, ...others] = enums.filter(({ values = [] }) => states.every((state) => values.includes(state)));
  if (one === undefined)
    throw actionError(
      where,
      `has the states ${states.join(', ')}, and no enum of its resource has all of them`,
      `Add one, for example status:enum=${[...new Set(states)].join(',')}:default=${states[0]}:readonly, or correct the states.`,
    );
  if (others.length === 0) return one;
  const names = [one, ...others].map(({ name }) => name);
  throw actionError(where, `could be about ${names.join(' and ')}`, `Say which: field=${one.name}.`);
}

/** Nothing but actions and your own code changes a state; and a refusal shows it. */
function checkState({ name, hidden, readonly }: ScalarField, where: string, resource: Surroundings): void {
  if (hidden)
    throw actionError(
      where,
      `would show ${name} where it is refused, which is hidden`,
      `Remove "hidden" from ${name}.`,
    );
  if (readonly || !takesBodies(servesOf(resource))) return;
  throw actionError(
    where,
    `can be gone around: a request can set ${name} to any state`,
    `Make ${name} readonly, with a default for the first state: ${name}:enum=…:default=<state>:readonly.`,
  );
}
