import { connect, createServer, type Server, type Socket } from 'node:net';
import { type Message, MessageReader } from './database-messages.js';

/** A row that was written, and in which transaction of which session. */
export interface Write {
  readonly statement: string;
  readonly transaction: string;
}

type Hold = 'nothing' | 'statements' | 'statements in a transaction';

/** Between a service and its database: it listens in, can hold statements back, and can be cut. */
export class DatabaseProxy {
  readonly #server: Server;
  readonly #links = new Set<Link>();
  readonly #target: URL;
  #isCut = false;
  hold: Hold = 'nothing';
  #text: string | undefined;
  /** Simple queries, and executions of prepared ones. */
  statements = 0;
  /** Sessions that were open at the same time, at most. */
  mostAtOnce = 0;
  /** Sessions that the database ended while their statements were held back. */
  endedByDatabase = 0;
  readonly writes: Write[] = [];
  /** The SQL of every SELECT. */
  readonly reads: string[] = [];
  /** The SQLSTATE of every error. */
  readonly errors: string[] = [];
  /** What every session asked for when it started. */
  readonly settings: Readonly<Record<string, string>>[] = [];

  private constructor(target: URL) {
    this.#target = target;
    this.#server = createServer((near) => {
      if (this.#isCut) return void near.destroy();
      const far = connect(Number(target.port || 5432), target.hostname);
      const link = new Link(this, near, far);
      this.#links.add(link);
      this.mostAtOnce = Math.max(this.mostAtOnce, this.#links.size);
      near.once('close', () => this.#links.delete(link));
    });
  }

  static async to(databaseUrl: string): Promise<DatabaseProxy> {
    const proxy = new DatabaseProxy(new URL(databaseUrl));
    await new Promise<void>((resolve) => proxy.#server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  get url(): string {
    const address = this.#server.address();
    const url = new URL(this.#target);
    url.hostname = '127.0.0.1';
    url.port = String(typeof address === 'object' && address ? address.port : 0);
    return url.href;
  }

  /** Holds back the statements with this text, in their SQL or in a value. */
  holdBack(text: string): void {
    this.#text = text;
  }

  /** What the sessions asked for when they started that hold a statement back. */
  get held(): readonly Readonly<Record<string, string>>[] {
    return [...this.#links].flatMap((link) => (link.isHeld ? [link.settings] : []));
  }

  isMarked(bytes: Buffer): boolean {
    return this.#text !== undefined && bytes.includes(this.#text);
  }

  release(): void {
    this.hold = 'nothing';
    this.#text = undefined;
    for (const link of this.#links) link.release();
  }

  cut(): void {
    this.#isCut = true;
    for (const link of this.#links) link.destroy();
  }

  mend(): void {
    this.#isCut = false;
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

/** One session of the service, and its counterpart at the database. */
class Link {
  readonly #proxy: DatabaseProxy;
  readonly #near: Socket;
  readonly #far: Socket;
  readonly #name = Math.random().toString(36);
  readonly #fromService = new MessageReader('service');
  readonly #fromDatabase = new MessageReader('database');
  #held: Buffer[] = [];
  settings: Readonly<Record<string, string>> = {};
  #inTransaction = false;
  #transactions = 0;

  constructor(proxy: DatabaseProxy, near: Socket, far: Socket) {
    this.#proxy = proxy;
    this.#near = near;
    this.#far = far;
    near.setNoDelay(true).on('data', (chunk: Buffer) => this.#ask(chunk));
    far.setNoDelay(true).on('data', (chunk: Buffer) => this.#answer(chunk));
    far.on('error', () => undefined).once('close', () => this.#ended());
    near.on('error', () => undefined).once('close', () => far.destroy());
  }

  get isHeld(): boolean {
    return this.#held.length > 0;
  }

  release(): void {
    for (const bytes of this.#held) this.#far.write(bytes);
    this.#held = [];
  }

  destroy(): void {
    this.#near.destroy();
    this.#far.destroy();
  }

  #ended(): void {
    if (this.#held.length > 0 && !this.#near.destroyed) this.#proxy.endedByDatabase += 1;
    this.#near.destroy();
  }

  #ask(chunk: Buffer): void {
    // The SQL of a statement comes with its values.
    const isMarked = this.#proxy.isMarked(chunk);
    for (const message of this.#fromService.read(chunk)) {
      // Nothing is encrypted here: what cannot be read cannot be counted.
      if (message.kind === 'encryption') this.#near.write('N');
      else if (this.#isHeldBack(message) || (message.kind === 'statement' && isMarked))
        this.#held.push(message.bytes);
      else this.#far.write(message.bytes);
      this.#note(message);
    }
  }

  #isHeldBack({ kind }: Message): boolean {
    if (this.#held.length > 0) return true;
    if (kind !== 'statement') return false;
    const { hold } = this.#proxy;
    return hold === 'statements' || (hold === 'statements in a transaction' && this.#inTransaction);
  }

  #note({ kind, type, text, settings }: Message): void {
    if (kind === 'startup') {
      this.settings = settings;
      this.#proxy.settings.push(settings);
    }
    if (type === 'Q' || type === 'E') this.#proxy.statements += 1;
    if ((type === 'Q' || type === 'P') && /^\s*select\b/i.test(text)) this.#proxy.reads.push(text);
    if ((type !== 'Q' && type !== 'P') || !/^\s*(?:insert|update|delete)\b/i.test(text)) return;
    // A statement outside of a transaction is one of its own.
    if (!this.#inTransaction) this.#transactions += 1;
    const transaction = `${this.#name} ${this.#transactions}`;
    this.#proxy.writes.push({ statement: text, transaction });
  }

  #answer(chunk: Buffer): void {
    for (const { type, text } of this.#fromDatabase.read(chunk)) {
      if (type === 'E') this.#proxy.errors.push(/\0C([\dA-Z]{5})\0/.exec(`\0${text}`)?.[1] ?? '');
      if (type !== 'Z') continue;
      const inTransaction = text !== 'I';
      if (inTransaction && !this.#inTransaction) this.#transactions += 1;
      this.#inTransaction = inTransaction;
    }
    this.#near.write(chunk);
  }
}
