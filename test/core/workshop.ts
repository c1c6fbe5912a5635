import type { Draft, Renderer } from '../../src/core/draft.js';
import type { Feature, Step } from '../../src/core/feature.js';
import type { Workshop } from '../../src/core/plan.js';

export type Plain = Feature<object>;

/** A feature with nothing but an id and what the test says. */
export function feature(
  id: string,
  more: Partial<Omit<Plain, 'id' | 'plan'>> & { plan?: (draft: Draft) => void } = {},
): Plain {
  const { plan = () => undefined, ...rest } = more;
  return { id, title: id, summary: id, needs: [], questions: {}, ...rest, plan: ({ draft }) => plan(draft) };
}

export const step = (of: Plain): Step<object> => ({ feature: of, answers: {} });

/** Templates as a record; `{name}` in a text is replaced by the value. */
export function rendererOf(templates: Readonly<Record<string, string>>): Renderer {
  return {
    list: (folder) =>
      Object.keys(templates)
        .filter((path) => path.startsWith(`${folder}/`))
        .map((path) => path.slice(folder.length + 1))
        .sort(),
    render: (template, values) =>
      (templates[template] ?? '').replace(/\{(\w+)\}/g, (_, key) => String(values[key])),
  };
}

/** A formatter whose work can be seen: it trims lines of TypeScript. */
export function workshopOf(templates: Readonly<Record<string, string>> = {}): Workshop<object> {
  return {
    renderer: rendererOf(templates),
    format: async (path, text) => (path.endsWith('.ts') ? text.replace(/^ +/gm, '') : text),
    tools: () => ({}),
  };
}
