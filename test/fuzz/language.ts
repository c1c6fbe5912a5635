import fc from 'fast-check';
import {
  type Access,
  accessLevels,
  actionDoers,
  type Operation,
  operations,
  type ScalarType,
  scalarTypes,
} from '../../src/resource/model.js';
import { columnName } from '../../src/resource/names.js';
import { modifiersOf } from '../../src/resource/fields/field-types.js';
import type { ModifierName } from '../../src/resource/fields/modifiers.js';
import { defaults, digits, enumValues, escaped, range, text } from './arguments.js';
import { pattern } from './patterns.js';
import { fieldWords, manyWords, resourceWords, type WordList } from './words.js';

/** Draws the texts that people could write in the field language: mostly sound, often strange, sometimes wrong. */

const from = (lists: readonly WordList[]): fc.Arbitrary<string> =>
  fc.oneof(...lists.map(({ weight, names }) => ({ weight, arbitrary: fc.constantFrom(...names) })));

const resourceName = fc.oneof(
  { weight: 5, arbitrary: from(resourceWords) },
  { weight: 2, arbitrary: fc.tuple(from(resourceWords), from(resourceWords)).map((parts) => parts.join('')) },
);
const fieldName = fc.oneof(
  { weight: 4, arbitrary: from(fieldWords) },
  { weight: 1, arbitrary: fc.tuple(from(fieldWords), from(resourceWords)).map((parts) => parts.join('')) },
);
const manyName = fc.oneof(
  { weight: 3, arbitrary: from(manyWords) },
  { weight: 1, arbitrary: from(fieldWords) },
);

const oneIn = <T>(n: number, arbitrary: fc.Arbitrary<readonly T[]>): fc.Arbitrary<readonly T[]> =>
  fc.oneof({ weight: 1, arbitrary }, { weight: n - 1, arbitrary: fc.constant([] as readonly T[]) });

/** Where a slug's source goes; the field is chosen where the other fields are known. */
export const someText = '@text';

const argument = (type: ScalarType): fc.Arbitrary<string> => {
  if (type === 'enum') return enumValues.map((values) => `=${values}`);
  return fc.constant(type === 'slug' ? `=${someText}` : '');
};

/** The modifiers of a type, as texts. */
function modifiers(type: ScalarType): fc.Arbitrary<readonly string[]> {
  const allowed = (name: ModifierName): boolean => modifiersOf(type).includes(name);
  const flags = (['searchable', 'index'] as const).filter(allowed);
  const parts: fc.Arbitrary<readonly string[]>[] = [
    ...(allowed('optional') ? [oneIn(3, fc.constant(['optional']))] : []),
    ...(allowed('readonly') ? [oneIn(10, fc.constantFrom(['readonly', 'optional'], ['readonly']))] : []),
    ...(allowed('unique') ? [oneIn(4, fc.constant(['unique']))] : []),
    ...flags.map((flag) => oneIn(6, fc.constant([flag]))),
    ...(allowed('hidden') ? [oneIn(5, fc.constantFrom(['hidden'], ['hidden=false']))] : []),
    ...(allowed('sortable')
      ? [oneIn(5, fc.constantFrom(['sortable'], ['sortable=true'], ['sortable=false']))]
      : []),
    ...(allowed('lookup') ? [oneIn(6, fc.constant(['unique', 'lookup']))] : []),
    ...(allowed('max') ? [oneIn(3, range(type))] : []),
    ...(allowed('pattern')
      ? [
          oneIn(
            4,
            pattern.map((one) => [`pattern=${escaped(one)}`]),
          ),
        ]
      : []),
    ...(allowed('description')
      ? [
          oneIn(
            6,
            text.map((one) => [`description=${escaped(one)}`]),
          ),
        ]
      : []),
    ...(allowed('precision') ? [oneIn(2, digits)] : []),
    ...(allowed('default')
      ? [
          oneIn(
            4,
            defaults[type].map((value) => [`default=${escaped(value)}`]),
          ),
        ]
      : []),
  ];
  return fc.tuple(...parts).map((all) => [...new Set(all.flat())]);
}

const scalarField = fc
  .constantFrom(...scalarTypes)
  .chain((type) =>
    fc
      .tuple(fieldName, argument(type), modifiers(type))
      .map(([name, value, rest]) => [`${name}:${type}${value}`, ...rest].join(':')),
  );

/** A relation between two of a cluster's resources, by index; a target of -1 is the user entity. */
export interface RelationDraft {
  readonly from: number;
  readonly to: number;
  /** With `@target` for the target's name. */
  readonly text: string;
}

const inverse = (many: boolean) =>
  oneIn(
    2,
    (many ? manyName : fieldName).map((name) => [`inverse=${name}`]),
  );
const onDelete = oneIn(
  2,
  fc.constantFrom('cascade', 'restrict', 'setNull').map((rule) => [`onDelete=${rule}`]),
);
const optional = fc.constantFrom<readonly string[]>([], ['optional']);

