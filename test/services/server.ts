import type { TestProject } from 'vitest/node';
import { withClient } from '../support/database.js';

/** Refuses to begin without the server. */
export default async function setup(project: TestProject): Promise<void> {
  const url = project.config.env['PLINTH_TEST_POSTGRES'];
  if (!url) throw new Error('PLINTH_TEST_POSTGRES names no server.');
  try {
    await withClient(url, (client) => client.query('SELECT 1'));
  } catch (error) {
    throw new Error(`No PostgreSQL answers at ${url}. Start one, or set PLINTH_TEST_POSTGRES.`, {
      cause: error,
    });
  }
}
