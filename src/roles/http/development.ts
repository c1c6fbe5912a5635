/**
 * What development needs before the program itself: it makes the `.env` of a fresh clone, so that every script works there under
 * any package manager, and provides the embedded database.
 */
export const withDevelopment = '--import ./dev/setup.mjs';
