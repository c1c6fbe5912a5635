import { edit, fault, type Fault } from './fault.js';

const posts = 'src/modules/posts';

/** What requests may do. */
export const restFaults: readonly Fault[] = [
  fault('R1', 'no Location', /Location/, [
    edit(`${posts}/post.controller.ts`, '.location(`/api/v1/posts/${postRow.id}`)', ''),
  ]),
  fault('R1', 'If-Match is not looked at', /412 expected/, [
    edit('src/platform/precondition.ts', 'if (holds(row)) return;', 'if (holds(row) || row) return;'),
  ]),
  fault('R2', 'errors are plain JSON', /no problem\+json/, [
    edit(
      'src/platform/http/problem.ts',
      "res.setHeader('Content-Type', 'application/problem+json');",
      "res.setHeader('Content-Type', 'application/json');",
    ),
  ]),
  fault('R3', 'an id is any text', /-> 500/, [
    edit('src/platform/http/schemas.ts', 'id: z.uuid()', 'id: z.string()'),
    edit('src/platform/database/errors.ts', "code.startsWith('22')", "code.startsWith('none')"),
  ]),
  fault('R4', 'unknown parameters are ignored', /unknown=1/, [
    edit('src/platform/paging/list-query.ts', '.strictObject({\n      page:', '.object({\n      page:'),
  ]),
  fault('R4', 'numbers are what Number() takes', /1e9|0x10/, [
    edit('src/platform/paging/list-query.ts', '/^-?\\d{1,15}$/.test(value)', 'value.length > 0'),
    edit('src/platform/paging/list-query.ts', 'const MAX_PAGE = 10_000;', 'const MAX_PAGE = 10_000_000_000;'),
  ]),
  fault('R5', 'NUL and surrogates go through', /NUL|surrogate/, [
    edit(
      'src/platform/http/well-formed.ts',
      "text.includes('\\0') || !text.isWellFormed()",
      "text === 'never'",
    ),
  ]),
  fault('R5', 'a body that is no object is a mistake of ours', /-> 500/, [
    edit('src/platform/http/problem.ts', 'status: clientErrorStatus(error) ?? 500', 'status: 500'),
  ]),
  fault('R6', 'any limit', /limit=/, [
    edit('src/platform/paging/list-query.ts', 'MAX_LIMIT = 100;', 'MAX_LIMIT = 100_000_000;'),
  ]),
  fault('R6', 'no tie-break', /walk|rows in/, [
    edit(
      'src/platform/database/find-page.ts',
      "return [...sort, { field: 'id', direction: sort.at(-1)?.direction ?? 'ASC' }];",
      'return sort;',
    ),
  ]),
  fault('R6', 'cursors are not signed', /a forged cursor/, [
    edit(
      'src/platform/paging/cursor.ts',
      'given.length !== expected.length || !timingSafeEqual(given, expected)',
      'given.length === 0 || timingSafeEqual(given, Buffer.alloc(given.length))',
    ),
  ]),
  fault('R7', 'users can be sorted by their hash', /passwordHash/, [
    edit(
      'src/modules/users/user.schema.ts',
      "sort: ['createdAt', 'updatedAt', 'email', 'name']",
      "sort: ['createdAt', 'updatedAt', 'email', 'name', 'passwordHash']",
    ),
  ]),
  fault('R8', 'PATCH takes {}', /\{\}/, [
    edit(
      `${posts}/post.schema.ts`,
      "\n  .refine((changes) => Object.keys(changes).length > 0, 'Name at least one field to change.')",
      '',
    ),
  ]),
  fault('R11', 'bodies of any size', /bytes/, [
    edit('src/platform/http/body.ts', "limit: '100kb'", "limit: '50mb'"),
  ]),
  fault(
    'R11',
    'slow clients stay',
    /never ends its headers/,
    [
      edit('src/platform/http/server.ts', 'headersTimeout: 10_000', 'headersTimeout: 60_000'),
      edit('src/platform/http/server.ts', 'requestTimeout: 30_000', 'requestTimeout: 60_000'),
    ],
    { waits: true },
  ),
  fault('R12', 'two spellings of one name', /409 expected/, [
    edit('src/modules/tags/tag.schema.ts', 'z.string().normalize().trim()', 'z.string().trim()'),
  ]),
  fault('R13', 'a search is a pattern', /a pattern/, [
    edit('src/platform/database/find-page.ts', "search.replace(/[\\\\%_]/g, '\\\\$&')", 'search'),
  ]),
  fault('R13', 'filters are pasted into the statement', /-> 500|tables are gone/, [
    edit(
      'src/platform/database/find-page.ts',
      '${filterOperators[operator]} ${bound}`',
      "${filterOperators[operator]} '${String(value)}'`",
    ),
  ]),
  fault('R9', 'weak ETags', /the ETag of/, [
    edit('src/platform/http/etag.ts', 'return `"${digestOf(body)', 'return `W/"${digestOf(body)'),
  ]),
  fault('R9', 'a weak tag is good enough to write', /412 for If-Match: W/, [
    edit('src/platform/http/etag.ts', 'isBehindProxy(req) ? anyTag : strongTag', 'anyTag'),
  ]),
  fault('R9', 'a list of tags is taken for one', /200 for If-Match: "another"/, [
    edit('src/platform/http/etag.ts', "header.split(',')", '[header]'),
  ]),
  fault('R9', 'the precondition is checked before the lock', /at once/, [
    edit(
      `${posts}/post.service.ts`,
      "    return this.#posts.transaction(async (posts) => {\n      const postRow = found(await posts.lock(id, actor), 'post');\n      requireOwner(actor, 'posts:update', postRow.authorId);\n      checkPrecondition(postRow, precondition);\n      return posts.save(",
      "    const checked = this.get(actor, id).then((seen) => checkPrecondition(seen, precondition)).then(() => new Promise((resolve) => setTimeout(resolve, 200)));\n    return checked.then(() => this.#posts.transaction(async (posts) => {\n      const postRow = found(await posts.lock(id, actor), 'post');\n      requireOwner(actor, 'posts:update', postRow.authorId);\n      return posts.save(",
    ),
    edit(
      `${posts}/post.service.ts`,
      '(await tagsOf(posts, tagIds)) });\n    });',
      '(await tagsOf(posts, tagIds)) });\n    }));',
    ),
  ]),
  fault('R10', 'everything may be kept for a minute', /Cache-Control: public/, [
    edit('src/platform/http/access.ts', "shared ? 'no-cache' : 'no-store'", "'public, max-age=60'"),
  ]),
  fault('R10', 'tokens may be kept', /Cache-Control: no-cache: POST/, [
    edit('src/platform/http/access.ts', "['GET', 'HEAD'].includes(method) && isOpen", 'method && isOpen'),
  ]),
  fault('R10', 'errors may be kept', /Cache-Control: none/, [
    edit('src/platform/http/problem.ts', "  res.setHeader('Cache-Control', 'no-store');\n", ''),
  ]),
  fault(
    'R11',
    'slow bodies stay',
    /never ends its body/,
    [edit('src/platform/http/server.ts', 'requestTimeout: 30_000', 'requestTimeout: 300_000')],
    { waits: true },
  ),
  fault('R13', 'a text that breaks us', /naughty: PATCH .*users.* -> 500/, [
    edit(
      'src/modules/users/user.service.ts',
      'return users.save(user, changes);',
      "return users.save(user, { name: decodeURIComponent(changes.name ?? '') });",
    ),
  ]),
];
