import type { AddressInfo } from 'node:net';
import { createApp } from './app.js';
import { startBackground } from './platform/background.js';
import { createContext } from './platform/boot.js';
import type { Config } from './config/config.js';
import { readEnvironment } from './config/environment.js';
import { connectDatabase } from './platform/database/connect.js';
import { prepareDatabase } from './platform/database/prepare.js';
import { reportFailure } from './platform/failure.js';
import { drainServer } from './platform/http/drain.js';
import { createLogger } from './platform/http/logger.js';
import { HttpServer } from './platform/http/server.js';
import { background, connections, pages } from './modules.js';
import { onShutdown } from './platform/shutdown.js';
import { welcome } from './platform/welcome.js';

async function start(config: Config): Promise<void> {
  const logger = createLogger(config);
  const database = await connectDatabase(config, logger);
  const open = connections.flatMap((connect) => connect(config, logger) ?? []);
  const context = createContext(config, database.dataSource, logger, open);
  const notes = await prepareDatabase(context, database.embedded);
  const work = await startBackground(background, context);

  let draining = false;
  const server = new HttpServer(createApp(context, () => draining)).limit(config);
  server.listen(config.PORT, () => {
    const { port } = server.address() as AddressInfo;
    logger.info({ port }, 'listening');
    const shown = pages.filter((page) => page.isOn(config));
    if (config.NODE_ENV === 'development') console.log(welcome(port, shown, notes));
  });
  onShutdown(logger, {
    drain: async () => {
      draining = true;
      await Promise.all([drainServer(server, config), work.stop()]);
    },
    close: async () => {
      await Promise.all(open.map((connection) => connection.close()));
      await database.close();
    },
  });
}

try {
  await start(readEnvironment());
} catch (error) {
  reportFailure(error);
  process.exit(1);
}
