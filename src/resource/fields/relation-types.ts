import type { ModifierName } from './modifiers.js';

export const relationTypes = ['belongsTo', 'hasMany', 'hasOne', 'manyToMany'] as const;
export type RelationType = (typeof relationTypes)[number];

/** Whether a field holds the key, or the join table. */
export const isOwning = <Field extends { readonly kind: string }>(
  field: Field,
): field is Extract<Field, { readonly kind: 'belongsTo' | 'manyToMany' }> =>
  field.kind === 'belongsTo' || field.kind === 'manyToMany';

/** Whether a field is the other side of a relation whose key another resource holds. */
export const isFar = <Field extends { readonly kind: string }>(
  field: Field,
): field is Extract<Field, { readonly kind: 'hasMany' | 'hasOne' }> =>
  field.kind === 'hasMany' || field.kind === 'hasOne';

/** How a relation is written, as `types/definition.ts` has it of a column. */
export interface RelationWords {
  readonly about: string;
  readonly synonyms: readonly string[];
  readonly modifiers: readonly ModifierName[];
  readonly reasons?: Readonly<Partial<Record<ModifierName, string>>>;
}

/** The document has the other resource with a description of its own. */
const description = ', its resource can be described';

export const relationWords: Readonly<Record<RelationType, RelationWords>> = {
  belongsTo: {
    about: 'a foreign key to another entity: belongsTo=User',
    synonyms: ['ref', 'reference', 'references', 'manytoone'],
    modifiers: ['optional', 'unique', 'onDelete', 'inverse', 'owner'],
    reasons: { index: ', its foreign key has an index always', description },
  },
  hasMany: {
    about: 'the other side of a belongsTo: hasMany=Comment',
    synonyms: ['onetomany'],
    modifiers: ['optional', 'onDelete', 'inverse'],
    reasons: { description },
  },
  hasOne: {
    about: 'the other side of a one-to-one: hasOne=Profile',
    synonyms: ['onetoone'],
    modifiers: ['optional', 'onDelete', 'inverse'],
    reasons: { description },
  },
  manyToMany: {
    about: 'a join table, owned by this side, up to 1000 ids a row: manyToMany=Tag',
    synonyms: ['habtm'],
    modifiers: ['inverse'],
    reasons: { optional: ', it may be empty always', description },
  },
};
