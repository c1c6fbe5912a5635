import type { ManualStep, Renderer, Task } from './draft.js';
import { UserError } from './errors.js';
import type { Step } from './feature.js';
import { type Drafted, type IsOurs, openDraft } from './recording-draft.js';
import type { Change, Project } from './project.js';
import { Sheets } from './sheet.js';

/** Everything a command is about to do. Nothing of it has happened yet. */
export interface Plan {
  readonly changes: readonly Change[];
  readonly tasks: readonly Task[];
  readonly manual: readonly ManualStep[];
  readonly notes: readonly string[];
  /** Every file the plan looked at, as it was then. */
  readonly seen: ReadonlyMap<string, string | undefined>;
  /** The project as it will be. */
  readonly project: Project;
  /** What each edited file was edited for. */
  readonly edits: ReadonlyMap<string, readonly string[]>;
}

/** The plan of what was written on top of a project, with what else there is to say of it. */
export const planOf = (
  project: Project,
  more: Partial<Omit<Plan, 'project' | 'changes' | 'seen'>> = {},
): Plan => ({
  tasks: [],
  manual: [],
  notes: [],
  edits: new Map(),
  ...more,
  project,
  changes: project.changes(),
  seen: project.seen(),
});

/** What planning needs from outside: templates, a formatter for new files, and the features' tools. */
export interface Workshop<T> {
  readonly renderer: Renderer;
  /** `verbatim`: the text is a template's own, in the house style. */
  format(path: string, text: string, verbatim?: boolean): Promise<string>;
  tools(step: Step<T>, project: Project): T;
  /** Where the steps have been taken before: which files are of then. Only what is missing is planned. */
  readonly isOurs?: IsOurs | undefined;
}

/** Plans the steps one after the other; each sees what those before it planned. */
export async function fold<T>(
  steps: readonly Step<T>[],
  start: Project,
  workshop: Workshop<T>,
): Promise<Plan> {
  const drafted: Drafted[] = [];
  const manual: ManualStep[] = [];
  const sheets = new Sheets(workshop.renderer);
  let project = start;
  for (const step of steps) {
    const draft = planStep(step, project, workshop, sheets);
    project = await formatted(draft, workshop);
    manual.push(...draft.manualSteps, ...(await clashes(draft, project, workshop)));
    drafted.push(draft);
  }
  project = await completed(project, sheets, workshop);
  return planOf(project, {
    tasks: distinct(
      drafted.flatMap((draft) => draft.tasks),
      (task) => JSON.stringify(task.run),
    ),
    manual: distinct(manual, (step) => JSON.stringify([step.path, step.snippet])),
    notes: [...new Set(drafted.flatMap((draft) => draft.notes))],
    edits: editsOf(drafted, start),
  });
}

function planStep<T>(step: Step<T>, project: Project, workshop: Workshop<T>, sheets: Sheets): Drafted {
  const draft = openDraft(project, workshop.renderer, workshop.isOurs, sheets);
  try {
    step.feature.plan({ ...workshop.tools(step, project), draft, answers: step.answers });
  } catch (error) {
    throw named(step.feature.id, error);
  }
  return draft;
}

/** One after the other: formatting them all at once takes more memory than time it saves. */
async function formatted<T>(draft: Drafted, workshop: Workshop<T>): Promise<Project> {
  const texts = new Map<string, string>();
  for (const [path, verbatim] of draft.created) {
    texts.set(path, await workshop.format(path, draft.project.read(path) ?? '', verbatim));
  }
  return draft.project.writeAll(texts);
}

/** The project with the files printed whose lists are complete now. */
async function completed<T>(project: Project, sheets: Sheets, workshop: Workshop<T>): Promise<Project> {
  const texts = new Map<string, string>();
  for (const [path, text] of sheets.printed()) texts.set(path, await workshop.format(path, text));
  return project.writeAll(texts);
}

/** A file that is there already is left alone; where it is not what the feature would have written, the user is told. */
async function clashes<T>(draft: Drafted, project: Project, workshop: Workshop<T>): Promise<ManualStep[]> {
  const steps = [...draft.clashes].map(async ([path, unformatted]) => {
    const snippet = await workshop.format(path, unformatted);
    const reason = `${path} exists with other content, so it was left unchanged.`;
    return snippet === project.read(path) ? [] : [{ path, what: `compare ${path}`, reason, snippet }];
  });
  return (await Promise.all(steps)).flat();
}

function editsOf(drafted: readonly Drafted[], start: Project): ReadonlyMap<string, readonly string[]> {
  const edits = new Map<string, string[]>();
  for (const [path, sentences] of drafted.flatMap((draft) => [...draft.edits])) {
    if (start.has(path)) edits.set(path, [...(edits.get(path) ?? []), ...sentences]);
  }
  return edits;
}

function named(id: string, error: unknown): unknown {
  if (error instanceof UserError) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new UserError(
    `The feature "${id}" could not be planned: ${message}`,
    'Nothing was written. This is a bug in Plinth or in that feature: please report it.',
    1,
    { cause: error },
  );
}

function distinct<V>(values: readonly V[], key: (value: V) => string): V[] {
  const first = new Map<string, V>();
  for (const value of values) if (!first.has(key(value))) first.set(key(value), value);
  return [...first.values()];
}
