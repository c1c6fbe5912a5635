import { projectFormatter } from '../../ports/project-formatter.js';
import type { PlanningParts } from '../planning/plan-project.js';

export interface Formatting {
  readonly format: PlanningParts['format'];
  /** Why the project's own formatter had no part in it, where it should have had. */
  notes(): readonly string[];
}

/** New files as the project's own formatter leaves them; where it cannot be run, in the style of the others, and with a note. */
export function formattingOf(root: string, format: PlanningParts['format']): Formatting {
  const own = projectFormatter(root);
  if (own === undefined) return { format, notes: () => [] };
  const reasons = new Set<string>();
  return {
    async format(path, text, verbatim) {
      const formatted = await format(path, text, verbatim);
      if (!/\.[cm]?ts$/.test(path)) return formatted;
      try {
        return await own.format(path, formatted);
      } catch (error) {
        reasons.add(error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error));
        return formatted;
      }
    },
    notes: () =>
      [...reasons].map(
        (reason) =>
          `${own.settings} sets up ${own.name}, which could not be run (${reason}): format the new files with it.`,
      ),
  };
}
