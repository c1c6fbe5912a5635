import { describe, expect, it } from 'vitest';
import { presetSpec } from '../../src/cli/project/spec.js';
import type { Renderer, Values } from '../../src/core/draft.js';
import { builtInTemplates } from '../../src/package.js';
import { formatter } from '../../src/rendering/format.js';
import { ourStyle } from '../../src/rendering/house-style.js';
import { templates } from '../../src/rendering/templates.js';
import type { ParsedResource } from '../../src/resource/parsed.js';
import type { Adapters } from '../../src/cli/planning/built-ins.js';
import { representative } from '../adding/blog.js';
import { adapterPairs, choices, creation } from '../adding/planning.js';
import { originOf } from './origin.js';

/** The templates of a resource are those that are named after one: `[name].service.ts.ejs`. */
const kindOf = (template: string): string | undefined =>
  /\[(?:name|stamp)\]\.?-?([\w.]+)/.exec(template)?.[1]?.replace('.ts.ejs', '');

/** How many lines of a kind of file stand in its template; the others were written in TypeScript. */
interface Share {
  readonly kind: string;
  readonly lines: number;
  readonly fromTemplates: number;
  readonly others: readonly string[];
}

async function shares(adapters: Adapters, resources: readonly ParsedResource[]): Promise<readonly Share[]> {
  const renderings: (readonly [template: string, values: Values])[] = [];
  await creation({
    adapters,
    features: choices,
    resources,
    watch: (template, values) => renderings.push([template, values]),
  });
  const renderer: Renderer = templates([builtInTemplates]);
  const format = formatter(ourStyle);
  const found = new Map<string, Share>();
  for (const [template, values] of renderings) {
    const kind = kindOf(template);
    if (kind === undefined) continue;
    const text = await format('x.ts', renderer.render(template, values));
    const { lines, fromTemplates, others } = originOf(text, template, values, renderer);
    const before = found.get(kind) ?? { kind, lines: 0, fromTemplates: 0, others: [] };
    found.set(kind, {
      kind,
      lines: before.lines + lines,
      fromTemplates: before.fromTemplates + fromTemplates,
      others: [...before.others, ...others],
    });
  }
  return [...found.values()];
}

const sum = (all: readonly Share[], key: 'lines' | 'fromTemplates'): number =>
  all.reduce((total, one) => total + one[key], 0);

const { resources: ofBlog } = await presetSpec('blog');

describe.each(adapterPairs)('a resource on $http is read in its templates', async (adapters) => {
  const blog = await shares(adapters, ofBlog);
  const total = {
    kind: 'whole resource',
    lines: sum(blog, 'lines'),
    fromTemplates: sum(blog, 'fromTemplates'),
    others: [],
  };
  it.each([total, ...blog])(
    'its $kind: $fromTemplates of $lines lines',
    ({ fromTemplates, lines, others }) => {
      expect(fromTemplates / lines, others.join('\n')).toBeGreaterThanOrEqual(0.85);
    },
  );
  const many = await shares(adapters, representative);
  it(`whatever its fields are: ${sum(many, 'fromTemplates')} of ${sum(many, 'lines')} lines`, () => {
    expect(sum(many, 'fromTemplates') / sum(many, 'lines')).toBeGreaterThanOrEqual(0.85);
  });
});
