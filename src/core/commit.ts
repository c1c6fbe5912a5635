/** The only way a plan reaches the disk. */
export { commit } from './commit-existing.js';
export { commitNew } from './commit-new.js';
export { repair } from './repair.js';
