import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { migrationsRun, schemaOf } from '../covering/schema.js';
import { run } from '../support/run.js';
import { projects } from './projects.js';
import { type Opened, openSubject } from './subject.js';

/** TypeORM's own command line wants a module that exports a data source. */
const dataSource = `import { createDataSource } from './database/data-source.js';
export default createDataSource({ url: process.env.DATABASE_URL, poolMax: 2 });
`;

async function within(args: readonly string[], work: (opened: Opened) => Promise<void>): Promise<void> {
  const opened = await openSubject(args);
  try {
    await work(opened);
  } finally {
    await opened.close();
  }
}

const typeormCheck = async ({ subject }: Opened) => {
  await subject.migrate();
  writeFileSync(join(subject.files.dir, 'dist', 'cli.js'), dataSource);
  const cli = join(subject.files.dir, 'node_modules', 'typeorm', 'cli.js');
  const args = [cli, 'migration:generate', 'drift', '-d', 'dist/cli.js', '--check', '--dryrun'];
  return run(process.execPath, args, { cwd: subject.files.dir, env: subject.env });
};

it.each(projects)('D3 %s migrates up, down to nothing, and up to the same schema', (_title, args) =>
  within(args, async ({ subject }) => {
    await subject.migrate();
    const before = await schemaOf(subject.databaseUrl);
    expect(await migrationsRun(subject.databaseUrl)).toBeGreaterThan(1);
    await subject.migrateDown();
    expect(await migrationsRun(subject.databaseUrl)).toBe(0);
    expect(await schemaOf(subject.databaseUrl)).toEqual([]);
    await subject.node(['dist/database/migrate.js', 'up']);
    expect(await schemaOf(subject.databaseUrl)).toEqual(before);
  }),
);

it.each(projects)('D4 %s: typeorm migration:generate --check --dryrun finds nothing', (_title, args) =>
  within(args, async (opened) => {
    const { code, stdout, stderr } = await typeormCheck(opened);
    expect(code, `${stdout}${stderr}`).toBe(0);
  }),
);

it('D4 and finds a column that no migration made', () =>
  within(['--preset', 'blog'], async (opened) => {
    await opened.subject.build();
    const { files } = opened.subject;
    const entity = 'dist/modules/tags/tag.entity.js';
    const text = files.read(entity);
    const drifted = text.replace(/length: 100/, 'length: 101');
    expect(drifted).not.toBe(text);
    writeFileSync(join(files.dir, entity), drifted);
    const { code, stdout } = await typeormCheck(opened);
    expect(code).toBe(1);
    expect(stdout).toContain('"tags"');
  }));
