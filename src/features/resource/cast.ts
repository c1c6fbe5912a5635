import { actorNeeds, isRestricted } from '../../resource/actor-needs.js';
import type { Shape } from '../../resource/shape.js';

/** Who the tests of a resource act as, as source to splice in. */
export interface Cast {
  readonly signsIn: boolean;
  /** `let writer: SignedInUser;` … */
  readonly declared: string;
  readonly made: string;
  /** `.set(writer.headers)`, or nothing where anybody may. */
  readonly asWriter: string;
  readonly asReader: string;
  /** Overrides that make a row the writer's own: `, { authorId: writer.user.id }`. */
  readonly owned: string;
  readonly hasStranger: boolean;
}

/** An admin writes where only an admin may, or where a row points at others that not everybody may know of. */
export function castOf(shape: Shape): Cast {
  const { rule, owner } = shape;
  const restricted = [...shape.settable, ...shape.manyToMany].some(({ to }) => isRestricted(to));
  const signsIn =
    rule.write !== 'public' || rule.read !== 'public' || Object.values(actorNeeds(shape)).some(Boolean);
  const isAdmin = rule.write === 'admin' || restricted;
  const hasStranger = rule.ownership !== 'none' || rule.write === 'admin';
  return {
    signsIn,
    hasStranger,
    declared: [
      ...(signsIn ? ['let writer: SignedInUser;'] : []),
      ...(hasStranger ? ['let stranger: SignedInUser;'] : []),
    ].join('\n'),
    made: [
      ...(signsIn ? [`writer = await signIn(app${isAdmin ? ", { role: 'admin' }" : ''});`] : []),
      ...(hasStranger ? ['stranger = await signIn(app);'] : []),
    ].join('\n'),
    asWriter: rule.write === 'public' && !actorNeeds(shape).create ? '' : '.set(writer.headers)',
    asReader: rule.read === 'public' ? '' : '.set(writer.headers)',
    owned: owner ? `, { ${owner.key}: writer.user.id }` : '',
  };
}
