import { type HandEdit, replaced } from '../hand.js';

const createApp = `import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { AppModule } from '../app.module.js';
import { ServerAdapter } from '../platform/http/server.adapter.js';
import type { HttpServer } from '../platform/http/server.js';

export function createApp(): Promise<NestExpressApplication<HttpServer>> {
  return NestFactory.create<NestExpressApplication<HttpServer>>(AppModule, new ServerAdapter(), {
    bodyParser: false,
    logger: false,
    abortOnError: false,
  });
}
`;

const worker = (create: string, name: string): string => `import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';

@Module({ imports: [] })
class ${name} {}

const app = await NestFactory.${create}(${name});
await app.close();
`;

/** Other programs beside the service, which is created in a file of its own. */
export default {
  title: 'main.ts calls a function that creates the application; a worker and a command create others',
  on: 'nest',
  apply(files) {
    const main = replaced(files, 'src/main.ts', [
      [/await NestFactory\.create[^;]*;/, 'await createApp();'],
      ["import { NestFactory } from '@nestjs/core';\nimport type { NestExpressApplication } from '@nestjs/platform-express';\n", ''],
      ["import { AppModule } from './app.module.js';\n", ''],
      ["import { createContext } from './platform/boot.js';", "import { createApp } from './boot/create-app.js';\nimport { createContext } from './platform/boot.js';"],
      ["import { ServerAdapter } from './platform/http/server.adapter.js';\n", ''],
      ["import type { HttpServer } from './platform/http/server.js';\n", ''],
    ]);
    return new Map(main)
      .set('src/boot/create-app.ts', createApp)
      .set('src/a-worker.ts', worker('create', 'WorkerModule'))
      .set('src/command.ts', worker('createApplicationContext', 'CommandModule'));
  },
} satisfies HandEdit;
