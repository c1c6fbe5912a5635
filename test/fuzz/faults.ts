import type { Files } from '../adding/planning.js';
import { folderOf, type Spec, written } from './spec.js';

export const stages = ['plan', 'format', 'lint', 'types', 'tests', 'database', 'http'] as const;
export type Stage = (typeof stages)[number];

/** Something that was accepted and does not work. */
export interface Fault {
  readonly stage: Stage;
  /** The resources it names, as far as it names any. */
  readonly resources: readonly string[];
  readonly message: string;
}

export interface Figures {
  relations: number;
  tests: number;
  skipped: number;
  readonly seconds: Partial<Record<Stage, number>>;
}

export const noFigures = (): Figures => ({ relations: 0, tests: 0, skipped: 0, seconds: {} });

/** A project that lies on the disk, to be looked at. */
export interface Place {
  readonly spec: Spec;
  readonly files: Files;
  readonly folder: string;
  readonly figures: Figures;
}

/** A fault with the resources whose files or names it is about. */
export function fault(stage: Stage, spec: Spec, message: string): Fault {
  const all = written(spec);
  const inPath = all.filter((one) => new RegExp(`(modules|test)/${folderOf(one)}/`).test(message));
  const byName = all.filter(({ name }) => new RegExp(`\\b${name}\\b`).test(message));
  return { stage, message, resources: (inPath.length > 0 ? inPath : byName).map(({ name }) => name) };
}
