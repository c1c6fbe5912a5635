import type { FormatOptions } from './house-style.js';

/** A property, or a type's alias, with a union of one type per line, as oxfmt writes it where it does not fit behind the name. */
const union = /^([ \t]+(?=.*:$)|(?=(?:export )?type \w+ =$))(.*)\n((?:\1[ \t]+\| .+\n)+\1[ \t]+\| .+;)$/gm;

/** Prettier puts the types of such a union into one line below the name where they fit; oxfmt gives each its line. */
export function withPrettierUnions(text: string, { printWidth, tabWidth, useTabs }: FormatOptions): string {
  const step = useTabs ? '\t' : ' '.repeat(tabWidth);
  const widthOf = (line: string) => line.replaceAll('\t', ' '.repeat(tabWidth)).length;
  return text.replace(union, (whole, indent: string, head: string, types: string) => {
    const joined = types
      .split('\n')
      .map((line) => line.trim().replace(/^\| /, ''))
      .join(' | ');
    const line = `${indent}${step}${joined}`;
    return widthOf(line) > printWidth ? whole : `${indent}${head}\n${line}`;
  });
}
