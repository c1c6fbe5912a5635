import type { ScalarField } from '../../resource/model.js';
import { definitionOf } from '../../resource/types/types.js';
import type { ModelChange } from './model-change.js';

/** What callers of the API notice of fields that have another type. */
export const typeNotes = ({ changed }: Pick<ModelChange, 'changed'>): readonly string[] =>
  changed.flatMap(({ before, after, renamed }) =>
    before.fields.flatMap((old) => {
      const now = after.fields.find(({ name }) => name === (renamed.get(old.name) ?? old.name));
      if (old.kind !== 'scalar' || now?.kind !== 'scalar' || old.type === now.type) return [];
      return notesOn(`${after.name}.${now.name}`, old, now);
    }),
  );

function notesOn(place: string, old: ScalarField, now: ScalarField): readonly string[] {
  const [before, after] = [definitionOf(old), definitionOf(now)];
  const becomesText = before.code.type(old) === 'number' && after.code.type(now) !== 'number';
  const losesFilter = before.schema.filter !== undefined && after.schema.filter === undefined && !now.hidden;
  return [
    ...(becomesText
      ? [
          `${place} is text in JSON from now on, "5" instead of 5: its callers have to follow, and code of yours, as the type check shows.`,
        ]
      : []),
    ...(losesFilter ? [`Lists are not filtered by ${place} any more: a ${now.type} has no filter.`] : []),
    ...(old.source !== undefined && !now.readonly
      ? [`Requests give ${place} from now on: the server makes it no more.`]
      : []),
  ];
}
