import type { Draft } from '../../../core/draft.js';
import { edited, manual, type Outcome } from '../../../core/outcome.js';
import { addMember } from '../../../edits/class.js';
import { addImport, relativeSpecifier } from '../../../edits/import.js';
import { earlierShapes } from '../../../resource/shape/earlier.js';
import { importedAs, ormName } from '../../../resource/shape/imported-names.js';
import { commonValues, type Shape, shapeOf } from '../../../resource/shape/shape.js';
import type { RelationTarget } from '../../../resource/shape/targets.js';
import type { Exported, Platform } from '../../http/contract.js';
import { register, registerAll } from '../../registration.js';
import type { ListPlace } from '../../used-list.js';
import type { Order } from '../../order.js';
import type { Facts } from '../../tools.js';
import type { PersistenceRole } from '../contract.js';
import { engineOf } from '../engines/engines.js';
import { filledByService } from './default-value.js';
import { entityValues } from './entity.js';
import { migrationHistory } from './history.js';
import { refuseIndexClashes } from './index-clashes.js';
import { brokenMember } from './inverse-lines.js';
import { inverseDecorators, inverseSideValues, type InverseSide } from './inverse-side.js';
import {
  changedShapes,
  changedTablesMigration,
  changedTablesValues,
  removedShapes,
  withoutColumnDefault,
} from './changed-tables.js';
import { putSide } from './put-side.js';
import { migrationValues } from './migration.js';
import { inTime } from './migration-order.js';
import { purges } from './purge.js';
import { repositoryValues } from './repository.js';
import { visibilityValues } from './visibility.js';
import { droppedByReverting, isMigration, listMigrations, revertMigrations } from './reverted-migrations.js';

