import { mkdirSync, writeFileSync } from 'node:fs';
import process from 'node:process';
import { NestFactory } from '@nestjs/core';
import { AppModule } from '../../app.module.js';
import { setPaths } from '../../app.setup.js';
import { reportFailure } from '../failure.js';
import { readInfo } from './openapi-info.js';
import { openApiDocument } from './openapi.js';

try {
  // The document is about the operations: nothing is connected, and nothing is built.
  const app = await NestFactory.create(AppModule, {
    preview: true,
    logger: false,
    abortOnError: false,
  });
  setPaths(app);
  mkdirSync('dist', { recursive: true });
  const document = openApiDocument(app, readInfo());
  writeFileSync('dist/openapi.json', JSON.stringify(document, null, 2));
} catch (error) {
  reportFailure(error);
  process.exitCode = 1;
}
