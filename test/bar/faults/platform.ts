import { edit, fault, type Fault } from './fault.js';

const files = { files: true } as const;
const tables = { tables: true } as const;
const migration = (name: string): RegExp => new RegExp(`migrations/\\d+-create-${name}\\.ts$`);

/** For time: what they say of the tags is enough. */
export const tagTestsOnly = edit(
  'vitest.config.ts',
  "include: ['test/**/*.test.ts']",
  "include: ['test/tags/*.test.ts']",
);

/** Database, logs, documents, packaging, code. */
export const platformFaults: readonly Fault[] = [
  fault('C4', 'the build has the embedded database', /imports @electric-sql\/pglite/, [
    edit(
      'src/platform/database/embedded.ts',
      '  throw new ConfigError(',
      "  void import('@electric-sql/pglite');\n  throw new ConfigError(",
    ),
  ]),
  fault('D2', 'a broken reference is a mistake of ours', /409 or 422 expected/, [
    edit('src/platform/database/errors.ts', "case '23503':", "case 'never':"),
    edit(
      'src/modules/comments/comment.service.ts',
      'if (await comments.postExists(id, actor)) return;',
      "if ((await comments.postExists(id, actor)) || field !== '') return;",
    ),
  ]),
  fault('D2', 'a tag that is not there is passed over', /409 or 422 expected/, [
    edit(
      'src/modules/posts/post.service.ts',
      'if (related.length === ids.length) return related;',
      'if (related.length <= ids.length) return related;',
    ),
  ]),
  fault('D3', 'down leaves a table', /exited with|tables are left/, [
    edit(migration('posts'), 'await queryRunner.query(`DROP TABLE "post_tags"`);', ''),
  ]),
  fault('D4', 'an entity without its migration', /ALTER TABLE|differ/, [
    edit('src/modules/posts/post.entity.ts', 'length: 200', 'length: 201'),
  ]),
  fault('D7', 'sessions end after the transaction', /sessions live on|writes?/, [
    edit(
      'src/modules/auth/auth.service.ts',
      '      await sessions.revokeAll(user.id, actor.sessionId);\n      if (renewal) await within(renewal).store();\n    });',
      '      if (renewal) await within(renewal).store();\n    });\n    await this.#sessions.revokeAll(user.id, actor.sessionId);',
    ),
    edit(
      'src/modules/auth/auth.service.ts',
      'await this.#users.transaction(async (users, within) => {\n      const sessions = within(this.#sessions);\n      const current',
      'await this.#users.transaction(async (users, within) => {\n      const current',
    ),
  ]),
  fault('D7', 'whoever is disabled keeps their sessions', /disabled, and auth_sessions was not written/, [
    edit(
      'src/modules/users/user.service.ts',
      '      if (changes.disabled === true) await within(this.#sessions).revokeAll(id);\n',
      '',
    ),
    edit(
      'src/modules/users/user.service.ts',
      'return users.save(user, changes);\n    });',
      'return users.save(user, changes);\n    }).then(async (saved) => {\n      if (saved.disabled) await this.#sessions.revokeAll(id);\n      return saved;\n    });',
    ),
  ]),
  fault('L1', 'any request id', /->/, [
    edit('src/platform/http/request-id.ts', '/^[\\w.-]{1,64}$/', '/^[^\\r\\n]+$/'),
  ]),
  fault('L1', 'the id of the caller is dropped', /Expected values|equal/i, [
    edit(
      'src/platform/http/request-id.ts',
      'acceptable.test(given) ? given : randomUUID()',
      'acceptable.test(given) ? randomUUID() : randomUUID()',
    ),
  ]),
  fault('L3', 'the stack is shown', /-> 500/, [
    edit(
      'src/platform/http/problem.ts',
      'return { status: clientErrorStatus(error) ?? 500 };',
      'return { status: clientErrorStatus(error) ?? 500, detail: String((error as Error).stack) };',
    ),
  ]),
  fault('L4', 'ready without a database', /503 expected/, [
    edit(
      'src/platform/health/readiness.ts',
      'ping: () => probe.ping()',
      'ping: () => Promise.resolve(probe)',
    ),
  ]),
  fault('L5', 'every origin may read', /evil/, [
    edit('src/platform/http/security.ts', 'origin: [...config.CORS_ORIGINS]', 'origin: true'),
  ]),
  fault('P3', 'an answer has what the document does not', /additional|NOT have/, [
    edit('src/modules/tags/tag.view.ts', 'name: tagRow.name,', 'name: tagRow.name,\n    rank: 1,'),
    tagTestsOnly,
  ]),
  fault('P3', 'PATCH changes nothing', /respect, Tag update: success criteria check \$response.body#\/name/, [
    edit('src/modules/tags/tag.service.ts', 'tags.save(tagRow, changes)', 'tags.save(tagRow, {})'),
    tagTestsOnly,
  ]),
  fault(
    'P3',
    'what is deleted stays',
    /respect, Tag get-deleted: success criteria check \$statusCode == 404/,
    [edit('src/modules/tags/tag.service.ts', 'await tags.remove(tagRow);', ''), tagTestsOnly],
  ),
  fault('P3', 'an operation that no test calls', /listPosts is in no test/, [tagTestsOnly]),
  fault('P4', 'the page is on in production', /in production/, [
    edit(
      'src/platform/http/docs.ts',
      "(NODE_ENV === 'production' ? 'off' : 'on')",
      "(NODE_ENV === 'production' ? 'on' : 'on')",
    ),
  ]),
  fault('P4', 'a style from elsewhere', /the page loads/, [
    edit(
      'src/platform/http/docs.ts',
      'customSiteTitle: info.title',
      "customSiteTitle: info.title, customCssUrl: 'https://cdn.example.com/x.css'",
    ),
  ]),
  fault('K1', 'root', /root/, [edit('Dockerfile', 'USER node\n', '')], files),
  fault(
    'K1',
    'not pinned',
    /pinned/,
    [edit('Dockerfile', 'node:22.23.2-bookworm-slim', 'node:latest')],
    files,
  ),
  fault('K1', 'no health check', /HEALTHCHECK/, [edit('Dockerfile', 'HEALTHCHECK', '#HEALTHCHECK')], files),
  fault(
    'K2',
    'everything goes in',
    /goes in/,
    [edit('.dockerignore', '*\n!package.json', '!package.json')],
    files,
  ),
  fault(
    'K3',
    'a default password',
    /has a default/,
    [edit('compose.yaml', 'POSTGRES_PASSWORD: ${POSTGRES_PASSWORD:?}', 'POSTGRES_PASSWORD: postgres')],
    files,
  ),
  fault(
    'K3',
    'open to the world',
    /open to the world/,
    [edit('compose.yaml', "'127.0.0.1:${PORT", "'${PORT")],
    files,
  ),
  fault(
    'K3',
    'the app does not wait for its database',
    /uses database and does not wait/,
    [edit('compose.yaml', 'database: { condition: service_healthy }\n      migrate', 'migrate')],
    files,
  ),
  fault(
    'K5',
    'an action by its tag',
    /pinned by SHA/,
    [
      edit(
        '.github/workflows/ci.yml',
        'actions/setup-node@49933ea5288caeca8642d1e84afbd3f7d6820020',
        'actions/setup-node@v4',
      ),
    ],
    files,
  ),
  fault(
    'K5',
    'may write',
    /may write/,
    [edit('.github/workflows/ci.yml', 'contents: read', 'contents: write')],
    files,
  ),
  fault(
    'K5',
    'drift is not looked for',
    /drift/,
    [edit('.github/workflows/ci.yml', ' && npm run migrate:check', '')],
    files,
  ),
  fault(
    'T1',
    'any',
    /any in/,
    [edit('src/modules/users/user.view.ts', 'userSummary(user: User)', 'userSummary(user: any)')],
    files,
  ),
  fault(
    'T1',
    'a type error',
    /error TS/,
    [edit('src/modules/users/user.view.ts', 'name: user.name };', 'name: user.nam };')],
    files,
  ),
  fault(
    'T2',
    'a loose line',
    /prettier|Formatting|format/i,
    [edit('src/modules/users/user.view.ts', 'name: user.name };', 'name:user.name };')],
    files,
  ),
  fault(
    'T2',
    'a warning',
    /lint|eqeqeq/i,
    [edit('src/platform/errors.ts', 'value === null || value === undefined', 'value == null')],
    files,
  ),
  fault(
    'T3',
    'an export for nobody',
    /nobody uses/,
    [
      edit(
        'src/platform/errors.ts',
        'export interface FieldError',
        'export const usedByNobody = 1;\n\nexport interface FieldError',
      ),
    ],
    files,
  ),
  fault(
    'T3',
    'a dependency for nobody',
    /nobody uses pluralize/,
    [edit('package.json', '"dependencies": {', '"dependencies": {\n    "pluralize": "8.0.0",')],
    files,
  ),
  fault(
    'T3',
    'a cycle',
    /a cycle/,
    [
      edit(
        'src/modules/users/user.view.ts',
        "import type { z } from 'zod';",
        "import type { z } from 'zod';\nimport { userModule } from './user.routes.js';",
      ),
      edit(
        'src/modules/users/user.view.ts',
        'return { id: user.id, name: user.name };',
        'return { id: user.id, name: userModule.name };',
      ),
    ],
    files,
  ),
  fault(
    'T3',
    'a service that knows HTTP',
    /knows express/,
    [
      edit(
        'src/modules/posts/post.service.ts',
        'import { withSlug }',
        "import type { Request } from 'express';\nimport { withSlug }",
      ),
    ],
    files,
  ),
  fault(
    'T4',
    'most tests are left out',
    /% of|threshold/,
    [edit('vitest.config.ts', "include: ['test/**/*.test.ts']", "include: ['test/config/*.test.ts']")],
    files,
  ),
  fault(
    'T5',
    'the tests do not ask whose row it is',
    /^2 flaws:\n(?:src\/modules\/posts\/post\.service\.ts:\d+: the owner is not asked for, and \S+ passes\n?){2}/,
    [
      edit(
        'test/posts/post.api.test.ts',
        "it('keeps everybody but the owner from changing a row'",
        "it.skip('keeps everybody but the owner from changing a row'",
      ),
    ],
    files,
  ),
  fault(
    'T5',
    'the tests ask whose row it is of a change, and not of a removal',
    /^1 flaws:\nsrc\/modules\/posts\/post\.service\.ts:\d+: the owner is not asked for, and \S+ passes/,
    [
      edit(
        'test/posts/post.api.test.ts',
        'await app.http.delete(`${path}/${row.id}`).set(stranger.headers).expect(403);',
        '',
      ),
    ],
    files,
  ),
  fault('T6', 'a range', /is not exact/, [edit('package.json', '"zod": "', '"zod": "^')], files),
  fault(
    'T7',
    'a command that is not there',
    /no script/,
    [edit('README.md', '`npm run migrate:down`', '`npm run migrate:undo`')],
    files,
  ),
  fault(
    'D1',
    'nothing is unique',
    /creating Tag/,
    [edit(migration('tags'), 'CREATE UNIQUE INDEX "tags_name_key"', 'CREATE INDEX "tags_name_key"')],
    tables,
  ),
  fault(
    'R12',
    'capitals make another name',
    /409 expected/,
    [edit(migration('tags'), '(lower("name"))', '("name")')],
    tables,
  ),
  fault(
    'D2',
    'a parent stays',
    /cascade:/,
    [
      edit(
        migration('comments'),
        'REFERENCES "posts" ("id") ON DELETE CASCADE',
        'REFERENCES "posts" ("id") ON DELETE RESTRICT',
      ),
    ],
    tables,
  ),
  fault(
    'D5',
    'a foreign key without an index',
    /posts_author_id_fkey|posts /,
    [edit(migration('posts'), 'CREATE INDEX "posts_author_id_idx" ON "posts" ("author_id")', 'SELECT 1')],
    tables,
  ),
  fault(
    'D5',
    'a time without a zone',
    /timestamp without/,
    [edit(migration('tags'), '"created_at" timestamptz(3)', '"created_at" timestamp(3)')],
    tables,
  ),
  fault('D6', 'a statement for each row', /statements for 5 rows/, [
    edit(
      'src/modules/posts/post.repository.ts',
      'await this.#loadRelations(page.data, request.include);',
      'for (const row of page.data) await this.#loadRelations([row], request.include);',
    ),
  ]),
  fault('D6', 'a statement for each author, and only where there are authors', /author.* statements for 5/, [
    edit('src/modules/posts/post.repository.ts', '  #loadRelations(', '  async #loadRelations('),
    edit(
      'src/modules/posts/post.repository.ts',
      '    return loadRows(',
      "    if (include.includes('author')) for (const { id } of rows) await this.#rows.findOneBy({ id });\n    return loadRows(",
    ),
  ]),
  fault('D7', 'a logout of two halves', /2 transactions/, [
    edit(
      'src/modules/auth/token-auth.service.ts',
      'await sessions.revoke(actor.sessionId)',
      'await this.#sessions.revoke(actor.sessionId)',
    ),
    edit(
      'src/modules/auth/token-auth.service.ts',
      'await sessions.revoke(parsed.sessionId, parsed.hash)',
      'await this.#sessions.revoke(parsed.sessionId, parsed.hash)',
    ),
  ]),
  fault('D8', 'any number of connections', /6\d connections for 60 requests/, [
    edit('src/database/data-source.ts', 'poolSize: poolMax', 'poolSize: poolMax * 100'),
  ]),
  fault('D8', 'who finds no connection waits', /still waited/, [
    edit('src/database/data-source.ts', 'CONNECT_TIMEOUT_MS = 4_000', 'CONNECT_TIMEOUT_MS = 40_000'),
  ]),
  fault('D8', 'a full pool is a mistake of ours', /-> 500/, [
    edit('src/platform/database/errors.ts', '^(?:${fullPool}|', '^(?:'),
  ]),
  ...(
    [
      ['statement_timeout', '  statement_timeout: 10_000'],
      ['lock_timeout', '  statement_timeout: 10_000,\n  lock_timeout: 5_000'],
      ['idle_in_transaction_session_timeout', '  idle_in_transaction_session_timeout: 10_000'],
    ] as const
  ).map(([setting, place]) =>
    fault('D8', `no ${setting}`, new RegExp(`${setting} = (?:0|nothing)`), [
      edit('src/database/data-source.ts', place, place.replace(/\d+(?:_\d+)?$/, '0')),
    ]),
  ),
  fault('L6', 'no line says who called', /userId/, [
    edit(
      'src/platform/http/actor.ts',
      'if (context) context.userId = actor.id;',
      'if (context) context.userId ??= undefined;',
    ),
  ]),
  fault('L6', 'no line says where a request came from', /address/, [
    edit('src/platform/http/logger.ts', "LOG_ADDRESSES === 'on' &&", "LOG_ADDRESSES === 'off' &&"),
  ]),
  fault('L6', 'the trace of the caller is lost', /traceId/, [
    edit(
      'src/platform/http/logger.ts',
      '...(traceId !== undefined && { traceId }),',
      '...(traceId === null && { traceId }),',
    ),
  ]),
  fault('L6', 'nobody hears of a failed login', /login\.failed/, [
    edit(
      'src/modules/auth/logins.ts',
      "this.#log.warn({ event: 'login.failed', accountId: user?.id }, 'login failed');",
      'void user;',
    ),
  ]),
  fault('L6', 'nobody hears of a new admin', /account\.changed/, [
    edit(
      'src/modules/users/user.service.ts',
      'if (role !== undefined || disabled !== undefined) {',
      'if (role === undefined && disabled !== undefined) {',
    ),
  ]),
  fault('C6', 'nobody hears of a proxy', /TRUST_PROXY/, [
    edit('src/platform/http/forwarded.ts', 'let isTold = TRUST_PROXY > 0;', 'let isTold = TRUST_PROXY >= 0;'),
  ]),
  fault(
    'K3',
    'a password in a URL',
    /is in a URL/,
    [edit('compose.yaml', 'postgresql://app@database', 'postgresql://app:${POSTGRES_PASSWORD:?}@database')],
    files,
  ),
  fault('L2', 'the query string is logged', /a secret is logged/, [
    edit('src/platform/http/logger.ts', "url\n    .split('?', 1)[0]\n    ?.replace", 'url\n    .replace'),
  ]),
  fault('L2', 'failed statements are logged with their parameters', /a secret is logged/, [
    edit('src/platform/http/logger.ts', 'serializers: { err: describeError }', 'serializers: {}'),
  ]),
  fault('L2', 'headers are logged', /a secret is logged/, [
    edit(
      'src/platform/http/logger.ts',
      '{ method: req.method,',
      '{ headers: req.headers, method: req.method,',
    ),
  ]),
  fault('L2', 'a path is printed as it is', /strange line|no JSON object/, [
    edit(
      'src/platform/http/logger.ts',
      '  const path = url',
      '  try {\n    console.log(decodeURIComponent(url));\n  } catch {}\n  const path = url',
    ),
  ]),
];
