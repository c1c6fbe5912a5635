import { UserError } from './errors.js';
import type { Feature, Step } from './feature.js';

/**
 * The order to plan in: every feature after what it needs, else as they were wanted. Everything that cannot work is refused here,
 * before anything is planned. `installed` are the ids and roles the project already has.
 */
export function order<T>(
  wanted: readonly Step<T>[],
  installed: ReadonlySet<string>,
  catalogue: readonly Feature<T>[],
): readonly Step<T>[] {
  refuseDoubles(wanted, installed);
  refuseConflicts(wanted, installed, catalogue);
  refuseMissing(wanted, installed, catalogue);
  return sorted(wanted);
}

/** The words a feature answers to: its id, and the role it fills. */
function names<T>(feature: Feature<T>): readonly string[] {
  return feature.role === undefined ? [feature.id] : [feature.id, feature.role];
}

function refuseDoubles<T>(wanted: readonly Step<T>[], installed: ReadonlySet<string>): void {
  const ids = new Set<string>();
  const filled = new Map<string, string>();
  for (const { feature } of wanted) {
    if (ids.has(feature.id)) {
      throw new UserError(`The feature "${feature.id}" was asked for twice.`, 'Name each feature once.', 2);
    }
    ids.add(feature.id);
    if (feature.role === undefined || feature.sharesRole === true) continue;
    const other = filled.get(feature.role);
    if (other !== undefined)
      throw roleTaken(feature.role, `"${other}" and "${feature.id}" were both chosen.`);
    if (installed.has(feature.role) && !installed.has(feature.id)) {
      throw roleTaken(
        feature.role,
        `The project has another one already, so "${feature.id}" cannot be added.`,
      );
    }
    filled.set(feature.role, feature.id);
  }
}

function roleTaken(role: string, which: string): UserError {
  return new UserError(`A project has one ${role}. ${which}`, 'Leave one of them out.', 2);
}

function refuseConflicts<T>(
  wanted: readonly Step<T>[],
  installed: ReadonlySet<string>,
  catalogue: readonly Feature<T>[],
): void {
  const chosen = wanted.map((step) => step.feature);
  const present = [...chosen, ...catalogue.filter((feature) => installed.has(feature.id))];
  for (const feature of chosen) {
    const other = present.find((candidate) => candidate.id !== feature.id && clash(feature, candidate));
    if (other === undefined) continue;
    throw new UserError(
      `The features "${feature.id}" and "${other.id}" cannot be combined.`,
      installed.has(other.id)
        ? `This project has "${other.id}", so leave "${feature.id}" out.`
        : 'Choose one of them.',
      2,
    );
  }
}

function clash<T>(one: Feature<T>, other: Feature<T>): boolean {
  const refuses = (a: Feature<T>, b: Feature<T>) => names(b).some((name) => a.conflicts?.includes(name));
  return refuses(one, other) || refuses(other, one);
}

function refuseMissing<T>(
  wanted: readonly Step<T>[],
  installed: ReadonlySet<string>,
  catalogue: readonly Feature<T>[],
): void {
  const there = new Set([...installed, ...wanted.flatMap((step) => names(step.feature))]);
  for (const { feature } of wanted) {
    const missing = feature.needs.filter((need) => !there.has(need));
    if (missing.length > 0) throw needed(feature, missing, catalogue);
  }
}

function needed<T>(
  { id }: Feature<T>,
  missing: readonly string[],
  catalogue: readonly Feature<T>[],
): UserError {
  const role = missing.find((name) => catalogue.some((candidate) => candidate.role === name));
  if (role !== undefined) {
    const fillers = catalogue.filter((candidate) => candidate.role === role).map((candidate) => candidate.id);
    return new UserError(lacks(id, [role]), `Choose what fills that role: ${fillers.join(', ')}.`, 2);
  }
  const unknown = missing.find((name) => !catalogue.some((candidate) => candidate.id === name));
  if (unknown !== undefined) {
    return new UserError(lacks(id, missing), `There is no feature called "${unknown}": please report this.`);
  }
  const commands = missing.map((name) => `plinth add feature ${name}`).join(' && ');
  return new UserError(
    lacks(id, missing),
    `Choose ${missing.length === 1 ? 'it' : 'them'} too: --features ${[...missing, id].join(',')} for a new project, ${commands} for this one.`,
    2,
  );
}

function lacks(id: string, missing: readonly string[]): string {
  const names = missing.map((name) => `"${name}"`).join(' and ');
  return `The feature "${id}" needs ${names}, which ${missing.length === 1 ? 'is' : 'are'} neither chosen nor in the project.`;
}

function sorted<T>(wanted: readonly Step<T>[]): readonly Step<T>[] {
  const result: Step<T>[] = [];
  const waiting = new Set(wanted);
  const open = waitingFor(wanted);
  while (waiting.size > 0) {
    const next = [...waiting].find((step) => open(step, waiting));
    if (next === undefined) throw cycle([...waiting]);
    waiting.delete(next);
    result.push(next);
  }
  return result;
}

/** Tells whether everything a step has to follow has been placed. */
function waitingFor<T>(wanted: readonly Step<T>[]) {
  const called = (name: string): readonly Step<T>[] =>
    wanted.filter(({ feature }) => names(feature).includes(name));
  const before = new Map(
    wanted.map((step) => {
      const follows = [...step.feature.needs, ...(step.feature.after ?? [])];
      return [step, follows.flatMap(called).filter((other) => other !== step)];
    }),
  );
  return (step: Step<T>, waiting: ReadonlySet<Step<T>>) =>
    !before.get(step)?.some((other) => waiting.has(other));
}

function cycle<T>(steps: readonly Step<T>[]): UserError {
  const ids = steps.map((step) => `"${step.feature.id}"`).join(', ');
  return new UserError(
    `The features ${ids} wait for each other.`,
    'This is a bug in Plinth: please report it.',
  );
}
