import fc from 'fast-check';

/** A list as somebody may have left it: source text with an array called `modules` in it. */
export interface Layout {
  readonly text: string;
  readonly eol: string;
}

const item = fc.constantFrom(
  'alpha',
  "'text, with a comma'",
  '...rest',
  'route("/a", [x, y])',
  '{ path: "/", list: [1, 2] }',
  '(b)',
  'lazy(() => {\n    return [z];\n  })',
  '`a, ${b}]`',
  '/[,\\]]/',
);
const blockComment = fc.constantFrom('', '/* a, b */', '/* ] */', '/** doc, */');
const lineComment = fc.constantFrom('', '// x, y', "// it's ]", '//');

interface Element {
  readonly code: string;
  readonly above: string;
  readonly before: string;
  readonly beforeComma: string;
  readonly after: string;
  readonly blank: boolean;
}

const element: fc.Arbitrary<Element> = fc.record({
  code: item,
  above: lineComment,
  before: blockComment,
  beforeComma: blockComment,
  after: lineComment,
  blank: fc.boolean(),
});

const wrapper = fc.constantFrom<readonly [string, string]>(
  ['export const modules = ', ';'],
  ['const modules: readonly Module[] = ', ' as const;'],
  ['const modules = Object.freeze(', ' as const);'],
  ['const modules = ', ' satisfies Module[] // end'],
  ['function f() {\n  const modules = ', ';\n  return modules;\n}'],
);

const settings = fc.record({
  elements: fc.array(element, { maxLength: 4 }),
  wrapper,
  eol: fc.constantFrom('\n', '\r\n'),
  indent: fc.constantFrom('  ', '\t', '    ', ''),
  trailing: fc.boolean(),
  leading: fc.boolean(),
  dangling: lineComment,
  lines: fc.boolean(),
  bom: fc.boolean(),
  finalNewline: fc.boolean(),
});

type Settings = typeof settings extends fc.Arbitrary<infer S> ? S : never;

function overLines({ elements, indent, trailing, leading, dangling }: Settings): string {
  const rows = elements.flatMap((each, index) => {
    const last = index === elements.length - 1;
    const comma = last && !(trailing && !leading) ? '' : ',';
    const code = [each.before, each.code, each.beforeComma].filter(Boolean).join(' ');
    const row = leading ? `${index === 0 ? '' : ', '}${code} ${each.after}` : `${code}${comma} ${each.after}`;
    return [...(each.blank ? [''] : []), ...(each.above === '' ? [] : [each.above]), row.trimEnd()];
  });
  const end = dangling === '' ? [] : [dangling];
  return `[\n${[...rows, ...end].map((row) => (row === '' ? '' : indent + row)).join('\n')}\n]`;
}

function onOneLine({ elements, trailing }: Settings): string {
  const items = elements.map(({ before, code, beforeComma }) =>
    [before, code, beforeComma].filter(Boolean).join(' '),
  );
  return `[${items.join(', ')}${trailing && items.length > 0 ? ',' : ''}]`;
}

export const layouts: fc.Arbitrary<Layout> = settings.map((chosen) => {
  const [before, after] = chosen.wrapper;
  const list = chosen.lines ? overLines(chosen) : onOneLine(chosen);
  const text = `import { x } from './x.js';\n\n${before}${list}${after}${chosen.finalNewline ? '\n' : ''}`;
  return { text: (chosen.bom ? '\uFEFF' : '') + text.replaceAll('\n', chosen.eol), eol: chosen.eol };
});
