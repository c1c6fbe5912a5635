import type { Draft } from '../../core/draft.js';
import { generatedFiles } from '../../core/manifest.js';
import { defineFeature, type Tools } from '../../roles/tools.js';
import type { ComposeService } from '../../roles/workspace/contract.js';
import { packageManagers } from '../../roles/workspace/package-managers.js';
import { jobIn } from './job.js';
import { agents, failedSection, section } from './documents.js';

/** The project's own image, started as a worker. It serves nothing, so that there is no address to ask for its health. */
const body = `image: *image
init: true
restart: unless-stopped
read_only: true
cap_drop: [ALL]
security_opt: ['no-new-privileges:true']
command: [node, --enable-source-maps, dist/worker.js]
healthcheck: { disable: true }
env_file: *env_file
environment:
  NODE_ENV: production
  DATABASE_URL: *database_url
  DATABASE_PASSWORD: *database_password
depends_on:
  database: { condition: service_healthy }
  migrate: { condition: service_completed_successfully }
`;

const container: ComposeService = { name: 'worker', body, environment: {}, isAwaited: false };

export default defineFeature({
  id: 'jobs',
  title: 'Background jobs',
  summary: 'Jobs in PostgreSQL by pg-boss: in the transaction of their cause, retried, scheduled; a worker.',
  needs: ['http', 'persistence'],
  services: [container],
  tables: ['pgboss.job'],
  evidence: ['src/platform/jobs/start-jobs.ts', 'src/jobs.ts'],
  questions: {},
  plan({ draft, facts, platform, persistence, workspace }) {
    const { run } = packageManagers[facts.packageManager];
    draft.render('features/jobs/common', { imported: [], jobs: [] });
    persistence.migration(draft, migration('CreateJobTables', '1767225602000', 'create-job-tables'));
    platform.background(draft, { symbol: 'jobsInServer', from: 'src/platform/jobs/in-server' });
    platform.provide(draft, 'src/platform/jobs/jobs', `features/jobs/${platform.id}`);
    workspace.env(draft, {
      name: 'JOBS_IN_SERVER',
      schema: "oneOf('on', 'off').optional()",
      uses: [{ symbol: 'oneOf', from: 'src/config/variables' }],
      example: '#JOBS_IN_SERVER=off',
      comment: 'on | off: whether the service runs jobs too. On in development; elsewhere a worker does.',
    });
    workspace.script(draft, 'worker', `${platform.words.tsx} src/worker.ts`);
    workspace.script(draft, 'start:worker', 'node --enable-source-maps dist/worker.js');
    workspace.service(draft, container);
    workspace.readme(draft, section(run));
    workspace.guide(draft, agents(run));
    workspace.dependency(draft, 'pg-boss');
  },
  beside: { identity: planForPeople },
  relist({ draft, workspace }, project) {
    for (const path of generatedFiles(project)) {
      const job = jobIn(path, project.read(path) ?? '');
      if (job !== undefined) workspace.job(draft, job);
    }
  },
});

/** What is theirs: an example that cleans up after logins, and an API for the admin. */
function planForPeople({
  draft,
  platform,
  api,
  persistence,
  workspace,
}: Tools & { readonly draft: Draft }): void {
  draft.render('features/jobs/identity/common');
  draft.render(`features/jobs/identity/${platform.id}`);
  const name = 'RemoveExpiredSessions';
  persistence.migration(
    draft,
    migration(`Create${name}Queue`, '1767225603000', 'create-remove-expired-sessions-queue'),
  );
  workspace.job(draft, {
    symbol: 'removeExpiredSessions',
    from: 'src/modules/auth/remove-expired-sessions.job',
  });
  api.mount(draft, 'src/modules/jobs/failed-job');
  workspace.readme(draft, failedSection);
}

const migration = (name: string, stamp: string, file: string) => ({
  symbol: `${name}${stamp}`,
  from: `src/database/migrations/${stamp}-${file}`,
});
