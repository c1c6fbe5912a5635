import type { Column, ColumnKind } from '../../../../resource/types/column.js';
import type { Engine } from '../engine.js';
import { columns } from './columns.js';

export const conversion: Engine['conversion'] = (name, from, to) => ({
  using: usingOf(name, from, to),
  isRewriting: !isRelabelled(from, to),
});

const wholeNumbers: readonly ColumnKind[] = ['int32', 'int64'];

/** PostgreSQL would round a number, and takes no text for another type: read as text, what does not fit is an error. */
function usingOf(name: string, from: Column, to: Column): string | undefined {
  const type = columns[to.kind](to as never).sql;
  if (wholeNumbers.includes(to.kind) && from.kind === 'exactNumber')
    return `trim_scale(${name})::text::${type}`;
  if (wholeNumbers.includes(to.kind) && from.kind === 'float64') return `${name}::text::${type}`;
  if (to.kind === 'timeOfDay' && from.kind !== 'timeOfDay') return `${timesOnly(name)}::${type}`;
  return to.kind === 'guid' && from.kind !== 'guid' ? `${name}::${type}` : undefined;
}

/** PostgreSQL would round the fraction of a second and pass over a time zone: with this in front such a text is an error. */
const timesOnly = (name: string): string =>
  `regexp_replace(${name}, '^(?![0-9]{2}:[0-9]{2}(:[0-9]{2})?$)', 'no time of day: ')`;

/** Texts that may be longer, and numbers with more digits before the point, stay as they are stored. */
function isRelabelled(from: Column, to: Column): boolean {
  if (from.kind === 'limitedText')
    return to.kind === 'unlimitedText' || (to.kind === 'limitedText' && to.length >= from.length);
  if (from.kind === 'exactNumber' && to.kind === 'exactNumber')
    return to.scale === from.scale && to.precision >= from.precision;
  return false;
}
