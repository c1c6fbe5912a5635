import type { Files } from './planning.js';

/** A way to take away what an edit looks for. */
export interface Destruction {
  readonly how: string;
  apply(files: Files, path: string): Files;
}

const rewritten = (files: Files, path: string, change: (text: string) => string): Files =>
  new Map([...files].map(([other, text]) => [other, other === path ? change(text) : text]));

export const destructions: readonly Destruction[] = [
  {
    how: 'removed',
    apply: (files, path) => new Map([...files].filter(([other]) => other !== path)),
  },
  { how: 'emptied', apply: (files, path) => rewritten(files, path, () => '') },
  {
    how: 'broken',

    apply: (files, path) => rewritten(files, path, (text) => `const = { "( [\n${text}`),
  },
  { how: 'computed', apply: (files, path) => rewritten(files, path, computed) },
];

/** Every list, object and class that could be appended to is made by a call, or has another name. */
function computed(text: string): string {
  return text
    .replace(/(=|entities:|migrations:|imports:) \[[^\]]*\]/g, '$1 load()')
    .replace(/(z\.object\(|testEnvironment = )\{[^}]*\}/g, '$1load()')
    .replace(/\bclass (\w+)/g, 'class $1Renamed')
    .replace(/"(scripts|dependencies|devDependencies)": \{[^}]*\}/g, '"$1": null');
}
