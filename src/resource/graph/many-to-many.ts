import { UsageError } from '../../core/errors.js';
import type { ManyToMany } from '../model.js';
import { namesOf, singularRelation } from '../names.js';
import type { ParsedResource } from '../parsed.js';

interface Side {
  readonly owner: string;
  readonly field: ManyToMany;
}

/** A manyToMany declared on both sides is one relation: the first side keeps it and names the second as its inverse. */
export function pairManyToMany(resources: readonly ParsedResource[]): readonly ParsedResource[] {
  const sides = resources.flatMap(({ name, fields }) =>
    fields.filter((field) => field.kind === 'manyToMany').map((field): Side => ({ owner: name, field })),
  );
  const pairs = new Map<ManyToMany, ManyToMany>();
  const free = (side: Side) => !pairs.has(side.field) && ![...pairs.values()].includes(side.field);
  for (const match of [isNamed, isUnnamed]) {
    for (const side of sides.filter(free)) {
      const other = partner(side, sides.filter(free), match);
      if (other !== undefined) pairs.set(side.field, other.field);
    }
  }
  return resources.map((resource) => merged(resource, pairs));
}

function partner(side: Side, sides: readonly Side[], match: typeof isNamed): Side | undefined {
  const others = sides.filter((other) => match(side, other));
  const [other] = others;
  if (other === undefined) return undefined;
  const back = sides.filter((one) => match(one, other));
  if (others.length > 1 || back.length > 1 || !(match === isNamed || conventional(side, other))) {
    throw unclear(side, other);
  }
  return other;
}

const face = (one: Side, other: Side) =>
  one !== other && one.field.target === other.owner && other.field.target === one.owner;

const names = (one: Side, other: Side) => one.field.inverse === other.field.name;

/** One names the other, and that one does not name a third. */
const isNamed = (one: Side, other: Side): boolean =>
  face(one, other) &&
  (names(one, other) || names(other, one)) &&
  [one.field.inverse ?? other.field.name, other.field.inverse ?? one.field.name].join() ===
    [other.field.name, one.field.name].join();

/** Two fields of one entity that say nothing are two relations. */
const isUnnamed = (one: Side, other: Side): boolean =>
  face(one, other) &&
  one.owner !== other.owner &&
  one.field.inverse === undefined &&
  other.field.inverse === undefined;

/** `Post.tags` and `Tag.posts` are clearly one relation; `Person.likes` and `Movie.actors` may be two. */
const conventional = (one: Side, other: Side): boolean =>
  [one, other].every(
    ({ field }) => singularRelation(field.name, namesOf(field.target)) === namesOf(field.target).camel,
  );

function merged(resource: ParsedResource, pairs: ReadonlyMap<ManyToMany, ManyToMany>): ParsedResource {
  const seconds = [...pairs.values()];
  const kept = resource.fields.filter((field) => field.kind !== 'manyToMany' || !seconds.includes(field));
  return {
    ...resource,
    fields: kept.map((field) => {
      const second = field.kind === 'manyToMany' ? pairs.get(field) : undefined;
      return second === undefined ? field : { ...field, inverse: second.name };
    }),
  };
}

const unclear = (one: Side, other: Side) =>
  new UsageError(
    `${one.owner}.${one.field.name} and ${other.owner}.${other.field.name} may be two sides of one relation, or two relations.`,
    `For one, write ${one.field.name}:manyToMany=${one.field.target}:inverse=${other.field.name}; for two, give each its own inverse.`,
  );
