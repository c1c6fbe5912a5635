import { UsageError } from '../core/errors.js';

/** What `read` gives; a mistake goes to the others instead, and reading goes on. */
export function collected<T>(mistakes: UsageError[], read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    mistakes.push(error);
    return undefined;
  }
}

/** What `read` gives for each item. All mistakes are thrown together, after the last item. */
export function fromEach<T, R>(items: readonly T[], read: (item: T) => R): R[] {
  const mistakes: UsageError[] = [];
  const results = items.map((item) => collected(mistakes, () => ({ result: read(item) })));
  refuse(mistakes);
  return results.filter((one) => one !== undefined).map(({ result }) => result);
}

/** Throws where there is a mistake: all of them at once. */
export function refuse(mistakes: readonly UsageError[]): void {
  if (mistakes.length > 0) throw together(mistakes);
}

/** More would scroll the first ones out of sight. */
export const MOST_TOLD = 20;

/** Several mistakes as one error: each on its line with its remedy below it. */
function together(mistakes: readonly UsageError[]): UsageError {
  const told = mistakes.slice(0, MOST_TOLD);
  const [last, ...others] = told.toReversed();
  if (last === undefined) throw new Error('There is no mistake.');
  if (others.length === 0) return last;
  const before = others.toReversed().map(({ message, remedy }) => `${message}\n  ${remedy}`);
  const areAll = told.length === mistakes.length;
  const remedy = areAll ? last.remedy : `${last.remedy}\nThere are more mistakes.`;
  const candidates = told.flatMap((one) => one.candidates);
  return new UsageError([...before, last.message].join('\n'), remedy, { candidates });
}
