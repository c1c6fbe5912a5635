import { specPath } from '../covering/specs.js';

/** The projects that are held against a real server: title, and how they are made. */
export const projects: readonly (readonly [title: string, args: readonly string[]])[] = [
  ['the blog preset', ['--preset', 'blog']],
  ['the spec of everything', ['--from', specPath('everything')]],
];
