import { codeOf } from './real-path.js';

/** What can be learned of a port by trying it; nothing is sent. */
export interface Network {
  /** Undefined where somebody takes the connection; else why not: `ECONNREFUSED`, `ENOTFOUND`, `ETIMEDOUT`. */
  connects(place: Address, limitMs: number): Promise<string | undefined>;
  /** Undefined where this process could listen as a server does, on all addresses; else why not: `EADDRINUSE`, `EACCES`. */
  isTaken(port: number): Promise<string | undefined>;
}

export interface Address {
  readonly host: string;
  readonly port: number;
}

/** The real thing. Most commands ask nobody, so the module is loaded by those that do. */
export const nodeNetwork: Network = {
  async connects({ host, port }, limitMs) {
    const { connect } = await import('node:net');
    return new Promise((resolve) => {
      const socket = connect({ host, port });
      // The look-up of a name has no limit of its own.
      const timer = setTimeout(() => end('ETIMEDOUT'), limitMs);
      const end = (flaw: string | undefined): void => {
        clearTimeout(timer);
        socket.destroy();
        resolve(flaw);
      };
      socket.once('connect', () => end(undefined));
      // It stays: a destroyed socket may still complain.
      socket.on('error', (error) => end(codeOf(error)));
    });
  },

  async isTaken(port) {
    const { createServer } = await import('node:net');
    return new Promise((resolve) => {
      const server = createServer();
      server.once('error', (error) => resolve(codeOf(error)));
      server.listen({ port, exclusive: true }, () => server.close(() => resolve(undefined)));
    });
  },
};
