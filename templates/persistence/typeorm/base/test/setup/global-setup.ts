import type { TestProject } from 'vitest/node';
import { openInMemory } from '../../dev/embedded/database.js';
import { createDataSource } from '../../src/database/data-source.js';
import type { EmbeddedDatabase } from '../../src/platform/database/embedded.js';

declare module 'vitest' {
  interface ProvidedContext {
    readonly databaseUrl: string;
    readonly isEmbedded: boolean;
  }
}

/** One database for the whole run, with the tables that the real migrations make. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = process.env['TEST_DATABASE_URL'];
  const { url, close } = await openTestDatabase(server);
  const dataSource = createDataSource({ url, poolMax: 1 });
  await dataSource.initialize();
  await dataSource.runMigrations();
  await dataSource.destroy();
  project.provide('databaseUrl', url);
  project.provide('isEmbedded', !server);
  return close;
}

async function openTestDatabase(url: string | undefined): Promise<EmbeddedDatabase> {
  if (!url) return openInMemory();
  if (!new URL(url).pathname.includes('test')) {
    throw new Error('TEST_DATABASE_URL is emptied by the tests: its name must contain "test".');
  }
  return { url, close: async () => {} };
}
