/** The kinds of columns that field types need of a database, whichever it is, with what each kind says of itself. */
interface Sizes {
  /** Text of up to so many characters. */
  readonly limitedText: { readonly length: number };
  readonly unlimitedText: object;
  readonly guid: object;
  readonly int32: object;
  readonly int64: object;
  readonly float64: object;
  /** A number of which every digit is kept. */
  readonly exactNumber: { readonly precision: number; readonly scale: number };
  readonly truth: object;
  readonly day: object;
  /** A moment, to the millisecond: with more, a keyset cursor would miss its own row, since JavaScript's dates have no more. */
  readonly instant: object;
  /** A time of any day, to the second. */
  readonly timeOfDay: object;
  readonly document: object;
}

export type ColumnKind = keyof Sizes;
export type ColumnOf<K extends ColumnKind> = {
  readonly [Kind in K]: { readonly kind: Kind } & Sizes[Kind];
}[K];
export type Column = ColumnOf<ColumnKind>;

/** Something for each kind: what an engine or an ORM knows of it. */
export type ByColumnKind<Result> = { readonly [K in ColumnKind]: (column: ColumnOf<K>) => Result };

/** What a column may hold; absent: all that its kind can. A limited text has its greatest length itself. */
export interface Limits {
  readonly minLength?: number | string | undefined;
  readonly maxLength?: number | string | undefined;
  readonly min?: number | string | undefined;
  readonly max?: number | string | undefined;
  readonly values?: readonly string[] | undefined;
}
