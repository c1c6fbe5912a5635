import {
  accessRules,
  type BelongsToShape,
  type EndpointAccess,
  type ManyToManyShape,
  type Shape,
} from '../../../resource/shape/shape.js';
import type { RelationTarget } from '../../../resource/shape/targets.js';
import { servesOf } from '../../../resource/operations.js';
import { createOf } from '../factory.js';

/** A relation with the resource that holds it; late where its tests stand with the target, whose files come second. */
interface Link<Field> {
  readonly holder: Shape;
  readonly field: Field;
  readonly late: boolean;
}

/** What the tests of deletions print: what that of either end of a relation does to the other. An admin may do all of it. */
export function deletionValues(shape: Shape, earlier: readonly Shape[]) {
  const foreignKeyLinks = linksOf(shape, earlier, ({ belongsTo }) => belongsTo)
    .filter((link) => link.field.onDelete === 'restrict' || link.holder.serves.get)
    .map(foreignKeyLink);
  const joinLinks = linksOf(shape, earlier, ({ manyToMany }) => manyToMany)
    .filter(({ holder }) => holder.serves.get)
    .map((link) => ({ ...linkValues(link), isRestricted: false }));
  const callers = [...foreignKeyLinks, ...joinLinks].flatMap((link) => [
    link.asTargetWriter,
    ...(link.isHolderDeleted ? [link.asWriter] : []),
    ...(link.isRestricted ? [] : [link.asReader]),
  ]);
  return {
    values: { foreignKeyLinks, joinLinks },
    needsAdmin: callers.some((caller) => caller !== ''),
    looksAtAnswers: joinLinks.length > 0 || foreignKeyLinks.some(({ isSetToNull }) => isSetToNull),
  };
}

function foreignKeyLink(link: Link<BelongsToShape>) {
  const { onDelete } = link.field;
  const values = linkValues(link);
  return {
    ...values,
    isRestricted: onDelete === 'restrict',
    isCascading: onDelete === 'cascade',
    isSetToNull: onDelete === 'setNull',
    isRowNamed: values.isHolderDeleted || onDelete !== 'restrict',
  };
}

/** Whether a request can delete rows of the far end. */
const isDeleted = ({ isUser, resource }: RelationTarget): boolean =>
  isUser || resource === undefined || servesOf(resource).delete;

function linksOf<Field extends BelongsToShape | ManyToManyShape>(
  shape: Shape,
  earlier: readonly Shape[],
  fieldsOf: (shape: Shape) => readonly Field[],
): Link<Field>[] {
  const own = fieldsOf(shape).filter(({ to }) => !to.later);
  const late = earlier.flatMap((holder) =>
    fieldsOf(holder)
      .filter(({ target }) => target === shape.names.pascal)
      .map((field) => ({ holder, field, late: true })),
  );
  const links = [...own.map((field) => ({ holder: shape, field, late: false })), ...late];
  return links.filter(({ field }) => isDeleted(field.to));
}

function linkValues({ holder, field, late }: Link<BelongsToShape | ManyToManyShape>) {
  const { names, rule, serves } = holder;
  return {
    subject: late ? `${/^[aeio]/.test(names.title) ? 'an' : 'a'} ${names.title} ` : '',
    name: field.name,
    key: field.key,
    holders: names.path,
    targets: field.to.names.path,
    createHolder: createOf({ isUser: false, names }),
    createTarget: createOf(field.to),
    isHolderDeleted: serves.delete,
    asWriter: asAdmin(rule.write),
    asReader: asAdmin(rule.read),
    asTargetWriter: asAdmin(writeRule(field.to)),
  };
}

const asAdmin = (rule: EndpointAccess): string => (rule === 'public' ? '' : '.set(admin.headers)');

const writeRule = ({ isUser, resource }: RelationTarget): EndpointAccess =>
  isUser || !resource ? 'admin' : accessRules[resource.access].write;
