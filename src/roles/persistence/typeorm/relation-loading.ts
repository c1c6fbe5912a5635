import type { BelongsToShape, ManyToManyShape, RelationTarget, Shape } from '../../../resource/shape.js';

/** To-one relations that come in the row's own statement, where they are asked for. */
export const joined = (shape: Shape): readonly BelongsToShape[] =>
  shape.belongsTo.filter(({ name }) => shape.include.includes(name));

/** To-many relations whose rows are read in a statement of their own, where they are asked for. */
export const loaded = (shape: Shape): readonly ManyToManyShape[] =>
  shape.manyToMany.filter(({ name }) => shape.include.includes(name));

/** Whether a row is not all there is to read. */
export const isRelated = (shape: Shape): boolean => joined(shape).length + shape.manyToMany.length > 0;

const manyOf = ({ resource }: RelationTarget): readonly string[] =>
  (resource?.fields ?? []).filter(({ kind }) => kind === 'manyToMany').map(({ name }) => name);

/** No field has an underscore in its name, so these never meet. */
const alias = (shape: Shape, name: string): string => (name === shape.names.camel ? `${name}_` : name);

export function joinFunction(shape: Shape): string {
  const include = joined(shape).length > 0 ? ', include: readonly string[]' : '';
  return [
    '/** What comes with a row in its own statement: related rows as far as they are shown, and the ids of the others. */',
    `function joinRelations(rows: RowReader<${shape.names.pascal}>${include}): void {`,
    ...joined(shape).map(joinOne),
    ...shape.manyToMany.map(({ name }) => `rows.joinIds('${name}');`),
    '}',
  ].join('\n');
}

/** Of a user only what the summary shows. */
function joinOne({ name, to }: BelongsToShape): string {
  const join = to.isUser ? `rows.join('${name}', ['id', 'name'])` : `rows.join('${name}')`;
  const ids = manyOf(to).map((many) => `.joinIds('${many}', '${name}')`);
  return `if (include.includes('${name}')) ${join}${ids.join('')};`;
}

export function loader(shape: Shape): string {
  const { camel, pascal } = shape.names;
  const none = loaded(shape).map(({ name }) => `${name}: []`);
  return [
    '/** One statement whatever the number of rows; the page query itself joins no such rows, so its limit counts rows. */',
    `async #loadRelations(rows: readonly ${pascal}[], include: readonly string[]): Promise<void> {`,
    `if (rows.length === 0 || ${nothingAsked(shape)}) return;`,
    `const query = this.#rows.createQueryBuilder('${camel}').select('${camel}.id');`,
    ...loaded(shape).map((field) => whenAsked(shape, field, joinMany(shape, field))),
    'const loaded = await query.where({ id: In(rows.map(({ id }) => id)) }).getMany();',
    'const byId = new Map(loaded.map((row) => [row.id, row]));',
    'for (const row of rows) {',
    `const found = { ${none.join(', ')}, ...byId.get(row.id) };`,
    ...loaded(shape).map((field) => whenAsked(shape, field, [`row.${field.name} = found.${field.name};`])),
    '}',
    '}',
  ].join('\n');
}

function nothingAsked(shape: Shape): string {
  const names = loaded(shape).map(({ name }) => `'${name}'`);
  return names.length === 1
    ? `!include.includes(${names.join()})`
    : `![${names.join(', ')}].some((name) => include.includes(name))`;
}

/** With nothing else to load, the loader has returned before. */
function whenAsked(shape: Shape, { name }: ManyToManyShape, lines: readonly string[]): string {
  if (loaded(shape).length === 1) return lines.join('\n');
  return [`if (include.includes('${name}')) {`, ...lines, '}'].join('\n');
}

function joinMany(shape: Shape, { name, to }: ManyToManyShape): readonly string[] {
  const as = alias(shape, name);
  const columns = to.isUser ? `['${as}.id', '${as}.name']` : `'${as}'`;
  return [
    `query.leftJoin('${shape.names.camel}.${name}', '${as}').addSelect(${columns});`,
    ...manyOf(to).map(
      (many) => `query.leftJoin('${as}.${many}', '${as}_${many}').addSelect('${as}_${many}.id');`,
    ),
  ];
}
