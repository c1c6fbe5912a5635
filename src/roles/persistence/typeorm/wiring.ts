import type { Draft } from '../../../core/draft.js';
import { edited, manual, type Outcome } from '../../../core/outcome.js';
import { addMember } from '../../../edits/class.js';
import { addImport, relativeSpecifier } from '../../../edits/import.js';
import type { KnownEntity, Resource } from '../../../resource/model.js';
import { commonValues, shapeOf, type RelationTarget, type Shape } from '../../../resource/shape.js';
import type { Exported } from '../../http/contract.js';
import { register, registerAll, type ListPlace } from '../../registration.js';
import type { Facts } from '../../tools.js';
import type { PersistenceRole } from '../contract.js';
import { engines, type EngineId } from '../engines.js';
import { entityValues, inverseDecorators, inverseMember, type Inverse } from './entity.js';
import { migrationValues } from './migration.js';
import { repositoryValues } from './repository.js';

const dataSource = (option: 'entities' | 'migrations'): ListPlace => ({
  usual: 'src/database/data-source.ts',
  mark: /\bnew\s+DataSource\s*\(/,
  anchors: [{ kind: 'option', callee: 'DataSource', option }],
  what: `the ${option} of the data source`,
});

/** TypeORM: entities, migrations and repositories, known to the project's data source. */
export default function typeorm(facts: Facts): PersistenceRole {
  const engine = engines[facts.database as EngineId];
  const entity = (draft: Draft, exported: Exported): void =>
    register(draft, dataSource('entities'), exported);
  const migration = (draft: Draft, exported: Exported): void =>
    register(draft, dataSource('migrations'), exported);

  return {
    id: 'typeorm',
    entity,
    migration,
    resource(draft, resource, known, http) {
      const shape = shapeOf(resource, known, draft.project);
      const earlier = earlierShapes(draft, resource, known);
      const stamp = String(facts.now.getTime());
      const migrationClass = `Create${shape.names.plural.pascal}${stamp}`;
      const { up, down } = migrationValues(shape, engine, earlier);
      draft.render('persistence/typeorm/resource', {
        ...commonValues(shape),
        ...entityValues(shape, engine, inversesFrom(earlier, resource.name)),
        ...repositoryValues(shape, http),
        deletedAt: shape.softDelete
          ? "\n@DeleteDateColumn({ type: 'timestamptz', precision: 3 })\ndeletedAt!: Date | null;"
          : '',
        stamp,
        migration: migrationClass,
        up: up.map(statement).join('\n'),
        down: down.map(statement).join('\n'),
      });
      const migrationFile = `src/database/migrations/${stamp}-create-${shape.names.plural.kebab}`;
      registerAll(draft, [
        [dataSource('entities'), { symbol: shape.names.pascal, from: `${shape.module}.entity` }],
        [dataSource('migrations'), { symbol: migrationClass, from: migrationFile }],
      ]);
      addInverses(draft, shape);
    },
  };
}

const statement = (sql: string): string => `await queryRunner.query(\`${sql}\`);`;

/** Resources whose files stand already and that point at this one: their relations have been waiting for it. */
function earlierShapes(
  draft: Draft,
  resource: Resource,
  known: ReadonlyMap<string, KnownEntity>,
): readonly Shape[] {
  return [...known.values()].flatMap((entity) => {
    const other = entity.resource;
    if (!other || other.name === resource.name) return [];
    const points = other.fields.some(
      (field) => isOwning(field.kind) && 'target' in field && field.target === resource.name,
    );
    return points && draft.project.has(entity.path) ? [shapeOf(other, known, draft.project)] : [];
  });
}

const isOwning = (kind: string): boolean => kind === 'belongsTo' || kind === 'manyToMany';

function inversesFrom(shapes: readonly Shape[], target: string): Inverse[] {
  return shapes.flatMap((shape) =>
    inversesOf(shape)
      .filter(({ to }) => to.entity === target)
      .map(({ inverse }) => inverse),
  );
}

interface Side {
  readonly to: RelationTarget;
  readonly inverse: Inverse;
}

/** The far sides that a resource's own relations ask for. */
function inversesOf({ names, module, belongsTo, manyToMany }: Shape): Side[] {
  const side = (
    kind: Inverse['kind'],
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
    draft.edit(path, `add the inverse side ${to.entity}.${inverse.name}`, (text) =>
      withInverse(text, path, to.entity, inverse),
    );
  }
}

function withInverse(text: string, path: string, entity: string, inverse: Inverse): Outcome {
  const isSelf = inverse.entity === entity;
  const source = inverseMember(inverse);
  const member = addMember(text, path, { name: entity }, { name: inverse.name, source });
  if (member.kind !== 'edited') return member;
  const imports = [
    { symbol: inverseDecorators[inverse.kind], from: 'typeorm' },
    { symbol: 'Relation', from: 'typeorm', typeOnly: true },
    ...(isSelf
      ? []
      : [{ symbol: inverse.entity, from: relativeSpecifier(path, inverse.module), typeOnly: true }]),
  ];
  let result = member.text;
  for (const named of imports) {
    const outcome = addImport(result, path, named);
    if (outcome.kind === 'manual') return manual(outcome.reason, `${outcome.snippet}\n${source}`);
    if (outcome.kind === 'edited') result = outcome.text;
  }
  return edited(result);
}
