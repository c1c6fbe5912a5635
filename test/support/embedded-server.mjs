// node embedded-server.mjs <node_modules> <file with a fresh data directory>: an embedded PostgreSQL until stdin ends.
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [modules, snapshot] = process.argv.slice(2);
const require = createRequire(join(modules, 'x.js'));
const load = (name) => import(pathToFileURL(require.resolve(name)).href);
const { PGlite } = await load('@electric-sql/pglite');
const { PGLiteSocketServer } = await load('@electric-sql/pglite-socket');

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
