import { once, on } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import type { PGlite } from '@electric-sql/pglite';
import { message, startup, type Unit, UnitReader } from './messages.js';
import { PreparedStatements } from './statements.js';

const MAX_CONNECTIONS = 100;
/** Of 64 kB each. */
const MAX_UNREAD_CHUNKS = 256;
const SYNC = message('S');
const ROLLBACK = message('Q', 'ROLLBACK');
// DISCARD ALL without the prepared statements, which the other connections still need. A setting or temporary table of
// theirs goes too: what is kept between transactions cannot be told apart in one backend, and must not outlive its maker.
const RESET = message(
  'Q',
  `CLOSE ALL; SET SESSION AUTHORIZATION DEFAULT; RESET ALL; UNLISTEN *; SELECT pg_advisory_unlock_all();
   DISCARD TEMP; DISCARD SEQUENCES`,
);

export interface EmbeddedServer {
  readonly port: number;
  readonly close: () => Promise<void>;
}

/** Serves one backend to many connections. */
export async function serveBackend(database: PGlite): Promise<EmbeddedServer> {
  const sessions = new Map<Socket, Promise<void>>();
  const backend = await Backend.greet(database);
  const server = createServer({ noDelay: true }, (socket) => {
    const session = new Session(socket, backend).live();
    // What went wrong with a connection, its client learns by its end.
    const ended = session.catch(() => {}).finally(() => sessions.delete(socket));
    sessions.set(socket, ended);
  });
  server.maxConnections = MAX_CONNECTIONS;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const close = async (): Promise<void> => {
    server.close();
    for (const socket of sessions.keys()) socket.destroy();
    await Promise.all(sessions.values());
  };
  return { port: (server.address() as AddressInfo).port, close };
}

/** Whoever has the turn has the backend for itself; the others get theirs in the order of asking. */
class Backend {
  readonly #database: PGlite;
  #last: Promise<void> = Promise.resolve();
  /** The same for all, so that connecting waits for no turn. */
  greeting: Buffer = Buffer.alloc(0);

  private constructor(database: PGlite) {
    this.#database = database;
  }

  static async greet(database: PGlite): Promise<Backend> {
    const backend = new Backend(database);
    backend.greeting = await backend.run(startup('user', 'postgres', 'database', 'postgres'));
    return backend;
  }

  async takeTurn(): Promise<() => void> {
    const before = this.#last;
    let end = (): void => {};
    this.#last = new Promise((resolve) => {
      end = resolve;
    });
    await before;
    return end;
  }

  get isInTransaction(): boolean {
    return this.#database.isInTransaction();
  }

  async run(bytes: Buffer): Promise<Buffer> {
    const answer: Buffer[] = [];
    // What is given is a view of the backend's memory, which changes.
    const onRawData = (data: Uint8Array): void => void answer.push(Buffer.from(data));
    await this.#database.execProtocolRawStream(bytes, { onRawData });
    return Buffer.concat(answer);
  }
}

class Session {
  readonly #socket: Socket;
  readonly #backend: Backend;
  readonly #statements = new PreparedStatements();
  readonly #closed = new AbortController();
  #endTurn: (() => void) | undefined;
  #started = false;
  #idleLimitMs = 0;
  #idle: NodeJS.Timeout | undefined;

  constructor(socket: Socket, backend: Backend) {
    this.#socket = socket;
    this.#backend = backend;
    socket.once('close', () => this.#closed.abort());
  }

  async live(): Promise<void> {
    try {
      for await (const unit of this.#read()) {
        await this.#answer(unit);
        if (this.#socket.destroyed) return;
      }
    } finally {
      this.#socket.on('error', () => {}).destroy();
      await this.#leave();
    }
  }

  async *#read(): AsyncGenerator<Unit> {
    const reader = new UnitReader(this.#statements.localise);
    // Read also while a statement waits for its turn, so that a client that has gone is noticed.
    const options = { close: ['close'], highWaterMark: MAX_UNREAD_CHUNKS, lowWaterMark: 1 };
    const chunks = on(this.#socket, 'data', options) as AsyncIterableIterator<[Buffer]>;
    for await (const [chunk] of chunks) yield* reader.read(chunk);
  }

  async #answer({ kind, bytes, ends }: Unit): Promise<void> {
    switch (kind) {
      case 'encryption':
        return this.#send(Buffer.from('N'));
      case 'startup':
        this.#started = true;
        this.#idleLimitMs = idleLimitOf(bytes);
        return this.#send(this.#backend.greeting);
      case 'statements':
        return this.#run(bytes, ends);
      // A statement cannot be interrupted: the backend hears nothing while it runs.
      case 'cancel':
      case 'terminate':
        this.#socket.destroySoon();
    }
  }

  async #run(bytes: Buffer, ends: boolean): Promise<void> {
    clearTimeout(this.#idle);
    this.#endTurn ??= await this.#backend.takeTurn();
    if (this.#socket.destroyed) return;
    const answer = await this.#backend.run(bytes);
    if (ends && !this.#backend.isInTransaction) this.#passTurn();
    else this.#limitIdleness();
    await this.#send(answer);
  }

  async #send(answer: Buffer): Promise<void> {
    if (this.#socket.write(answer)) return;
    await once(this.#socket, 'drain', { signal: this.#closed.signal });
  }

  #limitIdleness(): void {
    if (this.#idleLimitMs === 0) return;
    this.#idle = setTimeout(() => this.#socket.destroy(), this.#idleLimitMs);
  }

  #passTurn(): void {
    this.#endTurn?.();
    this.#endTurn = undefined;
  }

  async #leave(): Promise<void> {
    clearTimeout(this.#idle);
    if (!this.#started) return;
    this.#endTurn ??= await this.#backend.takeTurn();
    try {
      // After an error that no Sync has followed the first ROLLBACK is skipped; without one, Sync alone would commit.
      const end = [ROLLBACK, SYNC, ROLLBACK, ...this.#statements.closing(), SYNC, RESET];
      await this.#backend.run(Buffer.concat(end));
    } finally {
      this.#passTurn();
    }
  }
}

/**
 * The one startup parameter that means something here: statements cannot be interrupted, and find no lock taken; but
 * one that is idle in a transaction keeps everybody waiting.
 */
function idleLimitOf(bytes: Buffer): number {
  const parameters = bytes.toString('utf8', 8).split('\0');
  const at = parameters.indexOf('idle_in_transaction_session_timeout');
  const limit = at === -1 ? 0 : Number(parameters[at + 1]);
  return Number.isSafeInteger(limit) && limit > 0 ? Math.min(limit, 2 ** 31 - 1) : 0;
}
