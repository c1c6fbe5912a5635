import assert from 'node:assert/strict';
import type { Subject } from './subject.js';

/** One item of the bar, held against one generated project. It throws where the project falls short. */
export interface Check {
  /** As in the bar: `R5`. */
  readonly item: string;
  readonly title: string;
  /** How generated projects meet it, in a sentence: for docs/bar.md. */
  readonly how?: string;
  readonly run: (subject: Subject) => Promise<void | NotApplicable>;
}

/** There is nothing in the project that the item speaks of. */
export interface NotApplicable {
  readonly notApplicable: string;
}

export const doesNotApply = (why: string): NotApplicable => ({ notApplicable: why });

export const noAccounts = doesNotApply('the project has no accounts');
export const noRoles = doesNotApply('the project has no roles beside user and admin');
export const noResources = doesNotApply('the project has no resources');
export const noTables = doesNotApply('the project has no tables');
export const noOperations = doesNotApply('the project has no operations');

/** The flaws of one try after the other. Where one of them is sought, the tries after it have nothing to add. */
export async function flawsOfAll(
  { sought }: Subject,
  tries: readonly (() => Promise<readonly string[]>)[],
): Promise<readonly string[]> {
  const flaws: string[] = [];
  for (const one of tries) {
    flaws.push(...(await one()));
    if (flaws.some((flaw) => sought?.test(flaw))) break;
  }
  return flaws;
}

/** Every flaw at once: whoever mends one wants to hear of all. */
export function noFlaws(flaws: readonly string[]): void {
  assert.equal(flaws.length, 0, `${flaws.length} flaws:\n${flaws.slice(0, 40).join('\n')}`);
}
