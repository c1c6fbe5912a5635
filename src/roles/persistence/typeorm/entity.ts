import { ImportBlock } from '../../../resource/import-block.js';
import type { ScalarField } from '../../../resource/model.js';
import type {
  BelongsToShape,
  HasShape,
  ManyToManyShape,
  RelationTarget,
  Shape,
} from '../../../resource/shape.js';
import { defaultOption } from './default-value.js';
import type { Engine } from '../engines.js';
import { valueTypes } from './types.js';
import { enumCheckOf, isUnique, uniqueIndexOf } from './uniqueness.js';

/** What the entity template prints: whole lines, in the order of the resource's fields. */
export interface EntityValues {
  readonly imports: string;
  readonly decorators: string;
  readonly members: string;
}

const onDeleteOf = { cascade: 'CASCADE', restrict: 'RESTRICT', setNull: 'SET NULL' } as const;

/** @param inverses far sides of relations that point here from entities written before this one. */
export function entityValues(shape: Shape, engine: Engine, inverses: readonly Inverse[]): EntityValues {
  const imports = new ImportBlock(`${shape.module}.entity.ts`).value(
    'typeorm',
    'Column',
    'CreateDateColumn',
    'Entity',
    'Index',
    'PrimaryGeneratedColumn',
    'UpdateDateColumn',
  );
  const members = [
    ...shape.scalars.map((field) => column(shape, field, engine)),
    ...shape.belongsTo.map((field) => belongsTo(shape, field, imports)),
    ...shape.manyToMany.map((field) => manyToMany(shape, field, imports)),
    ...shape.has.map((field) => inverse(inverseOf(field), imports)),
    ...inverses
      .filter((side) => !shape.has.some((field) => field.name === side.name))
      .map((side) => inverse(side, imports)),
  ];
  if (shape.softDelete) imports.value('typeorm', 'DeleteDateColumn');
  if (shape.scalars.some((field) => field.type === 'enum')) imports.value('typeorm', 'Check');
  return {
    imports: imports.toString(),
    decorators: decorators(shape).join('\n'),
    members: members.join('\n\n'),
  };
}

function decorators(shape: Shape): string[] {
  return [
    `@Entity('${shape.table}')`,
    `@Index(['createdAt', 'id'])`,
    ...shape.scalars.flatMap((field) => {
      const index = uniqueIndexOf(shape, field);
      return index ? [`@Index('${index.name}', { synchronize: false })`] : [];
    }),
    ...shape.scalars.flatMap((field) => {
      const check = enumCheckOf(shape, field);
      return check ? [`@Check('${check.name}', \`${check.expression}\`)`] : [];
    }),
  ];
}

function column(shape: Shape, field: ScalarField, engine: Engine): string {
  const unique = isUnique(field) && !uniqueIndexOf(shape, field);
  const options = [
    engine.columns[field.type](field).options,
    ...(field.optional ? ['nullable: true'] : []),
    ...(unique ? ['unique: true'] : []),
    ...defaultOption(field),
  ].join(', ');
  return [
    ...(field.index && !isUnique(field) ? ['@Index()'] : []),
    `@Column({ ${options} })`,
    `${field.name}!: ${typeOf(field)}${field.optional ? ' | null' : ''};`,
  ].join('\n');
}

function typeOf(field: ScalarField): string {
  if (field.type !== 'enum') return valueTypes[field.type];
  return (field.values ?? []).map((value) => `'${value}'`).join(' | ');
}

function belongsTo(shape: Shape, field: BelongsToShape, imports: ImportBlock): string {
  const decorator = field.unique ? 'OneToOne' : 'ManyToOne';
  imports.value('typeorm', decorator).type('typeorm', 'Relation');
  if (field.unique) imports.value('typeorm', 'JoinColumn');
  const target = reference(shape, field.to, imports);
  const options = `{ nullable: ${field.optional}, onDelete: '${onDeleteOf[field.onDelete]}' }`;
  return [
    ...(field.unique ? [] : ['@Index()']),
    `@Column({ type: 'uuid'${field.optional ? ', nullable: true' : ''} })`,
    `${field.key}!: string${field.optional ? ' | null' : ''};`,
    '',
    `@${decorator}(${target}, ${options})`,
    ...(field.unique ? ['@JoinColumn()'] : []),
    `${field.name}?: Relation<${field.target}>${field.optional ? ' | null' : ''};`,
  ].join('\n');
}

/** The class a relation points at; by name where it is written later, so that no two entities import each other's classes. */
function reference(shape: Shape, to: RelationTarget, imports: ImportBlock): string {
  if (to.later) {
    imports.type(to.module, to.entity);
    return `'${to.entity}'`;
  }
  if (to.entity !== shape.names.pascal) imports.value(to.module, to.entity);
  return `() => ${to.entity}`;
}

function manyToMany(shape: Shape, field: ManyToManyShape, imports: ImportBlock): string {
  imports.value('typeorm', 'JoinTable', 'ManyToMany').type('typeorm', 'Relation');
  return [
    `@ManyToMany(${reference(shape, field.to, imports)})`,
    `@JoinTable({ name: '${field.joinTable}', joinColumn: { name: '${field.ownColumn}' }, inverseJoinColumn: { name: '${field.otherColumn}' } })`,
    `${field.name}!: Relation<${field.target}[]>;`,
  ].join('\n');
}

function inverse(side: Inverse, imports: ImportBlock): string {
  imports
    .value('typeorm', inverseDecorators[side.kind])
    .type('typeorm', 'Relation')
    .type(side.module, side.entity);
  return inverseMember(side);
}

/** The far side of a relation: a property of the entity that is pointed at. */
export interface Inverse {
  readonly kind: 'hasMany' | 'hasOne' | 'manyToMany';
  readonly name: string;
  /** The entity that points, its module, and its property. */
  readonly entity: string;
  readonly module: string;
  readonly foreign: string;
}

const inverseOf = ({ kind, name, target, foreign, to }: HasShape): Inverse => ({
  kind,
  name,
  entity: target,
  module: to.module,
  foreign,
});

export const inverseDecorators = {
  hasMany: 'OneToMany',
  hasOne: 'OneToOne',
  manyToMany: 'ManyToMany',
} as const;

/**
 * It names the other entity by a string and imports only its type: two entity modules that import each other's classes would depend on
 * the order they are loaded in.
 */
export function inverseMember({ kind, name, entity, foreign }: Inverse): string {
  const type = kind === 'hasOne' ? `Relation<${entity}> | null` : `Relation<${entity}[]>`;
  return `@${inverseDecorators[kind]}('${entity}', '${foreign}')\n${name}?: ${type};`;
}
