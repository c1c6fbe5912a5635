import {
  accessRules,
  type BelongsToShape,
  type EndpointAccess,
  type ManyToManyShape,
  type RelationTarget,
  type Shape,
} from '../../../resource/shape/shape.js';
import { createOf } from '../factory.js';

/** A relation with the resource that holds it; late where its tests stand with the target, whose files come second. */
interface Link<Field> {
  readonly holder: Shape;
  readonly field: Field;
  readonly late: boolean;
}

/** What the tests of deletions print: what that of either end of a relation does to the other. An admin may do all of it. */
export function deletionValues(shape: Shape, earlier: readonly Shape[]) {
  const foreignKeyLinks = linksOf(shape, earlier, ({ belongsTo }) => belongsTo).map((link) => ({
    ...linkValues(link),
    isRestricted: link.field.onDelete === 'restrict',
    isCascading: link.field.onDelete === 'cascade',
    isSetToNull: link.field.onDelete === 'setNull',
  }));
  const joinLinks = linksOf(shape, earlier, ({ manyToMany }) => manyToMany).map(linkValues);
  const callers = [
    ...foreignKeyLinks.flatMap((link) => [
      link.asWriter,
      link.asTargetWriter,
      ...(link.isRestricted ? [] : [link.asReader]),
    ]),
    ...joinLinks.flatMap((link) => [link.asWriter, link.asTargetWriter, link.asReader]),
  ];
  return { foreignKeyLinks, joinLinks, needsAdmin: callers.some((caller) => caller !== '') };
}

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
  return [...own.map((field) => ({ holder: shape, field, late: false })), ...late];
}

function linkValues({ holder, field, late }: Link<BelongsToShape | ManyToManyShape>) {
  const { names, rule } = holder;
  return {
    subject: late ? `${/^[aeio]/.test(names.title) ? 'an' : 'a'} ${names.title} ` : '',
    name: field.name,
    key: field.key,
    holders: names.plural.kebab,
    targets: field.to.names.plural.kebab,
    createHolder: createOf({ isUser: false, names }),
    createTarget: createOf(field.to),
    asWriter: asAdmin(rule.write),
    asReader: asAdmin(rule.read),
    asTargetWriter: asAdmin(writeRule(field.to)),
  };
}

const asAdmin = (rule: EndpointAccess): string => (rule === 'public' ? '' : '.set(admin.headers)');

const writeRule = ({ isUser, resource }: RelationTarget): EndpointAccess =>
  isUser || !resource ? 'admin' : accessRules[resource.access].write;
