// node embedded-server.mjs <file with a fresh data directory>: an embedded PostgreSQL until stdin ends.
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import process from 'node:process';
import { PGlite } from '@electric-sql/pglite';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';

const [snapshot] = process.argv.slice(2);

// Making a database takes seconds, unpacking one does not.
const fresh = existsSync(snapshot) ? { loadDataDir: new Blob([readFileSync(snapshot)]) } : {};
const db = await PGlite.create('memory://', fresh);
if (!existsSync(snapshot)) {
  const dump = await db.dumpDataDir('none');
  writeFileSync(`${snapshot}.${process.pid}`, Buffer.from(await dump.arrayBuffer()));
  renameSync(`${snapshot}.${process.pid}`, snapshot);
}
const server = new PGLiteSocketServer({ db, host: '127.0.0.1', port: 0, maxConnections: 200 });
await server.start();
console.log(`postgresql://postgres:postgres@127.0.0.1:${server.getServerConn().split(':').at(-1)}/postgres`);
process.stdin.on('end', () => process.exit(0)).resume();
