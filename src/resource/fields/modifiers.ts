import { type ScalarType, scalarTypes } from '../model.js';

export const relationTypes = ['belongsTo', 'hasMany', 'hasOne', 'manyToMany'] as const;
export type RelationType = (typeof relationTypes)[number];
export type FieldType = ScalarType | RelationType;
export const fieldTypes: readonly FieldType[] = [...scalarTypes, ...relationTypes];

/** Modifiers that stand alone, and those that need `=value`. */
export const flags = [
  'optional',
  'unique',
  'index',
  'searchable',
  'sortable',
  'hidden',
  'readonly',
  'owner',
] as const;
/** Flags that Plinth assumes or asks for where nothing is said, and that may be denied: when, for `=false`. */
export const deniable: Readonly<Partial<Record<ModifierName, string>>> = {
  hidden: 'a field that is no secret',
  sortable: 'a field that no list is sorted by',
  owner: 'a relation that requests set',
};
export const settings = [
  'default',
  'min',
  'max',
  'pattern',
  'precision',
  'scale',
  'onDelete',
  'inverse',
] as const;
export type Flag = (typeof flags)[number];
export type Setting = (typeof settings)[number];
export type ModifierName = Flag | Setting;
export const modifierNames: readonly ModifierName[] = [...flags, ...settings];

const every = ['optional', 'hidden', 'readonly', 'default'] as const;
const key = ['unique', 'index', 'sortable'] as const;
const range = ['min', 'max'] as const;

/** What may follow each type: the whole truth, from which the messages and the documentation's table are checked. */
export const modifiersOf: Readonly<Record<FieldType, readonly ModifierName[]>> = {
  string: [...every, ...key, ...range, 'pattern', 'searchable'],
  text: [...every, ...range, 'pattern', 'searchable'],
  email: [...every, ...key, 'max', 'searchable'],
  url: [...every, ...key, 'max', 'searchable'],
  uuid: [...every, ...key],
  slug: ['unique', 'readonly', 'searchable', 'sortable'],
  integer: [...every, ...key, ...range],
  bigint: [...every, ...key, ...range],
  float: [...every, ...key, ...range],
  decimal: [...every, ...key, ...range, 'precision', 'scale'],
  boolean: [...every, 'index', 'sortable'],
  date: [...every, ...key, ...range],
  datetime: [...every, ...key, ...range],
  json: [...every],
  enum: [...every, 'index', 'sortable'],
  belongsTo: ['optional', 'unique', 'onDelete', 'inverse', 'owner'],
  hasMany: ['optional', 'onDelete', 'inverse'],
  hasOne: ['optional', 'onDelete', 'inverse'],
  manyToMany: ['inverse'],
};

/** Words people bring from elsewhere, and what they are called here. */
export const typeSynonyms: Readonly<Record<string, FieldType>> = {
  str: 'string',
  varchar: 'string',
  char: 'string',
  int: 'integer',
  number: 'integer',
  bool: 'boolean',
  double: 'float',
  real: 'float',
  money: 'decimal',
  numeric: 'decimal',
  timestamp: 'datetime',
  timestamptz: 'datetime',
  jsonb: 'json',
  object: 'json',
  link: 'url',
  uri: 'url',
  guid: 'uuid',
  long: 'bigint',
  ref: 'belongsTo',
  reference: 'belongsTo',
  references: 'belongsTo',
  manytoone: 'belongsTo',
  onetomany: 'hasMany',
  onetoone: 'hasOne',
  habtm: 'manyToMany',
};

export const modifierSynonyms: Readonly<Record<string, ModifierName>> = {
  null: 'optional',
  nullable: 'optional',
  uniq: 'unique',
  indexed: 'index',
  search: 'searchable',
  sort: 'sortable',
  sorted: 'sortable',
  orderable: 'sortable',
  minlength: 'min',
  maxlength: 'max',
  length: 'max',
  regex: 'pattern',
  match: 'pattern',
  private: 'hidden',
  secret: 'hidden',
  immutable: 'readonly',
  cascade: 'onDelete',
  mappedby: 'inverse',
  inversedby: 'inverse',
};

/** The modifiers of a field by name, each allowed for its type and given once; a flag has the value ''. */
export type Given = ReadonlyMap<ModifierName, string>;
