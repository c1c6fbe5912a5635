import type { RequestListener, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import supertest from 'supertest';
import { createApp, type Parts } from '../../src/app.js';
import { createContext } from '../../src/boot.js';
import { createDataSource } from '../../src/database/data-source.js';
import { createHttpServer } from '../../src/http/server.js';
import { connections, modules } from '../../src/modules.js';
import { type TestApp, type TestOptions, testConfig } from './test-app.js';

export type { TestApp };

/** The whole service on a port of its own, over the test run's database. */
export async function startApp(options: TestOptions<Parts> = {}): Promise<TestApp> {
  const { env, isDraining, parts, connections: given } = options;
  const { context: own, logs } = await startContext(env);
  const context = given ? { ...own, connections: given } : own;
  const { server, port } = await listen(createApp(context, isDraining, parts));
  const close = async (): Promise<void> => {
    await stop(server);
    await Promise.all(context.connections.map((connection) => connection.close()));
    await context.dataSource.destroy();
  };
  const operations = (): string[] =>
    modules.flatMap((module) => module(context)).map(({ method, path }) => `${method} ${path}`);
  const http = supertest(`http://127.0.0.1:${port}`);
  return { context, http, port, logs, operations, close };
}

export async function startContext(env?: Readonly<Record<string, string>>) {
  const { config, logger, logs } = testConfig(env);
  const dataSource = createDataSource({
    url: config.DATABASE_URL ?? '',
    poolMax: config.DATABASE_POOL_MAX,
  });
  await dataSource.initialize();
  const open = connections.flatMap((connect) => connect(config, logger) ?? []);
  return { context: createContext(config, dataSource, logger, open), logs };
}

export async function listen(listener: RequestListener): Promise<{ server: Server; port: number }> {
  const server = createHttpServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, port: (server.address() as AddressInfo).port };
}

export async function stop(server: Server): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeAllConnections();
  await closed;
}
