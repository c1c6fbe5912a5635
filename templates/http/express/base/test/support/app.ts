import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createApp, type Parts } from '../../src/app.js';
import { createContext } from '../../src/platform/boot.js';
import { connectDatabase } from '../../src/platform/database/connect.js';
import { HttpServer } from '../../src/platform/http/server.js';
import { connections, modules } from '../../src/modules.js';
import { httpClient } from './http-client.js';
import { type TestApp, type TestOptions, testConfig } from './test-app.js';

export type { TestApp };

/** The whole service on a port of its own, over the test run's database. */
export async function startApp(options: TestOptions<Parts> = {}): Promise<TestApp> {
  const { env, isDraining, parts, connections: given } = options;
  const { config, logger, logs } = testConfig(env);
  const { dataSource, close: closeDatabase } = await connectDatabase(config);
  const open = given ?? connections.flatMap((connect) => connect(config, logger) ?? []);
  const context = createContext(config, dataSource, logger, open);
  const server = new HttpServer(createApp(context, isDraining, parts)).limit(config);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = async (): Promise<void> => {
    await stop(server);
    await Promise.all(open.map((connection) => connection.close()));
    await closeDatabase();
  };
  const operations = (): string[] =>
    modules.flatMap((module) => module(context)).map(({ method, path }) => `${method} ${path}`);
  const { port } = server.address() as AddressInfo;
  const http = httpClient(`http://127.0.0.1:${port}`);
  return { context, http, port, logs, operations, close };
}

async function stop(server: Server): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeAllConnections();
  await closed;
}
