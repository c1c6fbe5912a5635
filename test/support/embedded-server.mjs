// node --import tsx embedded-server.mjs <file with a fresh data directory>: an embedded PostgreSQL until stdin ends.
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import process from 'node:process';
import { PGlite } from '@electric-sql/pglite';
// The one that generated projects have: several connections, and transactions that do not mix.
import { serveBackend } from '../../templates/persistence/typeorm/base/dev/embedded/server.ts';

const [snapshot] = process.argv.slice(2);

// Making a database takes seconds, unpacking one does not.
const fresh = existsSync(snapshot) ? { loadDataDir: new Blob([readFileSync(snapshot)]) } : {};
const database = await PGlite.create('memory://', fresh);
if (!existsSync(snapshot)) {
  const dump = await database.dumpDataDir('none');
  writeFileSync(`${snapshot}.${process.pid}`, Buffer.from(await dump.arrayBuffer()));
  renameSync(`${snapshot}.${process.pid}`, snapshot);
}
const { port } = await serveBackend(database);
// A project's own tests empty only what is called a test.
console.log(`postgresql://postgres:postgres@127.0.0.1:${port}/test`);
process.stdin.on('end', () => process.exit(0)).resume();
