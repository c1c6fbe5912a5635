import { Router } from 'express';
import swaggerUi from 'swagger-ui-express';
import type { Page } from '../module.js';
import type { Endpoint } from './endpoint.js';
import { allowOnly } from './methods.js';
import { readInfo } from './openapi-info.js';
import { openApiDocument } from './openapi.js';

/** The OpenAPI document and a page that shows it, both from this service alone. Off in production unless API_DOCS is on. */
export const apiDocs: Page = {
  title: 'API docs',
  path: '/api-docs',
  isOn: ({ API_DOCS, NODE_ENV }) =>
    (API_DOCS ?? (NODE_ENV === 'production' ? 'off' : 'on')) === 'on',
  build: createDocs,
};

function createDocs(endpoints: readonly Endpoint[]): Router {
  const router = Router();
  const info = readInfo();
  const document = openApiDocument(endpoints, info);
  router.get('/openapi.json', (_req, res) => {
    res.json(document);
  });
  router.all('/openapi.json', allowOnly(['GET']));
  router.use(
    '/api-docs',
    swaggerUi.serve,
    swaggerUi.setup(undefined, {
      swaggerUrl: '/openapi.json',
      customSiteTitle: info.title,
      // Its default sends the document to somebody else's validator.
      swaggerOptions: { validatorUrl: null },
    }),
  );
  return router;
}
