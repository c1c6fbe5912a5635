import { edit, fault, type Fault } from './fault.js';

const repository = 'src/modules/posts/post.repository.ts';

/** What makes a service slow under load. */
export const speedFaults: readonly Fault[] = [
  fault('T8', 'a statement for each row', /posts\?cursor=.*: \d+ statements for 2 rows, \d+ for 6/, [
    edit(
      repository,
      'await this.#loadRelations(page.data, request.include);',
      'for (const row of page.data) await this.#loadRelations([row], request.include);',
    ),
  ]),
  fault('T8', 'passwords are checked on the event loop', /of a login blocks everybody else/, [
    edit(
      'src/modules/auth/passwords.ts',
      'import { hash, parseOptions, verify, type Options }',
      'import { hash, parseOptions, verifySync, type Options }',
    ),
    edit('src/modules/auth/passwords.ts', '=> verify(known', '=> Promise.resolve(verifySync(known'),
    edit(
      'src/modules/auth/passwords.ts',
      'canonical(password)));\n    return matched',
      'canonical(password))));\n    return matched',
    ),
  ]),
  fault('T8', 'every answer is kept', /bytes of each request stay/, [
    edit(
      'src/platform/http/etag.ts',
      'export function entityTag(body: string | Buffer): string {',
      'const seen: (string | Buffer)[] = [];\nexport function entityTag(body: string | Buffer): string {\n  seen.push(body);',
    ),
  ]),
];