const relationText = fc.oneof(
  {
    weight: 5,
    arbitrary: fc
      .tuple(
        fieldName,
        optional,
        oneIn(4, fc.constant(['unique'])),
        onDelete,
        inverse(true),
        oneIn(5, fc.constantFrom(['owner'], ['owner=false'])),
      )
      .map(([name, ...rest]) => [`${name}:belongsTo=@target`, ...rest.flat()].join(':')),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(manyName, optional, onDelete, inverse(false))
      .map(([name, ...rest]) => [`${name}:hasMany=@target`, ...rest.flat()].join(':')),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fieldName, optional, onDelete, inverse(false))
      .map(([name, ...rest]) => [`${name}:hasOne=@target`, ...rest.flat()].join(':')),
  },
  {
    weight: 3,
    arbitrary: fc
      .tuple(manyName, inverse(true))
      .map(([name, rest]) => [`${name}:manyToMany=@target`, ...rest].join(':')),
  },
);

const target = fc.oneof({ weight: 4, arbitrary: fc.nat(7) }, { weight: 1, arbitrary: fc.constant(-1) });
const relation: fc.Arbitrary<RelationDraft> = fc.record({ from: fc.nat(7), to: target, text: relationText });

/** An action, as far as it is known without the other fields: its states are chosen among the values of an enum. */
export interface ActionDraft {
  readonly name: string;
  readonly states: readonly number[];
  readonly rest: readonly string[];
}

const action: fc.Arbitrary<ActionDraft> = fc.record({
  name: fc.oneof(
    { weight: 1, arbitrary: fieldName },
    { weight: 2, arbitrary: fc.constantFrom('publish', 'cancel', 'markPaid', 'sendOut', 'return', 'view') },
  ),
  states: fc.oneof(
    { weight: 1, arbitrary: fc.constant([]) },
    { weight: 2, arbitrary: fc.uniqueArray(fc.nat(5), { minLength: 2, maxLength: 3 }) },
  ),
  rest: fc
    .tuple(
      oneIn(
        2,
        fc.constantFrom(...actionDoers).map((doer) => [`by=${doer}`]),
      ),
      fc.array(
        scalarField.map((field) => `body=${field}`),
        { maxLength: 2 },
      ),
    )
    .map((parts) => parts.flat()),
});

/** A check, as far as it is known without the fields: where two stand that can be compared. */
export interface CheckDraft {
  readonly at: number;
  readonly operator: '<' | '<=' | '!=';
}

const check: fc.Arbitrary<CheckDraft> = fc.record({
  at: fc.nat(20),
  operator: fc.constantFrom('<', '<=', '!='),
});

export interface ResourceDraft {
  readonly name: string;
  readonly plural: string | undefined;
  readonly path: string | undefined;
  readonly description: string | undefined;
  readonly access: Access | undefined;
  readonly operations: readonly Operation[] | undefined;
  /** Whether one of its fields says which rows are visible, where one can. */
  readonly isHiding: boolean;
  /** Whether another resource goes with it, and is hidden with it then. */
  readonly isWhole: boolean;
  readonly softDelete: boolean;
  readonly fields: readonly string[];
  readonly checks: readonly CheckDraft[];
  readonly actions: readonly ActionDraft[];
}

/** What people leave of them. */
const usualOperations: readonly (readonly Operation[])[] = [
  ['list', 'get'],
  ['create'],
  ['list', 'get', 'create'],
  ['get', 'update'],
  ['list', 'create', 'delete'],
];

const resource: fc.Arbitrary<ResourceDraft> = fc.record({
  name: resourceName,
  plural: fc.oneof({ weight: 9, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: manyName }),
  path: fc.oneof(
    { weight: 9, arbitrary: fc.constant(undefined) },
    { weight: 1, arbitrary: manyName.map((name) => columnName(name).replaceAll('_', '-')) },
  ),
  description: fc.oneof({ weight: 4, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: text }),
  access: fc.option(fc.constantFrom(...accessLevels), { nil: undefined }),
  operations: fc.oneof(
    { weight: 7, arbitrary: fc.constant(undefined) },
    { weight: 2, arbitrary: fc.subarray([...operations], { minLength: 1 }) },
    { weight: 1, arbitrary: fc.constantFrom(...usualOperations) },
  ),
  isHiding: fc.boolean(),
  isWhole: fc.boolean(),
  softDelete: fc.constantFrom(false, false, false, true),
  fields: fc.array(scalarField, { minLength: 1, maxLength: 6 }),
  checks: fc.oneof(
    { weight: 2, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: fc.array(check, { minLength: 1, maxLength: 3 }) },
  ),
  actions: fc.oneof(
    { weight: 3, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: fc.array(action, { minLength: 1, maxLength: 3 }) },
  ),
});

/** What a cluster of related resources is extended from; what the language refuses of it is left out. */
export interface ClusterDraft {
  readonly resources: readonly ResourceDraft[];
  readonly relations: readonly RelationDraft[];
}

export const clusterDraft: fc.Arbitrary<ClusterDraft> = fc.record({
  resources: fc.array(resource, { minLength: 1, maxLength: 6 }),
  relations: fc.array(relation, { maxLength: 9 }),
});
