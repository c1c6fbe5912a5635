import { connect, createServer } from 'node:net';

const QUERY = 'Q'.charCodeAt(0);
const EXECUTE = 'E'.charCodeAt(0);

/** A proxy before PostgreSQL that counts the statements it passes on. */
export async function countStatements(databaseUrl) {
  const target = new URL(databaseUrl);
  const counter = { statements: 0 };
  const sockets = new Set();
  const server = createServer((near) => {
    const far = connect(Number(target.port || 5432), target.hostname);
    const read = reader((type) => {
      if (type === QUERY || type === EXECUTE) counter.statements += 1;
    });
    near.on('data', read);
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
    }
    near.pipe(far).pipe(near);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = new URL(databaseUrl);
  url.hostname = '127.0.0.1';
  url.port = String(server.address().port);
  counter.url = url.href;
  counter.close = () => {
    for (const socket of sockets) socket.destroy();
    server.close();
  };
  return counter;
}

/** Calls back with the type of each message of the protocol; the first one has none. */
function reader(onMessage) {
  let rest = Buffer.alloc(0);
  let started = false;
  return (chunk) => {
    rest = Buffer.concat([rest, chunk]);
    for (;;) {
      const head = started ? 1 : 0;
      if (rest.length < head + 4) return;
      const length = head + rest.readInt32BE(head);
      if (rest.length < length) return;
      if (started) onMessage(rest[0]);
      started = true;
      rest = rest.subarray(length);
    }
  };
}
