/** Makes the `.env` of a fresh clone before the program reads it: every script works there, under any package manager. */
export const withEnvironment = '--import ./scripts/create-env.mjs';
