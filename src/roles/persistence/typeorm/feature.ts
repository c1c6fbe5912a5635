import { defineFeature } from '../../tools.js';
import { engineOf } from '../engines/engines.js';

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
  plan({ draft, facts, workspace }) {
    draft.render('persistence/typeorm/base', lists);
    const { production, development } = engineOf(facts).packages;
    for (const name of [...production, 'typeorm']) workspace.dependency(draft, name);
    for (const name of development) workspace.dependency(draft, name, 'devDependencies');
  },
});
