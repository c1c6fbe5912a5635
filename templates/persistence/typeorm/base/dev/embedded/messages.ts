const STARTUP_LIMIT = 10_000;
const LENGTH_LIMIT = 64 * 1024 * 1024;
const FIRST_MESSAGES = new Map([
  [80_877_103, 'encryption'], // SSLRequest
  [80_877_104, 'encryption'], // GSSENCRequest
  [80_877_102, 'cancel'],
  [196_608, 'startup'],
]);
/** A type that the backend does not know would end it, and with it the database of everybody. */
const KNOWN_TYPES = 'QPBDECHSXdcf';
const COPY_TYPES = 'dcf';

/** What a client says first, or statements that must reach the backend as one. */
export interface Unit {
  readonly kind: 'encryption' | 'cancel' | 'startup' | 'terminate' | 'statements';
  readonly bytes: Buffer;
  /** False while more belongs to it: the client has asked for the answers so far (Flush), and is yet to send Sync. */
  readonly ends: boolean;
}

interface Message {
  readonly type: string;
  readonly bytes: Buffer;
}

export const message = (type: string, ...strings: string[]): Buffer => {
  const body = Buffer.from(strings.map((string) => `${string}\0`).join(''));
  const head = Buffer.from(`${type}    `);
  head.writeInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
};

export const startup = (...parameters: string[]): Buffer => {
  const body = Buffer.from(`${parameters.join('\0')}\0\0`);
  const head = Buffer.alloc(8);
  head.writeInt32BE(body.length + 8);
  head.writeInt32BE(196_608, 4);
  return Buffer.concat([head, body]);
};

// The backend reads nothing else while it runs: a COPY FROM STDIN has to find its end at once. Others skip this.
const NO_COPY = message('f', 'the embedded database takes no data from the client');

/** Takes a connection's bytes as they come, and gives what is complete. */
export class UnitReader {
  readonly #localise: (type: string, bytes: Buffer) => Buffer;
  #held: Buffer[] = [];
  #heldSize = 0;
  #wanted = 8;
  #started = false;
  #unit: Buffer[] = [];
  #unitSize = 0;
  #awaitsSync = false;

  constructor(localise: (type: string, bytes: Buffer) => Buffer) {
    this.#localise = localise;
  }

  *read(chunk: Buffer): Generator<Unit> {
    this.#hold(chunk);
    while (this.#heldSize >= this.#wanted) {
      const unit = this.#started ? this.#readMessage() : this.#readFirst();
      if (unit) yield unit;
    }
  }

  #readFirst(): Unit | undefined {
    const bytes = this.#cut((head) => head.readInt32BE(0), STARTUP_LIMIT);
    if (!bytes) return undefined;
    const kind = FIRST_MESSAGES.get(bytes.readInt32BE(4));
    if (!kind) throw new Error('Neither a startup message nor a request before it.');
    this.#started = kind === 'startup';
    this.#wanted = this.#started ? 5 : 8;
    return { kind: kind as Unit['kind'], bytes, ends: true };
  }

  #readMessage(): Unit | undefined {
    const bytes = this.#cut((head) => head.readInt32BE(1) + 1, LENGTH_LIMIT);
    if (!bytes) return undefined;
    this.#wanted = 5;
    const type = String.fromCharCode(bytes[0] ?? 0);
    if (!KNOWN_TYPES.includes(type)) throw new Error('A message of an unknown type.');
    if (type === 'X') return { kind: 'terminate', bytes, ends: true };
    return COPY_TYPES.includes(type) ? undefined : this.#collect({ type, bytes });
  }

  #collect({ type, bytes }: Message): Unit | undefined {
    const own = this.#localise(type, bytes);
    this.#unit.push(own, ...(type === 'Q' || type === 'E' ? [NO_COPY] : []));
    this.#unitSize += own.length;
    if (this.#unitSize > LENGTH_LIMIT) throw new Error('Too much without an end.');

    if (type === 'S') this.#awaitsSync = false;
    else if (type !== 'Q') this.#awaitsSync = true;
    if (!'QSH'.includes(type)) return undefined;
    const unit = Buffer.concat(this.#unit);
    this.#unit = [];
    this.#unitSize = 0;
    return { kind: 'statements', bytes: unit, ends: !this.#awaitsSync };
  }

  /** The next message, once all of it is there. */
  #cut(lengthOf: (head: Buffer) => number, limit: number): Buffer | undefined {
    const bytes = Buffer.concat(this.#held);
    const length = lengthOf(bytes);
    if (length < this.#minimum() || length > limit) throw new Error('A length that cannot be.');
    if (bytes.length < length) {
      this.#held = [bytes];
      this.#wanted = length;
      return undefined;
    }
    this.#held = [];
    this.#heldSize = 0;
    if (bytes.length > length) this.#hold(bytes.subarray(length));
    return bytes.subarray(0, length);
  }

  #minimum(): number {
    return this.#started ? 5 : 8;
  }

  #hold(bytes: Buffer): void {
    this.#held.push(bytes);
    this.#heldSize += bytes.length;
  }
}
