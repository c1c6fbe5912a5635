import process from 'node:process';

export const blog = ['--preset', 'blog'] as const;
export const nestBlog = ['--framework', 'nest', ...blog] as const;

/**
 * Items of the blog that are tried in a file of their own, at the same time as the others. T4 is not one: what the project's own tests
 * ask and are answered is for P3 to look at.
 */
const readsCode = /^(?:K\d+|T(?!4$)\d+)$/;

const isOfCode = (item: string): boolean => readsCode.test(item);
export const isOfRunning = (item: string): boolean => !readsCode.test(item);

const frameworks: readonly (string | undefined)[] = ['express', 'nest', undefined];

/** On which framework the project's own tests have to catch mistakes (T5): CI takes turns. Both where nothing is said. */
const mistakesOn = process.env['PLINTH_MISTAKES_ON'];
if (!frameworks.includes(mistakesOn)) {
  throw new Error(`PLINTH_MISTAKES_ON is ${mistakesOn}: give it as express or nest.`);
}

/** As `isOfCode`, without T5 where it is the other framework's turn. */
export const isOfCodeOn =
  (framework: 'express' | 'nest') =>
  (item: string): boolean =>
    isOfCode(item) && (item !== 'T5' || (mistakesOn ?? framework) === framework);
