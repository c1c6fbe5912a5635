import { SwaggerModule } from '@nestjs/swagger';
import type { Page } from '../page.js';
import { readInfo } from './openapi-info.js';
import { openApiDocument } from './openapi.js';

/** The OpenAPI document and a page that shows it, both from this service alone. Off in production unless API_DOCS is on. */
export const apiDocs: Page = {
  title: 'API docs',
  path: '/api-docs',
  isOn: ({ API_DOCS, NODE_ENV }) =>
    (API_DOCS ?? (NODE_ENV === 'production' ? 'off' : 'on')) === 'on',
  setUp(app) {
    const info = readInfo();
    SwaggerModule.setup('api-docs', app, () => openApiDocument(app, info), {
      jsonDocumentUrl: 'openapi.json',
      raw: ['json'],
      customSiteTitle: info.title,
    });
  },
};
