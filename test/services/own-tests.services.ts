import { it } from 'vitest';
import { openDatabase } from '../support/database.js';
import { generate } from '../support/generated.js';
import { mustRun } from '../support/run.js';
import { specPath } from '../covering/specs.js';

it('the spec of everything passes its own tests on a real PostgreSQL', async () => {
  const args = ['--from', specPath('everything')];
  const [project, database] = await Promise.all([generate(args), openDatabase()]);
  try {
    const env = { TEST_DATABASE_URL: database.url, NO_COLOR: '1' };
    await mustRun('npm', ['test'], { cwd: project.dir, env });
  } finally {
    await database.close();
    project.remove();
  }
});
