const last = new Map<string, { readonly text: string; readonly value: unknown }>();

/** What a file's text says. A command asks for it many times, and it is worked out again only where the text is another. */
export function parsedOnce<V>(path: string, text: string, parse: (text: string, file: string) => V): V {
  const known = last.get(path);
  if (known?.text === text) return known.value as V;
  const value = parse(text, path);
  last.set(path, { text, value });
  return value;
}
