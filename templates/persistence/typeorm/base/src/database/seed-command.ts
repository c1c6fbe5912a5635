import process from 'node:process';
import { createContext } from '../platform/boot.js';
import { readEnvironment } from '../config/environment.js';
import { reportFailure } from '../platform/failure.js';
import { createLogger } from '../platform/http/logger.js';
import { connectDatabase } from '../platform/database/connect.js';
import { runSeeds } from './seed.js';

try {
  const config = readEnvironment();
  const database = await connectDatabase(config);
  try {
    const context = createContext(config, database.dataSource, createLogger(config));
    for (const line of await runSeeds(context)) console.log(line);
  } finally {
    await database.close();
  }
} catch (error) {
  reportFailure(error);
  process.exitCode = 1;
}
