import { changed, type HandEdit } from '../hand.js';

const notes: readonly (readonly [RegExp, string])[] = [
  [/^(import .*;)$/m, '// The first import, see the wiki.\n$1 // keep'],
  [/^(import .*;)\n\n/m, '$1\n// The last import.\n\n'],
  [/^(export const \w+: readonly \w+\[\] = \[)(\w+)\];$/gm, '$1$2 /* the only one */];'],
  [/^(export const \w+: readonly \w+\[\] = \[)\n/gm, '$1\n  // Order matters here, says the team.\n'],
  [/^( +)(\w+Module),\n\];$/m, '$1$2, // the last, for now\n$1// more to come\n];'],
  [/^( {2}imports: \[)$/m, '$1 // all of them'],
  [/^( +)(\w+Module),\n {2}\],$/m, '$1$2, // the last, for now\n$1// more to come\n  ],'],
  [/^(const guards: .* = \[)$/m, '$1 /* who calls? */'],
  [/^(const entities: .* = \[)$/m, '$1 /* all of them */'],
  [/^(const migrations: .* = \[)\n/m, '$1\n  // Oldest first.\n'],
  [/^( +Create\w+),\n(\];)/m, '$1 /* newest */,\n  /* the end */\n$2'],
  [/^(const (?:seeds|rules): readonly \w+\[\] = \[)(.*)\];$/m, '$1\n  $2, // nothing else\n  // and no more\n];'],
  [/^(const variables = z\.object\(\{)$/m, '$1 // from .env'],
  [/^( +\w+: .*),\n(\}\);)/m, '$1, // the last variable\n  // nothing below\n$2'],
  [/^(export class \w+ \{)$/m, '$1\n  // Columns first.\n'],
];

const place = /^src\/(modules|app\.module|database\/(data-source|seed)|config\/config|.*\.entity)\.ts$/;

/** A comment at every place where something might be added. */
export default {
  title: 'comments in every list',
  fitsAny: true,
  apply: (files) =>
    changed(files, place, (text) => notes.reduce((now, [at, note]) => now.replace(at, note), text)),
} satisfies HandEdit;
