import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { rssOf } from './processes.mjs';

const READERS = 250;
const WATCHED_S = 40;

/** Clients that ask for 100 rows of 100 kB each and read nothing: the most memory in MB, and how many are there at the end. */
export async function slowReaders({ url, pid }, blog) {
  const client = new pg.Client({ connectionString: blog.url });
  await client.connect();
  await client.query(`UPDATE posts SET content = repeat('x', 100000), published = true
    WHERE id IN (SELECT id FROM posts ORDER BY created_at DESC, id DESC LIMIT 100)`);
  await client.end();
  const { port } = new URL(url);
  const sockets = Array.from({ length: READERS }, () => reader(Number(port)));
  let peak = 0;
  for (let waited = 0; waited < WATCHED_S * 10; waited += 1) {
    peak = Math.max(peak, rssOf(pid));
    await delay(100);
  }
  const open = established(Number(port), sockets);
  for (const socket of sockets) socket.destroy();
  return { readers: READERS, peak, open };
}

function reader(port) {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => {});
  socket.once('connect', () => {
    socket.pause();
    socket.write('GET /api/v1/posts?limit=100&sort=-createdAt HTTP/1.1\r\nHost: bench\r\n\r\n');
  });
  return socket;
}

/** By the service's own side: a client that reads nothing does not hear of its end. */
function established(port, sockets) {
  const hex = (value) => value.toString(16).toUpperCase().padStart(4, '0');
  const ours = new Set(sockets.map(({ localPort }) => hex(localPort ?? 0)));
  const lines = ['/proc/net/tcp', '/proc/net/tcp6'].flatMap((path) => readFileSync(path, 'utf8').split('\n'));
  return lines
    .map((line) => line.trim().split(/\s+/))
    .filter(([, local = '', remote = '', state]) => {
      return local.endsWith(`:${hex(port)}`) && ours.has(remote.split(':')[1]) && state === '01';
    }).length;
}
