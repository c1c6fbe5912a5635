import { mkdirSync, writeFileSync } from 'node:fs';
import process from 'node:process';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { AppModule } from '../app.module.js';
import { configureApp } from '../app.setup.js';
import { reportFailure } from '../failure.js';
import { readInfo } from './openapi-info.js';
import { openApiDocument } from './openapi.js';
import { ServerAdapter } from './server.adapter.js';

try {
  const app = await NestFactory.create<NestExpressApplication>(AppModule, new ServerAdapter(), {
    // The document is about the operations: nothing is connected, and nothing is built.
    preview: true,
    bodyParser: false,
    logger: false,
    abortOnError: false,
  });
  configureApp(app);
  mkdirSync('dist', { recursive: true });
  const document = openApiDocument(app, readInfo());
  writeFileSync('dist/openapi.json', JSON.stringify(document, null, 2));
} catch (error) {
  reportFailure(error);
  process.exitCode = 1;
}
