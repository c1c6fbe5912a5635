import { UsageError } from '../../core/errors.js';
import { usualDeletion } from '../../resource/graph/graph.js';
import { deniable, type Flag, flags, settings } from '../../resource/fields/modifiers.js';
import { parseField } from '../../resource/language/field-language.js';
import { escapeValue, type Modifier, tokenize } from '../../resource/language/field-tokens.js';
import { parsedOf, printKnownField } from '../../resource/language/print-field.js';
import { type Field, type Resource, type ScalarType, scalarTypes } from '../../resource/model.js';
import { columnName, foreignKeyName } from '../../resource/names.js';
import type { ParsedField, ParsedResource } from '../../resource/parsed.js';
import { definitionOf } from '../../resource/types/types.js';
import type { Backfill } from '../../roles/persistence/contract.js';
import { refuseOtherKind } from './change-limits.js';
import { idOf, valueOf } from './new-fields.js';
import { ownFieldCalled } from './old-fields.js';
import type { Existing } from '../project/existing.js';
import { type Resources, resolvedWith } from './resources.js';

/** What is to be changed of a field, by modifier: a flag is set or not, a setting has another value, or none. */
export interface FieldEdits {
  readonly modifiers: ReadonlyMap<string, string | boolean>;
  /** The values of an enum, in their order. */
  readonly values?: string | undefined;
  readonly type?: ScalarType | undefined;
}

/**
 * What becomes of all resources when a field of one is another one.
 *
 * @throws UsageError where the resource has no such field, or it cannot be so.
 */
export function withChangedField(
  resource: Resource,
  name: string,
  edits: FieldEdits,
  existing: Existing,
): Resources {
  const before = ownFieldCalled(name, resource, 'change');
  // Before the other type can complain of modifiers.
  if (edits.type !== undefined) refuseOtherKind(resource.name, before, { kind: 'scalar', type: edits.type });
  const field = parseField(textOf(before, edits));
  const parsed = parsedOf(resource);
  const fields = parsed.fields.map((one): ParsedField => (one.name === name ? kept(one, field) : one));
  const wanted: ParsedResource = { ...parsed, fields };
  return resolvedWith([wanted], existing);
}

/** The field as it would have been written with the edits. */
function textOf(field: Field, { modifiers: edits, values, type: otherType }: FieldEdits): string {
  const { name, type, argument, modifiers } = tokenize(printKnownField(field));
  const isOther = otherType !== undefined && otherType !== type;
  const old = [...modifiers, ...(isOther ? keptLength(field, otherType, modifiers) : [])].filter(
    (one) => !edits.has(one.name) && !isImplied(one, field),
  );
  const edited = [...edits].flatMap(([word, value]): Modifier[] => {
    if (typeof value === 'string') return [{ name: word, value }];
    if (value) return [{ name: word }];
    return word in deniable ? [{ name: word, value: 'false' }] : [];
  });
  const written = values ?? (isOther ? undefined : argument);
  // A default comes last: it takes what follows it for its own.
  const all = [...old, ...edited].sort(
    (one, other) => Number(one.name === 'default') - Number(other.name === 'default'),
  );
  const next = otherType ?? type;
  return [name, written === undefined ? next : `${next}=${written}`, ...all.map(modifierText)].join(':');
}

const modifierText = ({ name, value }: Modifier): string =>
  value === undefined ? name : `${name}=${escapeValue(value)}`;

/** A length that the old type had without a word, and the other has not. */
function keptLength(field: Field, type: ScalarType, modifiers: readonly Modifier[]): readonly Modifier[] {
  const usual = definitionOf({ type }).values.length?.usual?.plain ?? Infinity;
  const isSaid = modifiers.some(({ name }) => name === 'max');
  if (isSaid || field.kind !== 'scalar' || !(Number(field.max) > usual)) return [];
  return [{ name: 'max', value: String(field.max) }];
}

/** What happens when the target goes follows from "optional" where nothing else was said. */
const isImplied = ({ name, value }: Modifier, field: Field): boolean =>
  name === 'onDelete' && field.kind === 'belongsTo' && value === usualDeletion(field.optional);

/** Who owns a row does not change with the rest of a relation. */
const kept = (before: ParsedField, field: ParsedField): ParsedField =>
  before.kind === 'belongsTo' && field.kind === 'belongsTo' && before.owner !== undefined
    ? { ...field, owner: before.owner }
    : field;

/** What rows without a value get where the field becomes required; a refusal where they would have none. */
export function filledWith(
  { before, after }: { readonly before: Field; readonly after: Field },
  value: string | undefined,
  table: string,
): Backfill {
  if (before.kind === 'manyToMany' || after.kind === 'manyToMany') return new Map();
  if ('foreign' in before || 'foreign' in after) return new Map();
  const isFilled = before.optional && !after.optional;
  if (!isFilled && value !== undefined) {
    throw new UsageError(
      `--backfill is for rows without a value, and ${after.name} does not become required.`,
      'Leave it out, or make the field required.',
    );
  }
  if (!isFilled) return new Map();
  if (value !== undefined) {
    return new Map([[after.name, after.kind === 'scalar' ? valueOf(after, value) : idOf(after, value)]]);
  }
  if (after.kind === 'scalar' && after.default !== undefined) return new Map([[after.name, after.default]]);
  throw new UsageError(
    `${after.name} becomes required, and rows without a value would not fit.`,
    `Give them one: --backfill <value>. To see whether there are any: SELECT count(*) FROM "${table}" WHERE "${columnOf(after)}" IS NULL;`,
  );
}

const columnOf = ({ kind, name }: Field): string =>
  columnName(kind === 'belongsTo' ? foreignKeyName(name) : name);

/** The words of the command line, `--max 300`, `--not-unique`, `--no-default`, as edits. */
export function editsOf(options: Readonly<Record<string, unknown>>): FieldEdits {
  const modifiers = new Map<string, string | boolean>();
  for (const flag of flags.filter((one) => one !== 'owner' && one !== 'optional')) {
    if (options[flag] === true) modifiers.set(flag, true);
    if (options[notWord(flag)] === true) modifiers.set(flag, false);
  }
  if (options['optional'] === true) modifiers.set('optional', true);
  if (options['required'] === true) modifiers.set('optional', false);
  for (const setting of settings) {
    const value = options[setting];
    if (typeof value === 'string') modifiers.set(setting, value);
    if (value === false) modifiers.set(setting, false);
  }
  const { values } = options;
  const type = scalarTypes.find((one) => one === options['type']);
  return {
    modifiers,
    ...(typeof values === 'string' && { values }),
    ...(type !== undefined && { type }),
  };
}

/** `--not-unique`, as commander calls it. */
const notWord = (flag: Flag): string => `not${flag.charAt(0).toUpperCase()}${flag.slice(1)}`;

/** The inverse of `editsOf`. */
export function editWords({ modifiers, values, type }: FieldEdits): readonly string[] {
  const words = [...modifiers].flatMap(([word, value]) => {
    if (word === 'optional') return [value === true ? '--optional' : '--required'];
    const kebab = word.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    if (typeof value === 'string') return [`--${kebab}`, value];
    if (value) return [`--${kebab}`];
    return [settings.some((one) => one === word) ? `--no-${kebab}` : `--not-${kebab}`];
  });
  return [
    ...(type === undefined ? [] : ['--type', type]),
    ...words,
    ...(values === undefined ? [] : ['--values', values]),
  ];
}
