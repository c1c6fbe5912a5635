import { defineFeature } from '../../tools.js';

/** Others fill them. */
const lists = { imported: [], entities: [], migrations: [], seeds: [] };

export default defineFeature({
  id: 'typeorm',
  title: 'TypeORM on PostgreSQL',
  summary: 'Entities, migrations and repositories; an embedded PostgreSQL until there is a DATABASE_URL.',
  role: 'persistence',
  needs: ['base', 'http'],
  evidence: ['src/platform/database/find-page.ts', 'src/platform/database/write-row.ts'],
  questions: {},
  plan({ draft, workspace }) {
    draft.render('persistence/typeorm/base', lists);
    for (const name of ['pg', 'typeorm']) workspace.dependency(draft, name);
    for (const name of ['@electric-sql/pglite', '@types/pg']) {
      workspace.dependency(draft, name, 'devDependencies');
    }
  },
});
