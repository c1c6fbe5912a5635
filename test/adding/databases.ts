import { afterAll } from 'vitest';
import { openDatabase, type TestDatabase } from '../support/database.js';

/** Opens databases for the tests of a suite, and closes them after the last. */
export function databasesOfSuite(): () => Promise<string> {
  const databases: TestDatabase[] = [];
  afterAll(() => Promise.all(databases.map((database) => database.close())));
  return async () => {
    const database = await openDatabase();
    databases.push(database);
    return database.url;
  };
}
