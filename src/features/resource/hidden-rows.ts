import type { ScalarField } from '../../resource/model.js';
import { definitionOf } from '../../resource/types/types.js';
import type { Hiding, Shape } from '../../resource/shape/shape.js';
import type { RelationTarget } from '../../resource/shape/targets.js';

type When = NonNullable<Hiding['when']>;

/** Sources of the value of a row in tests that everybody sees, as a request and as the entity have it; undefined for other fields. */
export function shownSample({ hiding }: Shape, field: ScalarField) {
  if (hiding?.when?.field.name !== field.name) return undefined;
  const { visibility, code } = definitionOf(field);
  const held = visibility?.shown(field, hiding.when.values) ?? '';
  return { sent: code.isMoment ? `${held}.toISOString()` : held, held };
}

/** Of the entity. */
const hiddenValue = ({ field, values }: When): string =>
  definitionOf(field).visibility?.hidden(field, values) ?? '';

/** The function that makes a row which not everybody sees. */
export const createHiddenOf = ({ names }: Pick<RelationTarget, 'names'>): string =>
  `createHidden${names.pascal}`;

/** How a row is made that not everybody sees: by its own field, or with one that it is a part of. */
export interface HidingWay {
  /** `that is hidden`, `whose post is hidden` */
  readonly how: string;
  /** Of the entity: `published: false`. */
  readonly overrides: string;
}

export function hidingWays({ hiding }: Shape): readonly HidingWay[] {
  if (hiding === undefined) return [];
  const { when, wholes } = hiding;
  const own = when && { how: 'that is hidden', overrides: `${when.field.name}: ${hiddenValue(when)}` };
  return [
    ...(own ? [own] : []),
    ...wholes.map(({ name, key, to }) => ({
      how: `whose ${name} is hidden`,
      overrides: `${key}: (await ${createHiddenOf(to)}(app)).id`,
    })),
  ];
}
