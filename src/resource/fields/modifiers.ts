/** Modifiers that stand alone, and those that need `=value`. */
export const flags = [
  'optional',
  'unique',
  'index',
  'searchable',
  'sortable',
  'lookup',
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
  'description',
] as const;
export type Flag = (typeof flags)[number];
export type Setting = (typeof settings)[number];
export type ModifierName = Flag | Setting;
export const modifierNames: readonly ModifierName[] = [...flags, ...settings];

/** Words people bring from elsewhere, and what they are called here. */
export const modifierSynonyms: Readonly<Record<string, ModifierName>> = {
  null: 'optional',
  nullable: 'optional',
  uniq: 'unique',
  indexed: 'index',
  search: 'searchable',
  sort: 'sortable',
  sorted: 'sortable',
  orderable: 'sortable',
  findby: 'lookup',
  getby: 'lookup',
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
  desc: 'description',
  describe: 'description',
  comment: 'description',
};

/** The modifiers of a field by name, each allowed for its type and given once; a flag has the value ''. */
export type Given = ReadonlyMap<ModifierName, string>;
