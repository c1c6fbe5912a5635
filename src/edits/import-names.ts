import type { ts } from './compiler.js';
import { importedNameOf } from './imports.js';

/** Where a name goes among those of an import: sorted where they are, values before types where they are. */
export function placeAmong(
  names: readonly ts.ImportSpecifier[],
  wanted: { readonly symbol: string; readonly marked: boolean },
): number {
  const firstType = names.findIndex(isMarked);
  const grouped = firstType !== -1 && names.slice(firstType).every(isMarked);
  if (!grouped) return sortedPlace(names, wanted.symbol, 0);
  return wanted.marked
    ? sortedPlace(names.slice(firstType), wanted.symbol, firstType)
    : sortedPlace(names.slice(0, firstType), wanted.symbol, 0);
}

const isMarked = ({ isTypeOnly }: ts.ImportSpecifier): boolean => isTypeOnly;

const orders: readonly ((a: string, b: string) => boolean)[] = [
  (a, b) => a <= b,
  (a, b) => a.toLowerCase() <= b.toLowerCase(),
];

/** The end, unless two or more names show an order. */
function sortedPlace(names: readonly ts.ImportSpecifier[], symbol: string, offset: number): number {
  const texts = names.map(importedNameOf);
  const order = orders.find((inOrder) =>
    texts.every((text, index) => index === 0 || inOrder(texts[index - 1] ?? '', text)),
  );
  const next = texts.findIndex((text) => order !== undefined && !order(text, symbol));
  return offset + (texts.length < 2 || next === -1 ? texts.length : next);
}
