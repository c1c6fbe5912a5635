import { message } from './messages.js';

let count = 0;

/** Prepared statements by name: all connections share one backend, so each name is replaced by one nobody else has. */
export class PreparedStatements {
  readonly #names = new Map<string, string>();

  readonly localise = (type: string, bytes: Buffer): Buffer => {
    const start = startOfName(type, bytes);
    if (start === undefined) return bytes;
    const end = endOfString(bytes, start);
    const name = bytes.toString('utf8', start, end);
    if (name === '') return bytes;
    if (type === 'P' && !this.#names.has(name)) this.#names.set(name, `connection_${++count}`);
    const own = Buffer.from(this.#names.get(name) ?? name);
    const renamed = Buffer.concat([bytes.subarray(0, start), own, bytes.subarray(end)]);
    renamed.writeInt32BE(renamed.length - 1, 1);
    return renamed;
  };

  /** The messages that close them all. */
  closing(): Buffer[] {
    return [...this.#names.values()].map((name) => message('C', `S${name}`));
  }
}

function startOfName(type: string, bytes: Buffer): number | undefined {
  if (type === 'P') return 5;
  if (type === 'B') return endOfString(bytes, 5) + 1;
  return 'DC'.includes(type) && bytes[5] === 'S'.charCodeAt(0) ? 6 : undefined;
}

function endOfString(bytes: Buffer, start: number): number {
  const end = bytes.indexOf(0, start);
  if (end === -1) throw new Error('A string without an end.');
  return end;
}
