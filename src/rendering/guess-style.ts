import type { Project } from '../core/project.js';

/** What an existing source file shows of its author's style. */
export interface Style {
  readonly singleQuote: boolean;
  readonly semi: boolean;
  readonly useTabs: boolean;
  readonly tabWidth: number;
  readonly endOfLine: 'lf' | 'crlf';
}

const samples = 5;

/** The style of the project's sources, by majority; nothing where there are none. */
export function guessed(project: Project): Partial<Style> {
  const paths = project.list('src').filter((path) => /(?<!\.d)\.ts$/.test(path));
  const text = paths
    .slice(0, samples)
    .map((path) => project.read(path) ?? '')
    .join('\n');
  return { ...quotes(text), ...semicolons(text), ...indent(text), ...lineEnd(text) };
}

const count = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0;

function quotes(text: string): Partial<Style> {
  const [single, double] = [count(text, /from '[^']*'/g), count(text, /from "[^"]*"/g)];
  return single === double ? {} : { singleQuote: single > double };
}

/** Imports always end a statement, so they tell about semicolons without a parser. */
function semicolons(text: string): Partial<Style> {
  const [withOne, without] = [
    count(text, /from ['"][^'"\n]*['"];/g),
    count(text, /from ['"][^'"\n]*['"]\s*$/gm),
  ];
  return withOne === without ? {} : { semi: withOne > without };
}

function indent(text: string): Partial<Style> {
  const tabs = count(text, /^\t/gm);
  const spaces = count(text, /^ +(?=[^\s*])/gm);
  if (tabs === spaces) return {};
  if (tabs > spaces) return { useTabs: true };
  const deep = count(text, /^ {2}(?=[^\s*])/gm);
  return { useTabs: false, tabWidth: deep > 0 ? 2 : 4 };
}

function lineEnd(text: string): Partial<Style> {
  const windows = count(text, /\r\n/g);
  return windows === 0 ? {} : { endOfLine: windows * 2 > count(text, /\n/g) ? 'crlf' : 'lf' };
}
