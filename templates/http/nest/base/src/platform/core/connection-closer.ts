import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { Connection } from '../connection.js';
import { CONNECTIONS } from './tokens.js';

/** Closes what was opened beside the database, after the last request. */
@Injectable()
export class ConnectionCloser implements OnApplicationShutdown {
  readonly #connections: readonly Connection[];

  constructor(@Inject(CONNECTIONS) connections: readonly Connection[]) {
    this.#connections = connections;
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all(this.#connections.map((connection) => connection.close()));
  }
}
