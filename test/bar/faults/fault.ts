import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ProjectFiles } from '../project-files.js';
import type { Project } from '../../support/generated.js';

export interface Edit {
  /** A path, or a pattern that fits one path (migrations carry the time in their name). */
  readonly file: string | RegExp;
  /** Occurs exactly once in the file. */
  readonly find: string;
  readonly replace: string;
}

/** A mistake planted in the generated blog, which the check of its item has to find. */
export interface Fault {
  readonly item: string;
  readonly title: string;
  readonly edits: readonly Edit[];
  /** The framework whose blog has the place; every framework's has it where none is named. */
  readonly on?: string;
  /** In the message of the check: that it fails for this, and not by accident. */
  readonly because: RegExp;
  /** Read or run as files: no service has to start before the check. */
  readonly files?: true;
  /** The edit is to a migration, so the tables have to be made anew. */
  readonly tables?: true;
  /** Its check waits for most of its time, and changes nothing that others see. */
  readonly waits?: true;
}

export const fault = (
  item: string,
  title: string,
  because: RegExp,
  edits: readonly Edit[],
  kind: Pick<Fault, 'files' | 'tables' | 'waits'> = {},
): Fault => ({ item, title, because, edits, ...kind });

/** Faults in what only one framework's projects have. */
export const on = (framework: string, faults: readonly Fault[]): readonly Fault[] =>
  faults.map((one) => ({ ...one, on: framework }));

/** Those that can be planted in the blog of a framework. */
export const plantableOn = (framework: string, faults: readonly Fault[]): readonly Fault[] =>
  faults.filter((one) => one.on === undefined || one.on === framework);

export const edit = (file: string | RegExp, find: string, replace: string): Edit => ({ file, find, replace });

/** Plants a fault, and says in which files; a place that is not there exactly once is an error, for then the fault is none. */
export function plant(project: Project, { edits }: Fault): readonly string[] {
  const changed = planted(new ProjectFiles(project), edits);
  for (const [path, text] of changed) writeFileSync(join(project.dir, path), text);
  return [...changed.keys()];
}

/** The files that a fault changes, with their new texts. */
export function planted(files: ProjectFiles, edits: readonly Edit[]): ReadonlyMap<string, string> {
  const changed = new Map<string, string>();
  for (const { file, find, replace } of edits) {
    const paths = files.list((path) => (typeof file === 'string' ? path === file : file.test(path)));
    const [path] = paths;
    if (path === undefined || paths.length > 1) throw new Error(`${paths.length} files are ${String(file)}.`);
    const text = changed.get(path) ?? files.read(path);
    const count = text.split(find).length - 1;
    if (count !== 1) throw new Error(`${count} places in ${path} are ${JSON.stringify(find)}.`);
    changed.set(
      path,
      text.replace(find, () => replace),
    );
  }
  return changed;
}
