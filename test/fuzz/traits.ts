import {
  accessLevels,
  actionDoers,
  comparisons,
  type BelongsTo,
  operations,
  type Resource,
  scalarTypes,
} from '../../src/resource/model.js';
import { deniable, modifierNames } from '../../src/resource/fields/modifiers.js';
import { isAbout } from '../../src/resource/checks.js';
import { operationsOf } from '../../src/resource/operations.js';
import { columnName } from '../../src/resource/names.js';
import { hidingWholes } from '../../src/resource/visibility.js';
import { longestName } from '../../src/resource/names-check.js';
import { partsOfField } from './shrink.js';
import { type Cluster, resolved, type WrittenResource } from './spec.js';
import { keywords, sqlWords } from './words.js';

/** One resource, as it was written and as Plinth understands it. */
interface Seen {
  readonly written: WrittenResource;
  readonly resource: Resource;
  readonly all: readonly Resource[];
}

type Trait = readonly [name: string, has: (seen: Seen) => boolean];

const relations = ({ fields }: Resource) =>
  fields.flatMap((field) => (field.kind === 'scalar' ? [] : [field]));
const toOne = ({ fields }: Resource): readonly BelongsTo[] =>
  fields.flatMap((field) => (field.kind === 'belongsTo' ? [field] : []));
const points = (from: Resource, to: Resource): boolean =>
  relations(from).some(({ target }) => target === to.name);
const actionsOf = ({ actions = [] }: Resource) => actions;
const hasChain = ({ fields, checks = [] }: Resource): boolean =>
  fields.some(({ name }) => checks.filter((check) => isAbout(check, [name])).length > 1);
const names = ({ resource }: Seen): readonly string[] => [
  resource.name,
  ...resource.fields.map(({ name }) => name),
];
/** `_` before each capital: what somebody would make of a column who did not ask which field it is. */
const guessed = (column: string): string =>
  column.replace(/_([a-z\d])/g, (_, letter: string) => letter.toUpperCase());
const modifiers = ({ written }: Seen): readonly string[] =>
  written.fields.flatMap((field) => partsOfField(field).slice(1));

/** What a draw of resources has to hold, each at least once: the kinds that have been broken before, and all of the language. */
const traits: readonly Trait[] = [
  ['a relation to itself', ({ resource }) => points(resource, resource)],
  [
    'many-to-many with itself',
    ({ resource }) =>
      relations(resource).some(({ kind, target }) => kind === 'manyToMany' && target === resource.name),
  ],
  [
    'two that point at each other',
    ({ resource, all }) =>
      all.some((other) => other !== resource && points(resource, other) && points(other, resource)),
  ],
  [
    'two relations to the same',
    ({ resource }) => {
      const targets = relations(resource).map(({ target }) => target);
      return new Set(targets).size < targets.length;
    },
  ],
  [
    'an inverse on User',
    ({ resource }) =>
      relations(resource).some((one) => one.target === 'User' && 'inverse' in one && !!one.inverse),
  ],
  ['one to one', ({ resource }) => toOne(resource).some(({ unique }) => unique)],
  ...(['cascade', 'restrict', 'setNull'] as const).map((rule): Trait => [
    `onDelete=${rule}`,
    ({ resource }) => toOne(resource).some(({ onDelete }) => onDelete === rule),
  ]),
  ...(['belongsTo', 'manyToMany', 'hasMany', 'hasOne'] as const).map((kind): Trait => [
    kind,
    ({ written }) => written.fields.some((field) => partsOfField(field)[0]?.includes(`:${kind}=`)),
  ]),
  [`a name of ${longestName} letters`, (seen) => names(seen).some((name) => name.length >= longestName - 1)],
  ...Object.entries({ TypeScript: keywords, SQL: sqlWords }).flatMap(
    ([language, words]): readonly Trait[] => {
      const isWord = ({ name }: { readonly name: string }): boolean => words.has(name.toLowerCase());
      return [
        [`a resource with a word of ${language}`, ({ resource }) => isWord(resource)],
        [`a field with a word of ${language}`, ({ resource }) => resource.fields.some(isWord)],
      ];
    },
  ),
  [
    'a unique field that its column does not tell',
    ({ resource }) =>
      resource.fields.some(
        (field) => field.kind === 'scalar' && field.unique && guessed(columnName(field.name)) !== field.name,
      ),
  ],
  ['a plural of its own', ({ resource }) => resource.plural !== undefined],
  ['a path of its own', ({ resource }) => resource.path !== undefined],
  ['visible', ({ resource }) => resource.visible !== undefined],
  [
    'a part of what hides rows',
    ({ resource, all }) => hidingWholes(resource, (name) => all.find((one) => one.name === name)).length > 0,
  ],
  ...comparisons.map((operator): Trait => [
    `a check with ${operator}`,
    ({ resource: { checks = [] } }) => checks.some((check) => check.operator === operator),
  ]),
  ['a field with two checks', ({ resource }) => hasChain(resource)],
  ['softDelete', ({ resource }) => resource.softDelete],
  ...accessLevels.map((level): Trait => [`access=${level}`, ({ resource }) => resource.access === level]),
  ...operations.map((operation): Trait => [
    `no operation ${operation}`,
    ({ resource }) => !operationsOf(resource).includes(operation),
  ]),
  ['a single operation', ({ resource }) => operationsOf(resource).length === 1],
  [
    'a relation to what no request creates',
    ({ resource, all }) =>
      all.some((other) => points(resource, other) && !operationsOf(other).includes('create')),
  ],
  ['an action with states', ({ resource }) => actionsOf(resource).some(({ transition }) => transition)],
  [
    'an action from several states',
    ({ resource }) => actionsOf(resource).some(({ transition }) => (transition?.from.length ?? 0) > 1),
  ],
  ['an action without a state', ({ resource }) => actionsOf(resource).some(({ transition }) => !transition)],
  ['an action with a body', ({ resource }) => actionsOf(resource).some(({ body }) => body.length > 0)],
  [
    'actions and no operation on a row',
    ({ resource }) =>
      actionsOf(resource).length > 0 &&
      operationsOf(resource).every((one) => one === 'list' || one === 'create'),
  ],
  ...actionDoers.map((doer): Trait => [
    `an action by=${doer}`,
    ({ resource }) => actionsOf(resource).some(({ by }) => by === doer),
  ]),
  ...scalarTypes.map((type): Trait => [
    type,
    ({ resource }) => resource.fields.some((field) => field.kind === 'scalar' && field.type === type),
  ]),
  ...modifierNames.map((name): Trait => [
    name,
    (seen) => modifiers(seen).some((one) => one === name || one.startsWith(`${name}=`)),
  ]),
  ...Object.keys(deniable).map((name): Trait => [
    `${name}=false`,
    (seen) => modifiers(seen).includes(`${name}=false`),
  ]),
];

export const traitNames: readonly string[] = traits.map(([name]) => name);

/** The traits that a cluster holds. */
export function traitsOf(cluster: Cluster, features: readonly string[]): ReadonlySet<string> {
  const all = resolved(cluster, features);
  const seen = cluster.flatMap((written) => {
    const resource = all.find(({ name }) => name === written.name);
    return resource ? [{ written, resource, all }] : [];
  });
  return new Set(traits.filter(([, has]) => seen.some(has)).map(([name]) => name));
}
