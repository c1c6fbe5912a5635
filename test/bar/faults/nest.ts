import { alikeFaults } from './alike.js';
import { edit, fault, on } from './fault.js';
import { tagTestsOnly } from './platform.js';

const auth = 'src/modules/auth';
const attempts = `${auth}/attempts.guard.ts`;
const authController = `${auth}/auth.controller.ts`;
const postController = 'src/modules/posts/post.controller.ts';
const setup = 'src/app.setup.ts';
const files = { files: true } as const;

/** Mistakes in what only NestJS's projects have. */
export const nestFaults = on('nest', [
  ...alikeFaults(setup, 'src/main.ts'),
  fault('C2', 'the environment is read elsewhere', /read in/, [
    edit(
      setup,
      "app.disable('x-powered-by');",
      "app.disable('x-powered-by');\n  app.set('env', process.env['NODE_ENV']);",
    ),
  ]),
  fault('C4', 'a development dependency is needed to start', /ERR_MODULE_NOT_FOUND|Cannot find/, [
    edit('src/main.ts', 'import { NestFactory }', "import 'supertest';\nimport { NestFactory }"),
  ]),
  fault('Z1', 'an operation is opened', /createPost|POST \/api\/v1\/posts/, [
    edit(
      postController,
      "@Post()\n  @ApiOperation({ operationId: 'createPost'",
      "@Post()\n  @Public()\n  @ApiOperation({ operationId: 'createPost'",
    ),
    edit(postController, 'import { OptionalSignIn }', 'import { OptionalSignIn, Public }'),
  ]),
  fault('Z1', 'what says nothing is open', /createPost|POST \/api\/v1\/posts/, [
    edit('src/platform/http/access.guard.ts', "?? 'authenticated'", "?? 'public'"),
  ]),
  fault('D9', 'ready until the end', /ready is 200/, [
    edit(
      'src/platform/core/shutdown.ts',
      'this.#draining = true;',
      'this.#draining = this.#draining && true;',
    ),
    // Terminus knows of the shutdown too.
    edit(
      'src/platform/health/health.controller.ts',
      "const { status } = await this.#health.check([() => this.#readiness.check('service')]);",
      "await this.#readiness.check('service');\n    const status = this.#health ? 'ok' : 'error';",
    ),
  ]),
  fault('L5', 'no security headers', /no content security policy/, [
    edit(setup, 'app.use(securityHeaders, ', 'app.use('),
  ]),
  fault('P1', 'two operations of one name', /operation/i, [
    edit('src/platform/http/openapi.ts', '    ...said,\n', "    ...said,\n    operationId: 'operation',\n"),
  ]),
  fault('P2', 'an operation is not in the document', /delete \/api\/v1\/tags|served/i, [
    edit(
      'src/platform/http/openapi.ts',
      'Object.entries(operations as Record<string, Described>);',
      "Object.entries(operations as Record<string, Described>).filter(([, one]) => one['operationId'] !== 'deleteTag');",
    ),
  ]),
  fault('P2', 'a route beside the document', /not in the document/, [
    edit(
      setup,
      '  setPaths(app);\n  for',
      "  app.getHttpAdapter().get('/debug-info', (_req: unknown, res: { json(body: object): void }) => res.json({}));\n  setPaths(app);\n  for",
    ),
  ]),
  fault('P3', 'a status that is not documented', /-> 202/, [
    edit(
      'src/modules/tags/tag.controller.ts',
      "@HttpCode(204)\n  @Only('tags:delete')\n  @ApiOperation({ operationId: 'deleteTag'",
      "@HttpCode(202)\n  @Only('tags:delete')\n  @ApiOperation({ operationId: 'deleteTag'",
    ),
    tagTestsOnly,
  ]),
  fault(
    'T3',
    'a module for nobody',
    /tag\.module\.ts/,
    [
      edit('src/app.module.ts', "import { TagModule } from './modules/tags/tag.module.js';\n", ''),
      edit('src/app.module.ts', '    TagModule,\n', ''),
    ],
    files,
  ),
  fault('R1', 'an unknown method is 404', /405|PUT|-> 404/, [
    edit(
      'src/platform/http/server.adapter.ts',
      'instance.all(path, unlessServed(methods, allowOnly([...methods])));',
      'if (methods.size > 9) instance.all(path, unlessServed(methods, allowOnly([...methods])));',
    ),
  ]),
  fault('R2', "Express's own page for what is not found", /no problem\+json/, [
    edit(
      'src/platform/http/server.adapter.ts',
      'instance.use(notFound);',
      'if (this.#methods.size > 999) instance.use(notFound);',
    ),
  ]),
  fault('R8', 'PUT leaves what is not named', /PUT/, [
    edit(
      postController,
      '@Body({ schema: createPostBody }) body: CreatePost,\n    @CurrentActor() actor: Actor,\n    @Req()',
      '@Body({ schema: updatePostBody }) body: UpdatePost,\n    @CurrentActor() actor: Actor,\n    @Req()',
    ),
  ]),
  fault('R10', 'what a token changes is one answer for all', /Vary lacks Authorization/, [
    edit('src/platform/http/request.interceptor.ts', "    res.vary('Authorization');\n", ''),
    edit(`${auth}/identification.ts`, "    res.vary('Authorization');\n", ''),
  ]),
  fault('A7', 'an IPv6 network is as many callers as it has addresses', /one IPv6 network: try 4 of 3/, [
    edit(attempts, 'string => normalizeIp(ip)', 'string => ip'),
  ]),
  fault('A7', 'refreshing is not limited', /refresh, one account from many addresses: try 4 of 3/, [
    edit(`${auth}/token-auth.controller.ts`, '  @CountAttempts(bySession)\n', ''),
  ]),
  fault('A17', 'passwords can be tried for ever', /change-password, one account from many addresses: try/, [
    edit(authController, '  @CountAttempts(byActor)\n', ''),
  ]),
]);
