/** A project's own lint allows 11 branches and 60 lines in one function; with long names a branch takes up to seven lines. */
const MOST_BRANCHES = 6;

/** Whether a function has a branch for each of many relations: it is as simple as it is long, and the linter is told so. */
export const hasManyBranches = (branches: number): boolean => branches > MOST_BRANCHES;
