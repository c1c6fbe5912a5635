import { edit, fault, type Fault } from './fault.js';

const tables = { tables: true } as const;
const sessions = 'src/modules/users/session.repository.ts';
const tags = 'src/modules/tags/tag.repository.ts';

/** What a busy server makes of the moment between a look and a write; without it, the race is lost now and then. */
const pause = '      await new Promise((done) => setTimeout(done, 300));\n';

/** What looks before it writes, in a transaction: only a server with many connections shows that it is not enough. */
export const raceFaults: readonly Fault[] = [
  fault('A11', 'the token is read and replaced in a transaction', /(?:[2-9]|10) of 10 refreshes/, [
    edit(
      sessions,
      'const { raw } = await this.#rows\n      .createQueryBuilder()',
      'const { raw } = await this.#rows.manager.transaction(async (manager) => {\n      const rows = manager.getRepository(AuthSession);\n      if (!(await rows.existsBy({ id, tokenHash: oldHash }))) return { raw: [] };\n      return rows.createQueryBuilder()',
    ),
    edit(sessions, 'id = :id AND token_hash = :oldHash', 'id = :id AND :oldHash = :oldHash'),
    edit(
      sessions,
      "      .returning('user_id')\n      .execute();",
      "      .returning('user_id')\n      .execute();\n    });",
    ),
  ]),
  fault(
    'D1',
    'a name is looked for before it is written',
    /creating Tag/,
    [
      edit(
        /migrations\/\d+-create-tags\.ts$/,
        'CREATE UNIQUE INDEX "tags_name_key"',
        'CREATE INDEX "tags_name_key"',
      ),
      edit(
        tags,
        'return insertRow(this.#rows.manager, Tag, values);',
        `return this.#rows.manager.transaction(async (manager) => {\n      if (await manager.existsBy(Tag, { name: values.name })) throw new AppError('conflict', 'Taken.');\n${pause}      return manager.save(manager.create(Tag, values));\n    });`,
      ),
      edit(
        tags,
        'import { findPage }',
        "import { AppError } from '../../platform/errors.js';\nimport { findPage }",
      ),
    ],
    tables,
  ),
  fault(
    'D1',
    'an address is looked for before it is written',
    /registering: /,
    [
      edit(/migrations\/\d+-create-users\.ts$/, 'CREATE UNIQUE INDEX', 'CREATE INDEX'),
      edit(
        'src/modules/auth/auth.service.ts',
        'const created = await users.insert({ email, name, passwordHash });',
        `if (await users.findByEmail(email)) throw new AppError('conflict', 'Taken.');\n${pause}      const created = await users.insert({ email, name, passwordHash });`,
      ),
    ],
    tables,
  ),
];
