import { importPath } from '../../resource/shape/import-path.js';
import type { ScalarField } from '../../resource/model.js';
import type { Shape } from '../../resource/shape/shape.js';
import type { RelationTarget } from '../../resource/shape/targets.js';
import { definitionOf } from '../../resource/types/types.js';

/** What the view template prints. */
export function viewValues(shape: Shape) {
  const included = ({ name, to }: { readonly name: string; readonly to: RelationTarget }) => ({
    isIncluded: shape.include.includes(name),
    view: to.isUser ? 'userSummary' : `${to.names.camel}View`,
  });
  const relations = [...shape.belongsTo, ...shape.manyToMany];
  return {
    hasIncludes: shape.include.length > 0,
    viewImports: relations
      .filter(({ to, name }) => shape.include.includes(name) && to.entity !== shape.names.pascal)
      .map((field) => ({
        view: included(field).view,
        from: importPath(`${shape.module}.view.ts`, `${field.to.stem}.view`),
      })),
    visible: shape.visible.map((field) => ({
      name: field.name,
      optional: field.optional,
      isMoment: definitionOf(field).code.isMoment === true,
      mayBeUnread: mayBeUnread(field),
    })),
    belongsTo: shape.belongsTo.map((field) => ({
      name: field.name,
      key: field.key,
      mayBeAbsent: field.optional || field.to.hidesRows,
      ...included(field),
    })),
    manyToMany: shape.manyToMany.map((field) => ({ name: field.name, key: field.key, ...included(field) })),
  };
}

/** A column that neither a request nor a default fills is not read back from the insert. */
const mayBeUnread = (field: ScalarField): boolean =>
  field.optional && field.readonly && field.default === undefined;