const dataSource = (option: 'entities' | 'migrations', order?: Order): ListPlace => ({
  usual: 'src/database/data-source.ts',
  list: option,
  mark: /\bnew\s+DataSource\s*\(/,
  anchors: [{ kind: 'option', callee: 'DataSource', option }],
  what: `the ${option} of the data source`,
  users: ['src/platform/database/start.ts'],
  globs: true,
  order,
});

/** TypeORM: entities, migrations and repositories, known to the project's data source. */
export default function typeorm(facts: Facts, platform: Platform): PersistenceRole {
  const engine = engineOf(facts);
  const entity = (draft: Draft, exported: Exported): void =>
    register(draft, dataSource('entities', facts.order), exported);
  const migration = (draft: Draft, exported: Exported): void =>
    register(draft, dataSource('migrations', inTime(draft, exported.symbol, facts.order)), exported);

  return {
    id: 'typeorm',
    history: migrationHistory,
    entity,
    migration,
    isMigration,
    listedMigrations: (draft, paths) => listMigrations(draft, paths, migration),
    revertedMigrations: (draft, paths) => revertMigrations(draft, paths, facts.now, migration),
    droppedByReverting,
    filledByService: (fields) => filledByService(fields, engine),
    withoutColumnDefault: (fields) => withoutColumnDefault(fields, engine),
    addedColumns(draft, columns, known) {
      const shape = shapeOf(columns, known, draft.project);
      refuseIndexClashes(shape, known, draft.project, engine);
      return { entity: entityValues(shape, engine, []), table: migrationValues(shape, engine, []) };
    },
    resourceFiles(draft, resource, known) {
      const shape = shapeOf(resource, known, draft.project);
      refuseIndexClashes(shape, known, draft.project, engine);
      const pointing = earlierShapes(resource, known, draft.project);
      const common = commonValues(shape);
      const inverses = inversesFrom(pointing, resource.name);
      draft.render('persistence/typeorm/entity', { ...common, ...entityValues(shape, engine, inverses) });
      draft.render('persistence/typeorm/repository', {
        ...common,
        ...repositoryValues(shape, engine, platform),
      });
      if (shape.hiding !== undefined)
        draft.render('persistence/typeorm/visibility', {
          ...common,
          ...visibilityValues(shape, shape.hiding),
        });
    },
    resourceTable(draft, resource, known) {
      const shape = shapeOf(resource, known, draft.project);
      const pointing = earlierShapes(resource, known, draft.project);
      const stamp = String(facts.now.getTime());
      const migration = addMigration(
        draft,
        shape,
        stamp,
        migrationValues(shape, engine, olderThan(facts, pointing, draft)),
        facts,
      );
      registerAll(draft, [
        [
          dataSource('entities'),
          { symbol: shape.names.pascal, as: shape.local, from: `${shape.module}.entity` },
        ],
        ...(migration === undefined ? [] : [[dataSource('migrations'), migration] as const]),
      ]);
      addInverses(draft, shape);
    },
    inverseSides(draft, resource, known) {
      addInverses(draft, shapeOf(resource, known, draft.project));
    },
    changedTables(draft, changes) {
      const shapes = changes.changed.map((change) => changedShapes(change, changes));
      const removed = removedShapes(changes);
      const purged = { up: purges(changes, 'up'), down: purges(changes, 'down') };
      const values = changedTablesValues(shapes, removed, purged, engine);
      if (values === undefined) return;
      const migration = changedTablesMigration(shapes, removed, facts.now);
      draft.render('persistence/typeorm/changed-tables', { ...values, ...migration });
      register(draft, dataSource('migrations'), { symbol: migration.migration, from: migration.from });
      for (const note of values.notes) draft.note(note);
    },
  };
}

/** The migration of a table, unless another one makes it already. */
function addMigration(
  draft: Draft,
  shape: Shape,
  stamp: string,
  values: ReturnType<typeof migrationValues>,
  { tables }: Facts,
): Exported | undefined {
  const symbol = `Create${shape.names.plural.pascal}${stamp}`;
  const from = `src/database/migrations/${stamp}-create-${shape.names.plural.kebab}`;
  const maker = tables?.get(shape.table);
  if (maker !== undefined && !draft.project.has(`${from}.ts`)) {
    draft.note(`${maker} makes the table ${shape.table}, so no migration was written for it.`);
    return undefined;
  }
  draft.render('persistence/typeorm/migration', {
    ...commonValues(shape),
    ...values,
    stamp,
    migration: symbol,
  });
  return { symbol, from };
}

/** Of resources that point at this one, those whose tables are older: a table that is made again after others is theirs to point at. */
function olderThan({ now }: Facts, pointing: readonly Shape[], { project }: Draft): readonly Shape[] {
  if (pointing.length === 0) return pointing;
  const history = migrationHistory(project);
  return pointing.filter(({ resource }) => (history.of(resource)?.getTime() ?? 0) < now.getTime());
}

function inversesFrom(shapes: readonly Shape[], target: string): InverseSide[] {
  return shapes.flatMap((shape) =>
    inversesOf(shape)
      .filter(({ to }) => to.entity === target)
      .map(({ inverse }) => inverse),
  );
}

interface Side {
  readonly to: RelationTarget;
  readonly inverse: InverseSide;
}

/** The far sides that a resource's own relations ask for. */
function inversesOf({ names, module, belongsTo, manyToMany }: Shape): Side[] {
  const side = (
    kind: InverseSide['kind'],
    name: string | undefined,
    foreign: string,
    to: RelationTarget,
  ): Side[] =>
    name === undefined
      ? []
      : [{ to, inverse: { kind, name, entity: names.pascal, module: `${module}.entity`, foreign } }];
  return [
    ...belongsTo.flatMap((field) =>
      side(field.unique ? 'hasOne' : 'hasMany', field.inverse, field.name, field.to),
    ),
    ...manyToMany.flatMap((field) => side('manyToMany', field.inverse, field.name, field.to)),
  ];
}

function addInverses(draft: Draft, shape: Shape): void {
  for (const { to, inverse } of inversesOf(shape)) {
    if (to.later) continue;
    const path = `${to.module}.ts`;
    const local = inverse.entity === to.entity ? to.entity : importedAs(inverse.entity);
    const values = inverseSideValues(inverse, to.entity, local);
    const source = brokenMember(draft.text('persistence/typeorm/partials/inverse-side', values));
    const what = `add the inverse side ${to.entity}.${inverse.name}`;
    const sheet = draft.sheet(path);
    if (sheet === undefined) {
      draft.edit(path, what, (text) => withInverse(text, path, to.entity, inverse, source));
      continue;
    }
    const taken = putSide(sheet, path, to.entity, inverse);
    if (taken === undefined) continue;
    const snippet = `${taken.statement}\n${source}`;
    draft.manual({ path, what, reason: taken.reason, snippet });
  }
}

function withInverse(
  text: string,
  path: string,
  entity: string,
  inverse: InverseSide,
  source: string,
): Outcome {
  const member = addMember(text, path, { name: entity }, { name: inverse.name, source });
  if (member.kind !== 'edited') return member;
  const decorator = inverseDecorators[inverse.kind];
  const imports = [
    { symbol: decorator, as: ormName(decorator, entity), from: 'typeorm' },
    { symbol: 'Relation', as: ormName('Relation', entity), from: 'typeorm', typeOnly: true },
    ...(inverse.entity === entity
      ? []
      : [
          {
            symbol: inverse.entity,
            as: importedAs(inverse.entity),
            from: relativeSpecifier(path, inverse.module),
            typeOnly: true,
          },
        ]),
  ];
  let result = member.text;
  for (const named of imports) {
    const outcome = addImport(result, path, named);
    if (outcome.kind === 'manual') return manual(outcome.reason, `${outcome.snippet}\n${source}`);
    if (outcome.kind === 'edited') result = outcome.text;
  }
  return edited(result);
}
