import { importPath } from '../../../resource/shape/import-path.js';
import { operationValues } from '../../../resource/shape/operation-values.js';
import type { BelongsToShape, ManyToManyShape, Shape } from '../../../resource/shape/shape.js';
import type { RelationTarget } from '../../../resource/shape/targets.js';
import { createOf, factoryModule } from '../factory.js';
import { createHiddenOf, type HidingWay, hidingWays } from '../hidden-rows.js';
import type { TestPeople } from '../test-people.js';

type Relation = BelongsToShape | ManyToManyShape;

/** What the tests print of rows that not everybody sees: of this resource, and of those that it points at. */
export function visibilityValues(shape: Shape, people: TestPeople) {
  const { names, rule, owner, serves } = shape;
  const { hasReads } = operationValues(serves);
  const ways = hasReads ? hidingWays(shape) : [];
  const hidden = [...shape.belongsTo, ...shape.manyToMany].filter(({ to }) => to.hidesRows && !to.later);
  const given = isGivenByStrangers(shape, people) ? hidden : [];
  const beside = hidden.flatMap((relation) => besideRow(shape, people, relation));
  const made = [
    ...wholesNamed(shape, ways.length).map(({ to }) => to),
    ...(ways.length === 0 ? [] : [{ isUser: false, names }]),
    ...[...given, ...beside.map(({ relation }) => relation)].map(({ to }) => to),
  ];
  const ownedBy = owner ? `${owner.key}: writer.user.id, ` : '';
  // The first way is what the factory does.
  const hiddenRow = `${createHiddenOf({ names })}(app${people.owned})`;
  const rowBy = ({ overrides }: HidingWay): string =>
    `${createOf({ isUser: false, names })}(app, { ${ownedBy}${overrides} })`;
  return {
    hidingWays: ways.map((way, index) => ({ how: way.how, row: index === 0 ? hiddenRow : rowBy(way) })),
    isShownToAll: rule.read === 'public',
    ownedBy,
    refusal: rule.write === 'admin' ? 403 : 404,
    whoElse: owner ? 'its owner and admins' : 'admins',
    hiddenReferences: given.map((relation) => ({
      key: relation.key,
      title: relation.to.names.title,
      create: createHiddenOf(relation.to),
      given: relation.kind === 'manyToMany' ? '[id]' : 'id',
    })),
    hiddenBeside: beside.map(({ relation, viewer }) => ({
      title: relation.to.names.title,
      ...relationValues(relation, shape),
      viewer,
      create: createHiddenOf(relation.to),
    })),
    hiddenFactories: hiddenFactories(`test/${names.plural.kebab}/${names.kebab}.api.test.ts`, made),
    needsStranger: ways.length + given.length + beside.length > 0,
    needsAdmin: ways.length > 0,
  };
}

/** Those that the tests make hidden rows of by themselves: of the first way, the factory does. */
const wholesNamed = ({ hiding }: Shape, ways: number): readonly BelongsToShape[] =>
  ways === 0 ? [] : (hiding?.wholes ?? []).slice(hiding?.when ? 0 : 1);

/** Whether somebody who is signed in and no admin may name rows of others. */
const isGivenByStrangers = ({ rule, serves }: Shape, { isAdmin }: TestPeople): boolean =>
  serves.create && rule.write !== 'admin' && !isAdmin;

/** A relation to a hidden row, with who reads a row that points at it; none where everybody who may read the one sees the other. */
function besideRow(shape: Shape, { isAdmin }: TestPeople, relation: Relation) {
  const { rule, owner, serves, hiding } = shape;
  const isNamed = relation.kind === 'manyToMany' || shape.include.includes(relation.name);
  if (!serves.get || !isNamed || rule.read === 'admin') return [];
  const isHiddenToo = hiding?.wholes.some(({ name }) => name === relation.name) === true;
  if (rule.ownership !== 'visibility' && !isHiddenToo) return [{ relation, viewer: 'stranger' }];
  return owner !== undefined && !isAdmin ? [{ relation, viewer: 'writer' }] : [];
}

const relationValues = ({ name, key, kind }: Relation, { include, serves }: Shape) => {
  const isMany = kind === 'manyToMany';
  const isIncluded = include.includes(name);
  return {
    name,
    key,
    isFilter: isMany && serves.list,
    given: isMany ? `${name}: [other]` : `${key}: other.id`,
    isIncluded,
    shown: [
      ...(isMany ? [{ name: key, assertion: 'toEqual([])' }] : []),
      ...(isIncluded ? [{ name, assertion: isMany ? 'toEqual([])' : 'toBeNull()' }] : []),
    ],
  };
};

/** Imports of the functions that make hidden rows. */
function hiddenFactories(file: string, made: readonly Pick<RelationTarget, 'isUser' | 'names'>[]) {
  const all = made.map((to) => [createHiddenOf(to), importPath(file, factoryModule(to))] as const);
  return [...new Map(all)].map(([create, from]) => ({ create, from }));
}
