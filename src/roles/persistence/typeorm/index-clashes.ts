import { UsageError } from '../../../core/errors.js';
import type { Project } from '../../../core/project.js';
import type { KnownEntity, Resource } from '../../../resource/model.js';
import { joinTablesOf, namesOfResource } from '../../../resource/names.js';
import { shapeOf, type Shape } from '../../../resource/shape/shape.js';
import type { Engine } from '../engines/engine.js';
import { checksOf } from './checks.js';
import { migrationValues } from './migration.js';

interface Named {
  readonly name: string;
  readonly resource: string;
  readonly what: string;
}

/**
 * Refuses a resource that would give a table or an index a name that another resource has given: they are all in one namespace
 * (PostgreSQL, CREATE INDEX), so `news.itemsCount` and `newsItems.count` cannot both be indexed.
 */
export function refuseIndexClashes(
  shape: Shape,
  known: ReadonlyMap<string, KnownEntity>,
  project: Project,
  engine: Engine,
): void {
  refuseOwnClash(shape, engine);
  const near = [...known.values()].flatMap(({ resource: own, profile }) => {
    const resource = own ?? profile;
    return resource !== undefined &&
      resource.name !== shape.names.pascal &&
      mayClash(shape.resource, resource)
      ? shapeOf(resource, known, project)
      : [];
  });
  if (near.length === 0) return;
  const taken = new Map(near.flatMap((other) => namesIn(other, engine).map((named) => [named.name, named])));
  for (const { name, what } of namesIn(shape, engine)) {
    const other = taken.get(name);
    if (other === undefined) continue;
    throw new UsageError(
      `Resource ${shape.names.pascal}: ${what} would be called ${name}, like ${other.what} of ${other.resource}.`,
      'Choose another name for one of the resources or fields.',
    );
  }
}

/** Only lists of fields can have the name of another one: `[a, bC]` and `[aB, c]`. */
function refuseOwnClash(shape: Shape, engine: Engine): void {
  refuseCheckClash(shape);
  const { unique, indexes } = shape.resource;
  if (unique === undefined && indexes === undefined) return;
  const names = namesIn(shape, engine).map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) < index);
  if (twice === undefined) return;
  throw new UsageError(
    `Resource ${shape.names.pascal}: two of its indexes would be called ${twice}.`,
    'Choose another name for one of the fields.',
  );
}

/** Only a check of two fields can have the name of another one: that of `a` and `b` is called as that of `aB` is. */
function refuseCheckClash(shape: Shape): void {
  if (shape.checks.length === 0) return;
  const names = checksOf(shape).map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) < index);
  if (twice === undefined) return;
  throw new UsageError(
    `Resource ${shape.names.pascal}: two of its checks would be called ${twice}.`,
    'Choose another name for one of the fields.',
  );
}

/** A large project has hundreds of resources, and few have a table that begins with the name of another. */
const mayClash = (one: Resource, other: Resource): boolean =>
  tablesOf(one).some((table) => tablesOf(other).some((far) => begins(table, far) || begins(far, table)));

const begins = (longer: string, shorter: string): boolean => longer.startsWith(`${shorter}_`);

const tablesOf = (resource: Resource): readonly string[] => [
  namesOfResource(resource).plural.snake,
  ...joinTablesOf(resource),
];

function namesIn(shape: Shape, engine: Engine): readonly Named[] {
  const values = migrationValues(shape, engine, []);
  const named = (name: string, what: string): Named => ({ name, what, resource: shape.names.pascal });
  const index = (name: string): Named => named(name, 'an index');
  return [
    ...tablesOf(shape.resource).map((table) => named(table, `the table ${table}`)),
    ...[values, ...values.joinTables].map(({ primaryKey }) => index(primaryKey)),
    ...[...values.uniqueConstraints, ...values.uniqueIndexes, ...values.indexes].map(({ name }) =>
      index(name),
    ),
    ...values.joinTables.flatMap(({ own, other }) => [index(own.index), index(other.index)]),
  ];
}
