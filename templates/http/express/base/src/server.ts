import type { AddressInfo } from 'node:net';
import { createApp } from './app.js';
import { createContext } from './boot.js';
import type { Config } from './config/config.js';
import { readEnvironment } from './config/environment.js';
import { connectDatabase } from './database/connect.js';
import { runSeeds } from './database/seed.js';
import { reportFailure } from './failure.js';
import { createLogger } from './http/logger.js';
import { createHttpServer } from './http/server.js';
import { connections, pages } from './modules.js';
import { onShutdown } from './shutdown.js';

async function start(config: Config): Promise<void> {
  const logger = createLogger(config);
  if (config.DATABASE_URL === undefined) {
    logger.info(
      'no DATABASE_URL: starting the embedded database, the first time takes some seconds',
    );
  }
  const database = await connectDatabase(config);
  const open = connections.flatMap((connect) => connect(config, logger) ?? []);
  const context = createContext(config, database.dataSource, logger, open);
  const notes: string[] = [];
  if (database.embedded) {
    await database.dataSource.runMigrations();
    notes.push(...(await runSeeds(context)));
  } else if (await database.dataSource.showMigrations()) {
    logger.warn('the database lacks migrations: npm run migrate');
  }

  let draining = false;
  const server = createHttpServer(createApp(context, () => draining));
  server.listen(config.PORT, () => {
    const { port } = server.address() as AddressInfo;
    logger.info({ port }, 'listening');
    if (config.NODE_ENV === 'development') console.log(welcome(config, port, notes));
  });
  onShutdown(logger, {
    server,
    // In production the balancer is given a moment to see that the service is not ready any more.
    graceMs: config.NODE_ENV === 'production' ? 1_000 : 0,
    drain: () => {
      draining = true;
    },
    close: async () => {
      await Promise.all(open.map((connection) => connection.close()));
      await database.close();
    },
  });
}

function welcome(config: Config, port: number, notes: readonly string[]): string {
  const url = `http://localhost:${port}`;
  const shown = pages.filter((page) => page.isOn(config));
  const lines = shown.map(({ title, path }) => `${title.padEnd(9)} ${url}${path}`);
  return ['', `API       ${url}/api/v1`, ...lines, ...notes, ''].join('\n');
}

try {
  await start(readEnvironment());
} catch (error) {
  reportFailure(error);
  process.exit(1);
}
