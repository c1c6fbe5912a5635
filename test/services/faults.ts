import { edit, fault } from '../bar/faults/fault.js';

/** For sqlmap: a text becomes a part of the statement. */
export const concatenated = fault('R13', 'filters go into the statement as they came', /title/, [
  edit(
    'src/platform/database/find-page.ts',
    '${filterOperators[operator]} ${bound}`',
    "${filterOperators[operator]} '${String(value)}'`",
  ),
]);
/** For wapiti: what was sent is part of a page. */
export const reflected = fault('L3', 'the cursor comes back as a page', /cursor/, [
  edit(
    'src/app.ts',
    "app.disable('x-powered-by');",
    `app.disable('x-powered-by');
  app.use((req, res, next) => {
    if (typeof req.query['cursor'] === 'string') res.send('<p>' + req.query['cursor'] + '</p>');
    else next();
  });`,
  ),
]);

/** For the checks of the image. */
export const carelessImage = fault(
  'K1',
  'root, development dependencies, a secret, tests and no health check',
  /./,
  [
    edit('Dockerfile', 'USER node\n', ''),
    edit('Dockerfile', 'npm ci --omit=dev', 'npm ci'),
    edit('Dockerfile', 'COPY package.json ./\nEXPOSE', 'COPY package.json .env ./\nCOPY test ./test\nEXPOSE'),
    edit('Dockerfile', 'HEALTHCHECK', '#HEALTHCHECK'),
    edit('Dockerfile', '  CMD ["node", "-e"', '#  CMD ["node", "-e"'),
    edit('Dockerfile', 'CMD ["node", "--enable-source-maps", "dist/server.js"]', 'CMD node dist/server.js'),
  ],
);
