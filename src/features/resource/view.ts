import { ImportBlock } from '../../resource/import-block.js';
import type { ScalarField } from '../../resource/model.js';
import type { RelationTarget, Shape } from '../../resource/shape.js';

/** What the view template prints. */
export interface ViewValues {
  readonly viewImports: string;
  readonly viewParameters: string;
  readonly viewProperties: string;
}

export function viewValues(shape: Shape): ViewValues {
  const row = shape.item;
  const properties = [
    `id: ${row}.id`,
    ...shape.visible.map((field) => `${field.name}: ${scalar(row, field)}`),
    ...shape.belongsTo.flatMap((field) => {
      const access = `${row}.${field.name}`;
      const view = `${related(shape, field.to)}(${access})`;
      const property = field.optional
        ? `{ ${field.name}: ${access} ? ${view} : null }`
        : `${access} && { ${field.name}: ${view} }`;
      return [`${field.key}: ${row}.${field.key}`, ...included(shape, field.name, property)];
    }),
    ...shape.manyToMany.flatMap((field) => [
      `${field.key}: ${row}.${field.name}.map(({ id }) => id)`,
      ...included(
        shape,
        field.name,
        `{ ${field.name}: ${row}.${field.name}.map((other) => ${related(shape, field.to)}(other)) }`,
      ),
    ]),
    `createdAt: ${row}.createdAt.toISOString()`,
    `updatedAt: ${row}.updatedAt.toISOString()`,
  ];
  return {
    viewImports: imports(shape).toString(),
    viewParameters: `${row}: ${shape.names.pascal}${shape.include.length > 0 ? ', include: readonly string[] = []' : ''}`,
    viewProperties: properties.join(',\n'),
  };
}

function scalar(row: string, field: ScalarField): string {
  const value = `${row}.${field.name}`;
  if (field.type === 'datetime')
    return field.optional ? `${value}?.toISOString() ?? null` : `${value}.toISOString()`;
  // A column that neither a request nor a default fills is not read back from the insert.
  return field.optional && field.readonly && field.default === undefined ? `${value} ?? null` : value;
}

const included = (shape: Shape, name: string, value: string): string[] =>
  shape.include.includes(name) ? [`...(include.includes('${name}') && ${value})`] : [];

const related = (shape: Shape, to: RelationTarget): string => {
  if (to.isUser) return 'userSummary';
  return to.entity === shape.names.pascal ? `${shape.names.camel}View` : `${to.names.camel}View`;
};

function imports(shape: Shape): ImportBlock {
  const block = new ImportBlock(`${shape.module}.view.ts`)
    .type(`${shape.module}.entity`, shape.names.pascal)
    .type(`${shape.module}.schema`, `${shape.names.pascal}View`);
  for (const { to, name } of [...shape.belongsTo, ...shape.manyToMany]) {
    if (!shape.include.includes(name) || to.entity === shape.names.pascal) continue;
    block.value(`${to.stem}.view`, related(shape, to));
  }
  return block;
}
