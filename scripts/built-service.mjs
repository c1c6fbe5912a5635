// A built project on a database that outlives it: the project's own embedded one, in a process beside it.
import { rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import process from 'node:process';
import { background, freePort, run, scriptOf, serve } from './processes.mjs';

const program = `import { openEmbedded } from './dev/embedded/database.js';
const { url, close } = await openEmbedded('.data');
process.on('SIGTERM', () => close().then(() => process.exit(0)));
console.log(url);
`;

/** Opens and migrates the database, hands over how to start the service on it, and closes it. */
export async function withBuiltService(cwd, work, node = process.execPath) {
  const file = join(cwd, 'embedded-database.mjs');
  writeFileSync(file, program);
  // As `npm run migrate` does, with another program: each framework has its own loader of TypeScript.
  const [loader, ...options] = scriptOf(cwd, 'migrate').slice(0, -2);
  const path = [join(cwd, 'node_modules', '.bin'), join(node, '..'), process.env.PATH].join(delimiter);
  const database = await background(loader, [...options, file], { cwd, env: { PATH: path } });
  try {
    const env = { DATABASE_URL: database.line };
    await run(node, ['dist/database/migrate.js', 'up'], { cwd, env });
    await work(async () => serve(cwd, { port: await freePort(), node, env }));
  } finally {
    await database.stop();
    rmSync(file);
  }
}
