import { ImportBlock } from '../../resource/import-block.js';
import { stringLiteral } from '../../resource/literal.js';
import type { ScalarField } from '../../resource/model.js';
import type { BelongsToShape, RelationTarget, Shape } from '../../resource/shape.js';
import { zodFields } from './zod-fields.js';

/** What the schema template prints. */
export interface SchemaValues {
  readonly schemaImports: string;
  /** `title: z.string()…`, one per field a request may set. */
  readonly inputs: string;
  readonly createFields: string;
  /** What a row of the same resource shows of another one it points at; empty without such a relation. */
  readonly selfSummary: string;
  readonly viewFields: string;
  readonly listOptions: string;
  /** The schema of `?include=` on one row, if there is anything to include. */
  readonly itemQuery: string;
}

interface InputField {
  readonly name: string;
  readonly schema: string;
  /** What is added when a whole row is given, so that a missing field has its value. */
  readonly whenAbsent: string;
}

export function schemaValues(shape: Shape): SchemaValues {
  const inputs = inputFields(shape);
  const text = { inputs: inputs.map((field) => `${field.name}: ${field.schema}`).join(',\n') };
  const view = viewFields(shape);
  const list = listOptions(shape);
  const item = shape.include.length > 0 ? `includeQueryOf([${quotedNames(shape.include)}])` : '';
  const used = [text.inputs, view, list, item].join('\n');
  return {
    ...text,
    schemaImports: imports(shape, used).toString(),
    createFields: createFields(inputs),
    selfSummary: selfSummary(shape),
    viewFields: view,
    listOptions: list,
    itemQuery: item === '' ? '' : `export const ${shape.names.camel}Query = ${item};`,
  };
}

/** A whole row may leave out what has a value without being named. */
function createFields(inputs: readonly InputField[]): string {
  const absent = inputs.filter((field) => field.whenAbsent !== '');
  if (absent.length === 0) return 'fields';
  return `{ ...fields, ${absent.map(({ name, whenAbsent }) => `${name}: fields.${name}${whenAbsent}`).join(', ')} }`;
}

function inputFields(shape: Shape): InputField[] {
  return [
    ...shape.writable.map((field) => ({
      name: field.name,
      schema: `${zodFields[field.type].body(field)}${field.optional ? '.nullable()' : ''}`,
      whenAbsent: whenAbsent(field),
    })),
    ...shape.settable.map((field) => ({
      name: field.key,
      schema: `z.uuid().toLowerCase()${field.optional ? '.nullable()' : ''}`,
      whenAbsent: field.optional ? '.default(null)' : '',
    })),
    ...shape.manyToMany.map((field) => ({
      name: field.key,
      schema: 'relatedIds',
      whenAbsent: '.default([])',
    })),
  ];
}

function whenAbsent(field: ScalarField): string {
  const { default: value, type } = field;
  if (value === undefined) return field.optional ? '.default(null)' : '';
  if (type === 'datetime')
    return value === 'now'
      ? '.optional().transform((value) => value ?? new Date())'
      : `.prefault(${stringLiteral(String(value))})`;
  if (type === 'json') return `.default(${JSON.stringify(JSON.parse(String(value)))})`;
  return typeof value === 'string' ? `.prefault(${stringLiteral(value)})` : `.default(${String(value)})`;
}

function viewFields(shape: Shape): string {
  return [
    'id: z.uuid()',
    ...shape.visible.map(
      (field) => `${field.name}: ${zodFields[field.type].view(field)}${field.optional ? '.nullable()' : ''}`,
    ),
    ...shape.belongsTo.flatMap((field) => [
      `${field.key}: z.uuid()${field.optional ? '.nullable()' : ''}`,
      ...(shape.include.includes(field.name)
        ? [
            `${field.name}: ${relatedSchema(shape, field.to)}${field.optional ? '.nullable()' : ''}.optional()`,
          ]
        : []),
    ]),
    ...shape.manyToMany.flatMap((field) => [
      `${field.key}: z.array(z.uuid())`,
      ...(shape.include.includes(field.name)
        ? [`${field.name}: z.array(${relatedSchema(shape, field.to)}).optional()`]
        : []),
    ]),
    'createdAt: z.iso.datetime()',
    'updatedAt: z.iso.datetime()',
  ].join(',\n');
}

