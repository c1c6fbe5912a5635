import type { ScalarField } from '../../resource/model.js';
import type { Shape } from '../../resource/shape/shape.js';
import type { PersistenceRole } from '../../roles/persistence/contract.js';
import { rowSampleSource, sampleSource } from '../resource/samples.js';
import { schemaValues } from '../resource/schema.js';
import { serverDefaults } from '../resource/server-defaults.js';
import { viewValues } from '../resource/view.js';

/** What the templates of users print of the fields that people have added to them. */
export function profileValues(
  shape: Shape,
  persistence: Pick<PersistenceRole, 'filledByService' | 'withoutColumnDefault'>,
) {
  const { writable, visible, defaulted, usesFields, fieldHelpers } = schemaValues(shape);
  const defaults = serverDefaults(shape, persistence);
  const unique = shape.writable.filter((field) => field.unique);
  const hidden = shape.writable.filter((field) => field.hidden);
  return {
    isEditable: writable.length > 0,
    writable,
    visible,
    viewed: viewValues(shape).visible,
    // The parameter of the view.
    item: 'user',
    defaulted,
    usesFields,
    fieldHelpers,
    defaults,
    hasDefaults: defaults.length > 0,
    hasUnique: unique.length > 0,
    unique: unique.map(({ name }) => name),
    hasHidden: hidden.length > 0,
    hidden: hidden.map(({ name }) => name),
    ...insertedValues(shape, persistence),
    ...testValues(shape),
  };
}

/** What whoever inserts a row has to give, and what the column or the repository fills. */
function insertedValues(
  { scalars, writable }: Shape,
  persistence: Pick<PersistenceRole, 'withoutColumnDefault'>,
) {
  const bare = new Set(persistence.withoutColumnDefault(writable));
  const needed = writable
    .filter((field) => bare.has(field))
    .map((field) => ({ name: field.name, demo: rowSampleSource(field, 'index') }));
  return {
    needed,
    countsPeople: needed.some(({ demo }) => /\bindex\b/.test(demo)),
    filled: scalars.filter((field) => !bare.has(field)).map(({ name }) => ({ name })),
  };
}

/** What the tests of users send, store and see. */
function testValues({ scalars, writable, visible }: Shape) {
  const sampled = writable.map((field, index) => ({
    name: field.name,
    isFirst: index === 0,
    sample: sampleSource(field, 'count'),
    row: isFew(field) ? 'null' : rowSampleSource(field, 'count'),
    isRequired: !field.optional && field.default === undefined,
  }));
  const required = sampled.filter(({ isRequired }) => isRequired);
  const shown = visible.map((field) => ({
    name: field.name,
    expected: expected(isFew(field) || isUnset(field)),
    registered: expected(field.default === undefined && field.optional),
  }));
  const settable = new Set(writable.map(({ name }) => name));
  return {
    sampled,
    required,
    hasRequired: required.length > 0,
    shown,
    showsChanges: sampled.some(
      ({ name, sample }) => /\bcount\b/.test(sample) && visible.some((field) => field.name === name),
    ),
    refused: strangers.filter((name) => !settable.has(name)),
    unsettable: [
      'id',
      'role',
      'disabled',
      'passwordHash',
      'createdAt',
      ...scalars.map(({ name }) => name).filter((name) => !settable.has(name)),
    ],
  };
}

const expected = (isNull: boolean): string => (isNull ? 'null' : 'expect.anything()');

/** A test file makes more users than it has values of a pattern. */
const isFew = (field: ScalarField): boolean => field.unique && !field.readonly && field.pattern !== undefined;

/** Neither a request nor a default gives it a value. */
const isUnset = (field: ScalarField): boolean =>
  field.readonly && field.optional && field.default === undefined;

/** What a registration is refused for. */
const strangers = ['role', 'isAdmin', 'id', 'emailVerified', 'createdAt', 'passwordHash', 'disabled'];
