/** A map the other way round: what something is called now by what it was called, say. */
export const inverted = <From, To>(map: ReadonlyMap<From, To>): ReadonlyMap<To, From> =>
  new Map([...map].map(([from, to]) => [to, from]));
