import type { ts } from './compiler.js';

/** What is found out of a file once: some hold hundreds of names, and each is asked for. */
export function onceForEach<T>(find: (file: ts.SourceFile) => T): (file: ts.SourceFile) => T {
  const found = new WeakMap<ts.SourceFile, T>();
  return (file) => {
    const known = found.get(file) ?? find(file);
    found.set(file, known);
    return known;
  };
}

/** The first of each name. */
export function byName<T>(pairs: readonly (readonly [name: string, value: T])[]): ReadonlyMap<string, T> {
  return new Map(pairs.toReversed());
}
