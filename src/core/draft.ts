import type { Outcome } from './outcome.js';
import type { Project } from './project.js';

/** A program to run after the commit: an argument array, never a shell line. */
export interface Task {
  readonly run: readonly [string, ...string[]];
  readonly because: string;
}

/** Something the user has to do by hand, with the exact text to put there. */
export interface ManualStep {
  readonly path: string;
  readonly what: string;
  readonly reason: string;
  readonly snippet: string;
}

/** Turns a template into text: `render('http/express/app.ts.ejs', values)`. Throws on a missing or undefined value. */
export interface Renderer {
  /** The templates below a folder, relative to it, sorted. */
  list(folder: string): readonly string[];
  render(template: string, values: Values): string;
}

export type Values = Readonly<Record<string, unknown>>;

/** A file that a plan brings, and whose lists other features fill: it is printed again once the plan is complete. */
export interface Sheet {
  /** As it is with empty lists. */
  readonly text: string;
  on(list: string): readonly Values[];
  put(list: string, entry: Values): void;
}

/** What a feature plans on. Nothing here touches the disk. */
export interface Draft {
  readonly project: Project;
  /**
   * Renders every template below `templates/<folder>` to the same relative path; `.ejs` or `.sheet.ejs` is dropped, a path segment
   * `[name]` is replaced by `values.name`, a leading `_dot_` becomes `.`. A file that exists already with the same text is left alone;
   * one with another text becomes a manual step.
   */
  render(folder: string, values?: Values): void;
  /** What the template `<partial>.ejs` prints, for an edit. */
  text(partial: string, values: Values): string;
  /** Where a file lies that the project's owner may have moved: the path itself, unless this is a repetition. */
  located(path: string): string;
  /** Adds one new file. Same rules as `render`. */
  create(path: string, text: string): void;
  /** The sheet of a file that this plan brings: what would be an edit of the file goes on its lists. */
  sheet(path: string): Sheet | undefined;
  /** Applies an edit to an existing file. `what` names it to the user: 'register the posts module'; several, where it does several things. */
  edit(path: string, what: string | readonly string[], change: (text: string) => Outcome): void;
  /** A step that has no file to edit (the anchor's file was not found). */
  manual(step: ManualStep): void;
  task(task: Task): void;
  /** A sentence for the summary. */
  note(text: string): void;
}
