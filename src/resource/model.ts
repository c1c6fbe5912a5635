import type { FieldLists } from './field-lists.js';

/** The types of a field, as product and docs name them. */
export const scalarTypes = [
  'string',
  'text',
  'email',
  'url',
  'uuid',
  'slug',
  'integer',
  'bigint',
  'float',
  'decimal',
  'boolean',
  'date',
  'datetime',
  'time',
  'json',
  'enum',
] as const;
export type ScalarType = (typeof scalarTypes)[number];

export const accessLevels = [
  'public',
  'read',
  'authenticated',
  'owner',
  'private',
  'admin',
  'internal',
] as const;
/** Who may do what: see docs/resources.md. */
export type Access = (typeof accessLevels)[number];

/** What the API can do with the rows of a resource, as operation ids begin; in the order of a list of them. */
export const operations = ['list', 'get', 'create', 'replace', 'update', 'delete'] as const;
export type Operation = (typeof operations)[number];

/** Who may do an action, from the most people to the fewest: an owner or an admin may be somebody whose role has the permission, too. */
export const actionDoers = ['public', 'authenticated', 'owner', 'admin'] as const;
export type ActionDoer = (typeof actionDoers)[number];

/** The states that an action takes a row from, and the one it takes it to: values of an enum. */
export interface Transition {
  readonly field: string;
  readonly from: readonly string[];
  readonly to: string;
}

/** What is done with a row beside the operations: `POST /posts/{id}/publish`. */
export interface Action {
  /** camelCase. */
  readonly name: string;
  readonly by: ActionDoer;
  /** Absent where it leaves the state alone. */
  readonly transition?: Transition;
  /** What a request sends; empty where it has no body. */
  readonly body: readonly ScalarField[];
}

/** What happens to a row when the one that it points at goes. */
export const deletionRules = ['cascade', 'restrict', 'setNull'] as const;
export type OnDelete = (typeof deletionRules)[number];

/** A column of the resource's own. Every flag but `lookup` is present, so that no reader needs to know a default. */
export interface ScalarField {
  readonly kind: 'scalar';
  readonly name: string;
  readonly type: ScalarType;
  readonly optional: boolean;
  readonly unique: boolean;
  readonly index: boolean;
  readonly searchable: boolean;
  /** Whether lists may be sorted by it. */
  readonly sortable: boolean;
  /** A row is found by its value: `GET /posts/by-slug/{slug}`. Only where it is. */
  readonly lookup?: true;
  /** Never in a response. */
  readonly hidden: boolean;
  /** Never taken from a request. */
  readonly readonly: boolean;
  /** Already of the column's JSON type; for json the text is parsed; for datetime `now` means the time of the insert. */
  readonly default?: string | number | boolean;
  /** Length for strings, value for numbers (as text for bigint and decimal), a day, an instant or a time of day for dates and times. */
  readonly min?: number | string;
  readonly max?: number | string;
  /** A regular expression without slashes, for the whole value. */
  readonly pattern?: string;
  /** decimal only: total digits and digits after the point. */
  readonly precision?: number;
  readonly scale?: number;
  /** enum only. */
  readonly values?: readonly string[];
  /** slug only: the field it is made from. */
  readonly source?: string;
  /** What the API document says of it; one line. */
  readonly description?: string;
}

/** A foreign key on this table: `author` gives the column `author_id` and `authorId` in JSON. `unique` makes it one-to-one. */
export interface BelongsTo {
  readonly kind: 'belongsTo';
  readonly name: string;
  readonly target: string;
  readonly optional: boolean;
  readonly unique: boolean;
  readonly onDelete: OnDelete;
  /** The name of the other side's property, if it is to have one. */
  readonly inverse?: string;
  /** The server sets it to the acting user. */
  readonly owner: boolean;
}

/** A join table owned by this side: `tags` gives `tagIds` in JSON. */
export interface ManyToMany {
  readonly kind: 'manyToMany';
  readonly name: string;
  readonly target: string;
  readonly inverse?: string;
}

/** The far side of a foreign key: no column here. `foreign` is the belongsTo field of the target. */
export interface HasRelation {
  readonly kind: 'hasMany' | 'hasOne';
  readonly name: string;
  readonly target: string;
  readonly foreign: string;
}

export type Field = ScalarField | BelongsTo | ManyToMany | HasRelation;

/**
 * Which rows everybody sees who may read the resource; the others are seen by their owner, and by who may read all of them. The field is
 * a boolean, an enum or a datetime. A datetime has no values: its rows are visible from that time on.
 */
export interface VisibleWhen {
  readonly field: string;
  /** What the field has to be: `true` of a boolean, some of the values of an enum. */
  readonly values?: readonly string[];
}

/** How two fields may stand to each other; `>` and `>=` are these from the other side. */
export const comparisons = ['<', '<=', '!='] as const;

/** What holds between two fields of a row, unless one of them is null. */
export interface FieldCheck {
  readonly field: string;
  readonly operator: (typeof comparisons)[number];
  readonly other: string;
}

/**
 * A resource after every check: names are valid, relations point at entities that exist, both sides of a relation agree (a hasMany or
 * hasOne has its belongsTo on the target, with `inverse` naming it back), exactly one belongsTo is marked `owner` where the access
 * level asks for an owner.
 */
export interface Resource extends FieldLists {
  /** PascalCase, singular. */
  readonly name: string;
  /** PascalCase; only where it is not the one that English has. */
  readonly plural?: string;
  /** Of its rows in the API; only where it is not called as the plural is. */
  readonly path?: string;
  /** What the API document says of its rows; one line. */
  readonly description?: string;
  readonly access: Access;
  /** In the order of `operations`; only where some are left out. */
  readonly operations?: readonly Operation[];
  /** Which rows everybody sees who may read the resource; absent where all of them. */
  readonly visible?: VisibleWhen;
  readonly softDelete: boolean;
  readonly tests: boolean;
  readonly fields: readonly Field[];
  /** What holds between two of its fields; only where there are some. */
  readonly checks?: readonly FieldCheck[];
  /** In the order in which they were added; only where there are some. */
  readonly actions?: readonly Action[];
}

/** An entity of the project that resources may point at. */
export interface KnownEntity {
  readonly name: string;
  readonly table: string;
  /** Project-relative path of the file with the class. */
  readonly path: string;
  /** The resource as the manifest remembers it; absent for an entity Plinth did not write. */
  readonly resource?: Resource;
  /** What the people of a project have added to the user entity, in the form of a resource: columns of its own and no relation. */
  readonly profile?: Resource;
  /** True for the entity that signs in. */
  readonly isUser: boolean;
}