/** A row within a row of its own kind, without relations: one level, not a tree without end. */
function selfSummary(shape: Shape): string {
  const { pascal, camel } = shape.names;
  const shown = [...shape.belongsTo, ...shape.manyToMany].some(
    ({ name, to }) => to.entity === pascal && shape.include.includes(name),
  );
  if (!shown) return '';
  const plain = viewFields({ ...shape, include: [] });
  return `const ${camel}Fields = z.object({\n${plain},\n}).meta({ id: '${pascal}Summary' });`;
}

/** A cursor holds the values of the keys; a very long text has no place in a query string. */
const isSortable = (field: ScalarField): boolean =>
  zodFields[field.type].sorts && (field.type !== 'string' || Number(field.max ?? 0) <= 2048);

function listOptions(shape: Shape): string {
  const sort = [...shape.visible.filter(isSortable).map((field) => field.name), 'createdAt', 'updatedAt'];
  const filters = [
    ...shape.visible.flatMap((field) => filterOf(field)),
    ...shape.belongsTo.map((field: BelongsToShape) => `${field.key}: uuidFilter`),
    "...range('createdAt', datetimeFilter)",
    "...range('updatedAt', datetimeFilter)",
  ];
  return [
    `sort: [${quotedNames(sort)}]`,
    ...(shape.scalars.some((field) => field.searchable) ? ['search: true'] : []),
    ...(shape.include.length > 0 ? [`include: [${quotedNames(shape.include)}]`] : []),
    `filters: {\n${filters.join(',\n')},\n}`,
  ].join(',\n');
}

function filterOf(field: ScalarField): string[] {
  const { filter, bounds } = zodFields[field.type];
  if (!filter) return [];
  return [bounds ? `...range('${field.name}', ${filter(field)})` : `${field.name}: ${filter(field)}`];
}

/** A related row in an answer: the user as a summary; this same resource without end is not possible, so by a plain object. */
function relatedSchema(shape: Shape, to: RelationTarget): string {
  if (to.isUser) return 'userSummarySchema';
  return to.entity === shape.names.pascal ? `${to.names.camel}Fields` : `${to.names.camel}Schema`;
}

const filterNames = [
  'bigintFilter',
  'booleanFilter',
  'dateFilter',
  'datetimeFilter',
  'decimalFilter',
  'integerFilter',
  'numberFilter',
  'range',
  'textFilter',
  'uuidFilter',
];
const fieldNames = ['bigintText', 'dayText', 'decimalText', 'instant', 'jsonDocument', 'relatedIds'];

function imports(shape: Shape, used: string): ImportBlock {
  const named = (names: readonly string[]): string[] =>
    names.filter((name) => new RegExp(`\\b${name}\\b`).test(used));
  const block = new ImportBlock(`${shape.module}.schema.ts`)
    .value('zod', 'z')
    .value('src/paging/filters', ...named(filterNames))
    .value('src/paging/list-query', 'listQueryOf', ...named(['includeQueryOf']))
    .value('src/paging/page.schema', 'pageOf');
  if (named(fieldNames).length > 0) block.value('src/fields', ...named(fieldNames));
  for (const { to, name } of [...shape.belongsTo, ...shape.manyToMany]) {
    if (!shape.include.includes(name) || to.entity === shape.names.pascal) continue;
    block.value(`${to.stem}.schema`, relatedSchema(shape, to));
  }
  return block;
}

const quotedNames = (names: readonly string[]): string => names.map((name) => `'${name}'`).join(', ');
