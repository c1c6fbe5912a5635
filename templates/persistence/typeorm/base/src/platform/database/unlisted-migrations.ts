import { readdir } from 'node:fs/promises';
import type { DataSource } from 'typeorm';

const folder = new URL('../../database/migrations/', import.meta.url);

/** Files of the folder with a migration that the data source does not list, and that is never run therefore. */
export async function unlistedMigrations({ migrations }: DataSource): Promise<readonly string[]> {
  const listed = new Set<unknown>(migrations.map((migration) => migration.constructor));
  const unlisted: string[] = [];
  for (const file of await filesOfFolder()) {
    const exported: object = await import(new URL(file, folder).href);
    const classes = Object.values(exported).filter(isMigration);
    if (classes.some((migration) => !listed.has(migration))) unlisted.push(file);
  }
  return unlisted;
}

async function filesOfFolder(): Promise<readonly string[]> {
  const files = await readdir(folder).catch(() => []);
  return files.filter((file) => /(?<!\.d)\.[jt]s$/.test(file)).toSorted();
}

const isMigration = (value: unknown): boolean =>
  typeof value === 'function' && typeof value.prototype?.up === 'function';
