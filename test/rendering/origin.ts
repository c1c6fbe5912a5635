import type { Renderer, Values } from '../../src/core/draft.js';

/** Stand before and after what was printed from a value that is source itself; no template has them. */
const [BEGIN, END] = ['\uE000', '\uE001'] as const;

/** A value that stands for itself wherever it is printed: a name, a title, a path. Any other text is source that TypeScript wrote. */
const plain = /^(?:[\w$-]*(?: [\w$-]+)*|\.{1,2}\/[\w./-]+)$/;

/** Import statements are sorted among those of the template, so they cannot be marked: they are known by their modules. */
const imports = /^import .* from '([^']+)';$/gm;

function marked(value: unknown): unknown {
  if (typeof value === 'string')
    return plain.test(value) || value.startsWith('import ') ? value : `${BEGIN}${value}${END}`;
  if (Array.isArray(value)) return value.map(marked);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, marked(one)]));
}

function modulesIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [...value.matchAll(imports)].map(([, module = '']) => module);
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(modulesIn) : [];
}

interface Letter {
  readonly letter: string;
  readonly isPrinted: boolean;
}

/** What a template gives, letter by letter, without white space. */
function letters(text: string): readonly Letter[] {
  let depth = 0;
  return [...text].flatMap((letter) => {
    if (letter === BEGIN) depth += 1;
    if (letter === END) depth -= 1;
    return /[\s\uE000\uE001]/.test(letter) ? [] : [{ letter, isPrinted: depth > 0 }];
  });
}

/** What a formatter adds and takes away. */
const loose = /[,;()|'"]/;

/** Where the lines of a formatted file come from. */
export interface Origin {
  readonly lines: number;
  /** Those of which the templates have more than half. */
  readonly fromTemplates: number;
  readonly others: readonly string[];
}

/** Compares a file with what its template gives, in which the sources that were handed to it are marked. */
export function originOf(formatted: string, template: string, values: Values, renderer: Renderer): Origin {
  const given = letters(renderer.render(template, marked(values) as Values));
  const modules = new Set(modulesIn(values));
  const others: string[] = [];
  let [at, lines] = [0, 0];
  for (const line of formatted.split('\n')) {
    const ofLine: Letter[] = [];
    for (const letter of line.replaceAll(/\s/g, '')) {
      at = skipped(given, at, letter);
      const next = given[at];
      if (next?.letter !== letter) continue;
      ofLine.push(next);
      at += 1;
    }
    if (ofLine.length === 0) continue;
    lines += 1;
    const module = /^(?:import|\}).* from '([^']+)';$/.exec(line)?.[1] ?? '';
    const printed = ofLine.filter(({ isPrinted }) => isPrinted).length;
    if (printed * 2 >= ofLine.length || modules.has(module)) others.push(line);
  }
  const rest = given.slice(at).filter(({ letter }) => !loose.test(letter));
  if (rest.length > 0) throw new Error(`${template} gave more than its file has: ${rest.length} letters.`);
  return { lines, fromTemplates: lines - others.length, others };
}

/** Past what the formatter took away; what it added is not there to be found. */
function skipped(given: readonly Letter[], at: number, letter: string): number {
  let next = at;
  while (given[next]?.letter !== letter && loose.test(given[next]?.letter ?? '')) next += 1;
  if (given[next]?.letter === letter) return next;
  if (loose.test(letter)) return at;
  throw new Error(
    `No ${letter} in ${given
      .slice(at, at + 40)
      .map((one) => one.letter)
      .join('')}`,
  );
}
