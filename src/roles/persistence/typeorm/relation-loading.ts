import type { BelongsToShape, RelationTarget, Shape } from '../../../resource/shape.js';

/** To-one relations that come in the row's own statement: all that bring no to-many relation of their own. */
export const joined = (shape: Shape): readonly BelongsToShape[] =>
  shape.belongsTo.filter(({ name, to }) => shape.joined.includes(name) && manyOf(to).length === 0);

/** To-one relations that need rows of a to-many relation to be shown. */
const withMany = (shape: Shape): readonly BelongsToShape[] =>
  shape.belongsTo.filter(({ name, to }) => shape.joined.includes(name) && manyOf(to).length > 0);

/** Names of the relations that are read in a statement of their own, for all rows at once. */
export const loaded = (shape: Shape): readonly string[] =>
  [...shape.manyToMany, ...withMany(shape)].map(({ name }) => name);

/** What the loader is given after the rows. */
export const loaderArguments = (shape: Shape, include: string): string => (asks(shape) ? include : '');

/** Whether what is loaded depends on the request. */
const asks = (shape: Shape): boolean => loaded(shape).some((name) => shape.include.includes(name));

const manyOf = ({ resource }: RelationTarget): readonly string[] =>
  (resource?.fields ?? []).filter(({ kind }) => kind === 'manyToMany').map(({ name }) => name);

/** No field has an underscore in its name, so these never meet. */
const alias = (shape: Shape, name: string): string => (name === shape.names.camel ? `${name}_` : name);

/** What the view of a related row shows: of a user the summary. */
const columns = (to: RelationTarget, as: string): string =>
  to.isUser ? `['${as}.id', '${as}.name']` : `'${as}'`;

export function joinFunction(shape: Shape): string {
  const { camel, pascal } = shape.names;
  return [
    '/** Related rows that come in the same statement, as far as they are shown. */',
    `function joinRelations(query: SelectQueryBuilder<${pascal}>, include: readonly string[]): void {`,
    ...joined(shape).map(({ name, to }) => {
      const as = alias(shape, name);
      return `if (include.includes('${name}')) query.leftJoin('${camel}.${name}', '${as}').addSelect(${columns(to, as)});`;
    }),
    '}',
  ].join('\n');
}

export function loader(shape: Shape): string {
  const { camel, pascal } = shape.names;
  const include = loaderArguments(shape, ', include: readonly string[]');
  const values = [
    ...shape.manyToMany.map(({ name }) => `${name}: found?.${name} ?? []`),
    ...withMany(shape).map(({ name }) => `${name}: found?.${name}`),
  ];
  return [
    '/** One statement whatever the number of rows; the page query itself joins no such rows, so its limit counts rows. */',
    `async #loadRelations(rows: readonly ${pascal}[]${include}): Promise<void> {`,
    ...skip(shape),
    `const query = this.#rows.createQueryBuilder('${camel}').select('${camel}.id');`,
    ...manyLines(shape),
    ...withManyLines(shape),
    'const loaded = await query.where({ id: In(rows.map(({ id }) => id)) }).getMany();',
    'const byId = new Map(loaded.map((row) => [row.id, row]));',
    'for (const row of rows) {',
    'const found = byId.get(row.id);',
    `Object.assign(row, { ${values.join(', ')} });`,
    '}',
    '}',
  ].join('\n');
}

/** Where nothing is always shown, there may be nothing to load. */
function skip(shape: Shape): readonly string[] {
  if (shape.manyToMany.length > 0) return ['if (rows.length === 0) return;'];
  const none = withMany(shape).map(({ name }) => `!include.includes('${name}')`);
  return [`if (rows.length === 0 || (${none.join(' && ')})) return;`];
}

/** Their ids are in every answer. */
function manyLines(shape: Shape): readonly string[] {
  return shape.manyToMany.map(({ name, to }) => {
    const as = alias(shape, name);
    const shown = shape.include.includes(name)
      ? `include.includes('${name}') ? ${columns(to, as)} : ${to.isUser ? `['${as}.id']` : `'${as}.id'`}`
      : `'${as}.id'`;
    const join = `query.leftJoin('${shape.names.camel}.${name}', '${as}').addSelect(${shown});`;
    const nested = manyOf(to);
    if (nested.length === 0 || !shape.include.includes(name)) return join;
    return [join, `if (include.includes('${name}')) {`, ...nestedLines(as, nested), '}'].join('\n');
  });
}

function withManyLines(shape: Shape): readonly string[] {
  return withMany(shape).flatMap(({ name, to }) => {
    const as = alias(shape, name);
    const lines = [
      `query.leftJoinAndSelect('${shape.names.camel}.${name}', '${as}');`,
      ...nestedLines(as, manyOf(to)),
    ];
    // With nothing else to load, the loader has returned before.
    return loaded(shape).length === 1 ? lines : [`if (include.includes('${name}')) {`, ...lines, '}'];
  });
}

const nestedLines = (as: string, names: readonly string[]): readonly string[] =>
  names.map((name) => `query.leftJoin('${as}.${name}', '${as}_${name}').addSelect('${as}_${name}.id');`);
