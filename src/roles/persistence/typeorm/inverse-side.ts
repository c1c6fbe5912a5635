import { ormName } from '../../../resource/shape/imported-names.js';
import type { OrmSymbol } from './orm-names.js';

/** The far side of a relation: a property of the entity that is pointed at. */
export interface InverseSide {
  readonly kind: 'hasMany' | 'hasOne' | 'manyToMany';
  readonly name: string;
  /** The entity that points, its module, and its property. */
  readonly entity: string;
  readonly module: string;
  readonly foreign: string;
}

export const inverseDecorators = {
  hasMany: 'OneToMany',
  hasOne: 'OneToOne',
  manyToMany: 'ManyToMany',
} as const satisfies Record<InverseSide['kind'], OrmSymbol>;

/**
 * What the template of an inverse side prints. It names the other entity by a string and imports only its type: two entity modules that
 * import each other's classes would depend on the order they are loaded in.
 * @param own the class it is a property of.
 * @param local what the other class is called in that file.
 */
export function inverseSideValues({ kind, name, entity, foreign }: InverseSide, own: string, local: string) {
  return {
    decorator: ormName(inverseDecorators[kind], own),
    Relation: ormName('Relation', own),
    target: entity,
    Target: local,
    property: name,
    foreign,
    isMany: kind !== 'hasOne',
  };
}
