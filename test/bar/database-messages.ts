const ENCRYPTION_REQUESTS = [80_877_103, 80_877_104];
const STARTUP = 196_608;

/** One message of PostgreSQL's protocol, version 3. */
export interface Message {
  readonly kind: 'encryption' | 'startup' | 'cancel' | 'statement' | 'other';
  /** Its letter; empty for what comes first. */
  readonly type: string;
  /** The SQL of a query or a statement to prepare; else the content as it is. */
  readonly text: string;
  /** What a startup message asks for. */
  readonly settings: Readonly<Record<string, string>>;
  readonly bytes: Buffer;
}

/** Takes the bytes of one side as they come, and gives its messages. */
export class MessageReader {
  #rest: Buffer = Buffer.alloc(0);
  #started: boolean;

  constructor(side: 'service' | 'database') {
    this.#started = side === 'database';
  }

  *read(chunk: Buffer): Generator<Message> {
    this.#rest = Buffer.concat([this.#rest, chunk]);
    for (let length = this.#length(); length > 0; length = this.#length()) {
      const bytes = this.#rest.subarray(0, length);
      this.#rest = this.#rest.subarray(length);
      yield this.#started ? regular(bytes) : this.#first(bytes);
    }
  }

  /** Of the next message, 0 while it is not whole. */
  #length(): number {
    const head = this.#started ? 1 : 0;
    if (this.#rest.length < head + 4) return 0;
    const length = this.#rest.readInt32BE(head) + head;
    return length <= this.#rest.length ? length : 0;
  }

  #first(bytes: Buffer): Message {
    const code = bytes.readInt32BE(4);
    this.#started = code === STARTUP;
    const rest = { type: '', text: '', bytes };
    if (ENCRYPTION_REQUESTS.includes(code)) return { kind: 'encryption', settings: {}, ...rest };
    if (!this.#started) return { kind: 'cancel', settings: {}, ...rest };
    return { kind: 'startup', settings: settingsOf(bytes.toString('utf8', 8)), ...rest };
  }
}

function regular(bytes: Buffer): Message {
  const type = String.fromCharCode(bytes[0] ?? 0);
  const content = bytes.toString('utf8', 5);
  const text = type === 'P' ? (content.split('\0')[1] ?? '') : content.replace(/\0$/, '');
  const kind = 'QPBDECHSF'.includes(type) ? 'statement' : 'other';
  return { kind, type, text, settings: {}, bytes };
}

/** By name; those in `options` (`-c lock_timeout=5000`) too. */
function settingsOf(content: string): Readonly<Record<string, string>> {
  const parts = content.split('\0');
  const pairs = parts.flatMap((name, at) => (at % 2 === 0 && name ? [[name, parts[at + 1] ?? '']] : []));
  const settings = Object.fromEntries(pairs) as Record<string, string>;
  const options = [...(settings['options'] ?? '').matchAll(/-c\s*(\w+)=(\S+)/g)];
  return { ...settings, ...Object.fromEntries(options.map(([, name, value]) => [name, value])) };
}
