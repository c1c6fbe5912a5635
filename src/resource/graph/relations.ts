import { isFar } from '../fields/relation-types.js';
import { UsageError } from '../../core/errors.js';
import { pairManyToMany } from './many-to-many.js';
import type { HasRelation, ManyToMany, ScalarField } from '../model.js';
import { namesOf } from '../names.js';
import type { ParsedBelongsTo, ParsedField, ParsedHas, ParsedResource } from '../parsed.js';

export type LinkedField = ScalarField | ParsedBelongsTo | ManyToMany | HasRelation;

/** A resource whose relations know their other side. */
export interface Linked extends Omit<ParsedResource, 'fields'> {
  readonly fields: readonly LinkedField[];
}

type Fields = Map<string, (ParsedField | HasRelation)[]>;

interface Far {
  readonly owner: string;
  readonly has: ParsedHas;
}

/** Finds, or adds, the foreign key of every hasMany and hasOne, and makes one relation of a manyToMany declared on both sides. */
export function linkRelations(wanted: readonly ParsedResource[]): readonly Linked[] {
  const paired = pairManyToMany(wanted);
  const fields: Fields = new Map(paired.map((resource) => [resource.name, [...resource.fields]]));
  const far = paired.flatMap(({ name, fields: all }) =>
    all.filter(isParsedHas).map((has) => ({ owner: name, has })),
  );
  // Those that name their foreign key go first: what is left is then less often ambiguous.
  const named = far.filter(({ has }) => has.inverse !== undefined);
  for (const one of [...named, ...far.filter((one) => !named.includes(one))]) link(one, fields);
  return paired.map((resource) => ({
    ...resource,
    fields: (fields.get(resource.name) ?? []).filter(isLinked),
  }));
}

const isParsedHas = (field: ParsedField | HasRelation): field is ParsedHas =>
  isFar(field) && !('foreign' in field);

const isLinked = (field: ParsedField | HasRelation): field is LinkedField => !isParsedHas(field);

function link({ owner, has }: Far, fields: Fields): void {
  const target = fields.get(has.target);
  if (target === undefined) throw noForeignKey(owner, has);
  const found = candidate({ owner, has }, target);
  const key = found === undefined ? implied(owner, has, target) : agreed(owner, has, found);
  if (found === undefined) target.push(key);
  else target[target.indexOf(found)] = key;
  const mine = fields.get(owner) ?? [];
  const { kind, name } = has;
  mine[mine.indexOf(has)] = { kind, name, target: has.target, foreign: key.name };
}

/** The belongsTo of the target that is meant; undefined where none points back. */
function candidate(
  { owner, has }: Far,
  target: readonly (ParsedField | HasRelation)[],
): ParsedBelongsTo | undefined {
  const back = target.filter((field) => field.kind === 'belongsTo').filter((field) => field.target === owner);
  if (has.inverse !== undefined) return back.find((field) => field.name === has.inverse);
  const named = back.filter((field) => field.inverse === has.name);
  const free = back.filter((field) => field.inverse === undefined);
  const choice = named.length > 0 ? named : free;
  if (choice.length > 1) throw ambiguous(owner, has, choice);
  if (choice.length === 0 && back[0] !== undefined) throw taken(owner, has, back[0]);
  return choice[0];
}

function agreed(owner: string, has: ParsedHas, key: ParsedBelongsTo): ParsedBelongsTo {
  if (key.inverse !== undefined && key.inverse !== has.name) throw taken(owner, has, key);
  const place = `${owner}.${has.name}`;
  const there = `${has.target}.${key.name}`;
  if (has.optional && !key.optional) {
    throw new UsageError(
      `${place} is optional, but its foreign key ${there} is required.`,
      `Put "optional" on ${there}.`,
    );
  }
  if (has.onDelete !== undefined && has.onDelete !== key.onDelete) {
    throw new UsageError(
      `${place} has onDelete=${has.onDelete}, but its foreign key ${there} has not.`,
      `Put "onDelete" on ${there} only.`,
    );
  }
  if (has.kind === 'hasMany' && key.unique) {
    throw new UsageError(
      `${place} is a hasMany, but its foreign key ${there} is unique.`,
      `Use hasOne=${has.target}, or remove "unique" from ${there}.`,
    );
  }
  return { ...key, inverse: has.name, unique: key.unique || has.kind === 'hasOne' };
}

function implied(
  owner: string,
  has: ParsedHas,
  target: readonly { readonly name: string }[],
): ParsedBelongsTo {
  const name = has.inverse ?? namesOf(owner).camel;
  if (target.some((field) => field.name === name)) {
    throw new UsageError(
      `${owner}.${has.name} needs a foreign key on ${has.target}, and ${has.target}.${name} is something else.`,
      `Add a field to ${has.target}, for example ${name}Ref:belongsTo=${owner}:inverse=${has.name}.`,
    );
  }
  const { optional, onDelete, kind } = has;
  const rules = {
    optional,
    unique: kind === 'hasOne',
    ...(onDelete === undefined ? {} : { onDelete }),
  };
  return { kind: 'belongsTo', name, target: owner, ...rules, inverse: has.name };
}

const ambiguous = (owner: string, has: ParsedHas, keys: readonly ParsedBelongsTo[]) =>
  new UsageError(
    `${owner}.${has.name} could be the other side of ${keys.map((key) => `${has.target}.${key.name}`).join(' or of ')}.`,
    `Say which: ${has.name}:${has.kind}=${has.target}:inverse=${keys[0]?.name}.`,
  );

const taken = (owner: string, has: ParsedHas, key: ParsedBelongsTo) =>
  new UsageError(
    `${owner}.${has.name} has no foreign key: the other side of ${has.target}.${key.name} is called "${key.inverse}".`,
    `Name both the same, or add a belongsTo=${owner}:inverse=${has.name} to ${has.target}.`,
  );

const noForeignKey = (owner: string, has: ParsedHas) =>
  new UsageError(
    `${owner}.${has.name}: ${has.target} is in the project already and has no foreign key to ${owner}.`,
    `Declare the relation on the other side, as a belongsTo=${owner} of ${has.target}; or use manyToMany=${has.target}, which needs none.`,
  );
