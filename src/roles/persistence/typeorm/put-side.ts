import type { Sheet } from '../../../core/draft.js';
import { importedAs, ormName } from '../../../resource/shape/imported-names.js';
import { importInto, type Taken, takenIn, type Wanted } from '../../enlist.js';
import { inverseDecorators, type InverseSide, inverseSideValues } from './inverse-side.js';

/** Puts a far side into an entity that is not printed yet, unless that has a property of the name. */
export function putSide(sheet: Sheet, path: string, entity: string, side: InverseSide): Taken | undefined {
  const isThere = new RegExp(`^ *${side.name}[?!]?:`, 'm').test(sheet.text);
  if (isThere || sheet.on('sides').some(({ property }) => property === side.name)) return undefined;
  const isOwn = side.entity === entity;
  const local = isOwn ? entity : importedAs(side.entity);
  const decorator = inverseDecorators[side.kind];
  const names: readonly Wanted[] = [
    { symbol: decorator, as: ormName(decorator, entity), from: 'typeorm' },
    { symbol: 'Relation', as: ormName('Relation', entity), from: 'typeorm', isType: true },
    ...(isOwn ? [] : [{ symbol: side.entity, as: local, from: side.module, isType: true }]),
  ];
  const taken = names.map((one) => takenIn(sheet, path, one)).find((one) => one !== undefined);
  if (taken !== undefined) return taken;
  sheet.put('sides', inverseSideValues(side, entity, local));
  for (const one of names) importInto(sheet, path, one);
  return undefined;
}
