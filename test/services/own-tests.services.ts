import { it } from 'vitest';
import { openDatabase } from '../support/database.js';
import { generate } from '../support/generated.js';
import { mustRun } from '../support/run.js';
import { projects } from './projects.js';

it.each(projects)('%s passes its own tests on a real PostgreSQL', async (_title, args) => {
  const [project, database] = await Promise.all([generate(args), openDatabase()]);
  try {
    const env = { TEST_DATABASE_URL: database.url, NO_COLOR: '1' };
    await mustRun('npm', ['test'], { cwd: project.dir, env });
  } finally {
    await database.close();
    project.remove();
  }
});
