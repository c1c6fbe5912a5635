import { edit, fault, type Fault } from './fault.js';

const lists = 'src/platform/database/list-connections.ts';

/** What makes a database work for nothing, or stand still. */
export const loadFaults: readonly Fault[] = [
  fault('D10', 'a row is read again before it is written', /PATCH .*tags.*: [6-9] statements/, [
    edit(
      'src/modules/tags/tag.repository.ts',
      'return saveRow(this.#rows.manager, Tag, tagRow, changes);',
      'return this.#rows.save(Object.assign(tagRow, changes));',
    ),
  ]),
  fault(
    'D11',
    'a migration has the time of a request',
    /limits of a migration: 10000,5000/,
    [
      edit(
        'src/database/migrate.ts',
        'openDatabase(config, { limits: migrationLimits })',
        'openDatabase(config)',
      ),
    ],
    { waits: true },
  ),
  fault(
    'D11',
    'nobody waits for who runs the migrations',
    /more than once|at once:/,
    [
      edit(
        'src/platform/database/run-migrations.ts',
        'return await (embedded ? inOneTransaction : underLock)(runner, tell, () =>\n      work(runner, executor),\n    );',
        'void [embedded, tell, inOneTransaction, underLock];\n    return await work(runner, executor);',
      ),
      edit(
        'src/platform/database/run-migrations.ts',
        'if (pending.length > 0) await execute(executor, tell);',
        'await delay(3_000);\n    if (pending.length > 0) await execute(executor, tell);',
      ),
    ],
    { waits: true },
  ),
  fault('D13', 'lists take the connections of all others', /while searches wait: POST .* -> 503/, [
    edit(lists, 'if (!source || query', 'if (source || query'),
  ]),
  fault('D13', 'searches take the connections of other lists', /while searches wait: GET .* -> 503/, [
    edit('src/platform/database/find-page.ts', "? 'list' : 'search'", "? 'list' : 'list'"),
  ]),
  fault('D13', 'any number of searches at once', /20 of 20 searches at once/, [
    edit(lists, 'Connections(dataSource, SEARCH_POOL_MAX,', 'Connections(dataSource, SEARCH_POOL_MAX * 100,'),
  ]),
  fault('D13', 'a search has the time of any statement', /searches: a statement has 10000 ms/, [
    edit(lists, 'statement_timeout: timeoutMs,', ''),
  ]),
  fault('D13', 'one letter is a search', /too short: GET/, [
    edit('src/platform/paging/list-query.ts', 'MIN_SEARCH_LENGTH = 3', 'MIN_SEARCH_LENGTH = 1'),
  ]),
  fault('D12', 'readiness takes its turn in the pool', /with a full pool/, [
    edit(
      'src/platform/database/probe.ts',
      "await this.#connection.query('SELECT 1')",
      "await this.#dataSource.query('SELECT 1')",
    ),
  ]),
  fault('D12', 'everybody who asks is a statement', /\d+ statements for/, [
    edit('src/platform/health/readiness.ts', 'this.#answer === undefined ||', 'this.#answer !== null ||'),
  ]),
  fault('D12', 'ready without its tables', /without its last migration: ready is 200/, [
    edit(
      'src/platform/database/probe.ts',
      'if (!(await this.#hasEveryMigration())) {',
      'if (!(await this.#hasEveryMigration()) && !this.#dataSource) {',
    ),
  ]),
  fault('D14', 'the ETag is of the whole answer', /the tag of \?include=author is refused/, [
    edit('src/platform/http/etag.ts', '"${version}.${digest}"', '"${digest}"'),
  ]),
  fault('D14', 'the ETag is of the row alone', /a change of author is not told/, [
    edit('src/platform/http/etag.ts', '"${version}.${digest}"', '"${version}.x"'),
  ]),
  fault('D14', 'a row is written by who saw another', /an old tag of \?include=author is taken/, [
    edit(
      'src/platform/http/etag.ts',
      'const versions = new Set(',
      'const versions = new Set(header.includes(".") ? [] : ',
    ),
    edit(
      'src/platform/http/etag.ts',
      'return (row) => versions.has(',
      'return (row) => versions.size === 0 || versions.has(',
    ),
  ]),
  fault('D14', 'a weak tag of a proxy is refused', /behind a proxy a weak tag is refused/, [
    edit('src/platform/http/etag.ts', 'isBehindProxy(req) ? anyTag : strongTag', 'strongTag'),
  ]),
  fault('D15', 'a filter tells letters by their case', /tags\?.* finds 0 rows/, [
    edit('src/modules/tags/tag.repository.ts', "caseless: ['name']", 'caseless: []'),
  ]),
  fault('D15', 'a filter goes by no index', /no index finds .*tags/, [
    edit(
      'src/platform/database/list-columns.ts',
      '`lower(${this.name(field)})`',
      '`upper(${this.name(field)})`',
    ),
    edit('src/platform/database/list-columns.ts', '`lower(:${parameter})`', '`upper(:${parameter})`'),
  ]),
  fault(
    'D16',
    'a field to sort by has no index',
    /all rows are sorted for .*posts\?limit=1&sort=title&/,
    [
      edit(
        /migrations\/\d+-create-posts\.ts$/,
        'await queryRunner.query(`CREATE INDEX "posts_title_id_idx" ON "posts" ("title", "id")`);',
        '',
      ),
    ],
    { tables: true },
  ),
  fault(
    'D16',
    'a list is sorted by what its index does not have',
    /all rows are sorted for .*tags.*sort=-?name/,
    [edit('src/modules/tags/tag.repository.ts', "caseless: ['name']", 'caseless: []')],
  ),
  fault('D16', 'a list is sorted by any field', /all rows are sorted for .*sort=published/, [
    edit(
      'src/modules/posts/post.schema.ts',
      "'createdAt', 'updatedAt'],",
      "'published', 'createdAt', 'updatedAt'],",
    ),
  ]),
];
