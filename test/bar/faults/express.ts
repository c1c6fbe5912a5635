import { alikeFaults } from './alike.js';
import { edit, fault, on } from './fault.js';
import { tagTestsOnly } from './platform.js';

const auth = 'src/modules/auth';
const posts = 'src/modules/posts';
const throttle = `${auth}/throttle.ts`;
const files = { files: true } as const;

/** Mistakes in what only Express's projects have. */
export const expressFaults = on('express', [
  ...alikeFaults('src/app.ts', 'src/server.ts'),
  fault('C2', 'the environment is read elsewhere', /read in/, [
    edit(
      'src/app.ts',
      'const app = express();',
      "const app = express();\n  app.set('env', process.env.NODE_ENV);",
    ),
  ]),
  fault('C4', 'a development dependency is needed to start', /ERR_MODULE_NOT_FOUND|Cannot find/, [
    edit('src/app.ts', 'import express,', "import 'supertest';\nimport express,"),
  ]),
  fault('Z1', 'an operation without a guard', /createPost|POST \/api\/v1\/posts/, [
    edit(
      `${posts}/post.routes.ts`,
      "summary: 'Create a post',\n      access: 'authenticated',",
      "summary: 'Create a post',\n      access: 'public',",
    ),
  ]),
  fault('D9', 'ready until the end', /ready is 200/, [
    edit('src/server.ts', '      draining = true;\n', '      draining = draining && true;\n'),
  ]),
  fault('L5', 'no security headers', /no content security policy/, [
    edit(
      'src/app.ts',
      'app.use(securityHeaders, allowOrigins(config), boundAnswers(config));',
      'app.use(allowOrigins(config), boundAnswers(config));',
    ),
  ]),
  fault('P1', 'two operations of one name', /operation/i, [
    edit(
      'src/platform/http/openapi.ts',
      '    operationId,\n    tags: [tag],',
      "    operationId: 'operation',\n    tags: [tag],",
    ),
  ]),
  fault('P2', 'an operation is not in the document', /delete \/api\/v1\/tags|served/i, [
    edit(
      'src/platform/http/openapi.ts',
      'for (const endpoint of endpoints) {',
      "for (const endpoint of endpoints.filter(({ operationId }) => operationId !== 'deleteTag')) {",
    ),
  ]),
  fault('P2', 'a route beside the document', /not in the document/, [
    edit(
      'src/app.ts',
      'app.use(notFound, handleError);',
      "app.get('/debug-info', (_req, res) => void res.json({}));\n  app.use(notFound, handleError);",
    ),
  ]),
  fault('P3', 'a status that is not documented', /-> 202: body .*required property/, [
    edit(
      'src/modules/tags/tag.controller.ts',
      'res.status(204).end()',
      'res.status(202).json({ removed: true })',
    ),
    tagTestsOnly,
  ]),
  fault(
    'T3',
    'files for nobody',
    /tag\.routes\.ts/,
    [
      edit('src/modules.ts', "import { tagModule } from './modules/tags/tag.routes.js';\n", ''),
      edit('src/modules.ts', '  tagModule,\n', ''),
    ],
    files,
  ),
  fault('R1', 'an unknown method is 404', /405|PUT|-> 404/, [
    edit(
      'src/platform/http/router.ts',
      'router.all(path, otherMethods(operations));',
      'if (operations.length > 9) router.all(path, otherMethods(operations));',
    ),
  ]),
  fault('R2', "Express's own page for what is not found", /no problem\+json/, [
    edit('src/app.ts', 'app.use(notFound, handleError);', 'app.use(handleError);'),
    edit(
      'src/app.ts',
      'const notFound: RequestHandler = (req, res) => sendProblem(req, res, { status: 404 });\n',
      '',
    ),
  ]),
  fault('R8', 'PUT leaves what is not named', /PUT/, [
    edit(
      `${posts}/post.routes.ts`,
      "summary: 'Replace a post',\n      access: 'authenticated',\n      body: createPostBody",
      "summary: 'Replace a post',\n      access: 'authenticated',\n      body: updatePostBody",
    ),
  ]),
  fault('R10', 'what a token changes is one answer for all', /Vary lacks Authorization/, [
    edit('src/platform/http/router.ts', "    res.vary('Authorization');\n", ''),
    edit(`${auth}/identification.ts`, "    res.vary('Authorization');\n", ''),
  ]),
  fault('A7', 'an IPv6 network is as many callers as it has addresses', /one IPv6 network: try 4 of 3/, [
    edit(throttle, 'ipKeyGenerator(ip)', 'ipKeyGenerator(ip, 128)'),
  ]),
  fault('A7', 'refreshing is not limited', /refresh, one account from many addresses: try 4 of 3/, [
    edit(`${auth}/token-auth.routes.ts`, "before: throttle(context, 'refresh', bySession),", ''),
    edit(`${auth}/token-auth.routes.ts`, "import { bySession } from './refresh-attempts.js';\n", ''),
  ]),
  fault('A17', 'passwords can be tried for ever', /change-password, one account from many addresses: try/, [
    edit(`${auth}/auth.routes.ts`, "before: throttle(context, 'change-password', byActor),", ''),
    edit(`${auth}/auth.routes.ts`, 'byActor, byEmail', 'byEmail'),
  ]),
]);
