import fc from 'fast-check';
import { expect, it } from 'vitest';
import { creation, choices, type Files, filesOf, adapterPairs } from '../adding/planning.js';
import { syntaxErrors } from '../support/syntax.js';
import { attempted, change } from './random-changes.js';
import { drawnProjects, inOrder } from './drawn-projects.js';
import { parsed, written } from './spec.js';

const SEED = 3;
const CHANGES = 8;
const EDITS = 40;

const place = fc.record({ file: fc.nat(), line: fc.nat() });
const projects = drawnProjects(() => true).slice(0, 4);
const steps = fc.sample(
  fc.array(fc.record({ change, places: fc.array(place, { minLength: EDITS, maxLength: EDITS }) }), {
    minLength: CHANGES,
    maxLength: CHANGES,
  }),
  { seed: SEED, numRuns: projects.length },
);

const isOwn = (path: string): boolean => /^(?:src\/modules|test)\/(?!users|auth).*\.ts$/.test(path);

/** A line of somebody's own between two others. */
function withLine(text: string, at: number, mark: string): string {
  const lines = text.split('\n');
  lines.splice(at % lines.length, 0, mark);
  return lines.join('\n');
}

it.each(adapterPairs.map((adapters, index) => ({ adapters, index })))(
  'lines written between random changes are never lost, and everything parses: on $adapters.http',
  async ({ adapters, index }) => {
    for (const [at, clusters] of projects.entries()) {
      if (at % adapterPairs.length !== index) continue;
      const resources = inOrder(written({ clusters })).map(parsed);
      let files: Files = filesOf(await creation({ adapters, features: choices, resources }));
      const marks = new Set<string>();
      let done = 0;
      for (const [step, { change: drawn, places }] of (steps[at] ?? []).entries()) {
        const edited = new Map(files);
        for (const [nth, { file, line }] of places.entries()) {
          const own = [...edited.keys()].filter(isOwn);
          const path = own[file % own.length] ?? '';
          const mark = `// own ${step} ${nth}`;
          const text = withLine(edited.get(path) ?? '', line, mark);
          if (syntaxErrors(path, text).length > 0) continue;
          edited.set(path, text);
          marks.add(mark);
        }
        files = edited;
        const plan = await attempted(files, drawn, step);
        if (plan === undefined) continue;
        done += 1;
        // Only where a comment stands in the midst of what changes.
        for (const { reason } of plan.manual)
          expect(reason).toMatch(
            /^The lines to be changed in \S+ were edited\.$|not needed any more, but it was edited|^It uses what is gone/,
          );
        const next = filesOf(plan);
        for (const [path, text] of next)
          if (path.endsWith('.ts') && text !== files.get(path))
            expect([path, drawn, syntaxErrors(path, text)]).toEqual([path, drawn, []]);
        // Wherever the file is now.
        const lines = new Set(
          [...next.values()].flatMap((text) => text.split('\n').map((one) => one.trim())),
        );
        for (const mark of marks)
          expect([mark, JSON.stringify(drawn), lines.has(mark)]).toEqual([mark, JSON.stringify(drawn), true]);
        files = next;
      }
      expect(done).toBeGreaterThan(0);
    }
  },
);
