// node --import tsx embedded-server.mjs: an embedded PostgreSQL until stdin ends.
import process from 'node:process';
// The one that generated projects have: several connections, and transactions that do not mix.
import { openInMemory } from '../../templates/persistence/typeorm/base/dev/embedded/database.ts';

const url = new URL((await openInMemory()).url);
// A project's own tests empty only what is called a test.
url.pathname = '/test';
console.log(url.href);
process.stdin.on('end', () => process.exit(0)).resume();
