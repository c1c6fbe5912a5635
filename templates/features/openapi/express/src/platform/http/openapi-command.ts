import { mkdirSync, writeFileSync } from 'node:fs';
import process from 'node:process';
import { createContext } from '../boot.js';
import { readEnvironment } from '../../config/environment.js';
import { createDataSource } from '../../database/data-source.js';
import { reportFailure } from '../failure.js';
import { modules } from '../../modules.js';
import { createLogger } from './logger.js';
import { readInfo } from './openapi-info.js';
import { openApiDocument } from './openapi.js';

try {
  const config = readEnvironment();
  // Never connected: the document is about the endpoints, not the rows.
  const dataSource = createDataSource({ url: 'postgresql://localhost/none', poolMax: 1 });
  const context = createContext(config, dataSource, createLogger(config));
  const endpoints = modules.flatMap((module) => module(context));
  mkdirSync('dist', { recursive: true });
  writeFileSync(
    'dist/openapi.json',
    JSON.stringify(openApiDocument(endpoints, readInfo()), null, 2),
  );
} catch (error) {
  reportFailure(error);
  process.exitCode = 1;
}
