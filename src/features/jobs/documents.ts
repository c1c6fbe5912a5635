/** What README and AGENTS.md of a project say of its jobs. */
export const section = (run: string): string => `## Jobs

What need not happen before a request is answered is a job: it is kept in PostgreSQL ([pg-boss](https://github.com/timgit/pg-boss)), in a schema of its own
that the migrations make. \`src/jobs.ts\` lists them; \`src/platform/jobs/README.md\` says how one is written, on one page.

- \`${run} dev\` runs them in the process of the service (\`JOBS_IN_SERVER\`). In production a worker does: \`node --enable-source-maps dist/worker.js\`, as many
  as you like. \`${run} worker\` starts one from the sources.
- A job is added in the transaction of what causes it: no commit, no job. It runs at least once. A failed attempt is repeated after pauses that grow;
  one whose process died counts as failed within 10 s after its time is over.
- A schedule (\`cron\` with a \`timeZone\`) starts a job once, however many workers there are.
- After \`SIGTERM\` a worker takes nothing new, lets what runs go on for 6.5 s, hands back the rest, and exits within 10 s.
- A process that runs jobs opens 2 more connections; for what jobs do it uses those of \`DATABASE_POOL_MAX\`.
- Done jobs are kept for a day, failed ones for a week; what no worker has taken for a week is given up. The data of a job are ids: neither secrets nor what is known of a person.
`;

export const failedSection = `## Failed jobs

\`GET /api/v1/jobs/failed\` shows an admin the jobs that have had all their attempts, with the reason of the last one, and
\`POST /api/v1/jobs/failed/{id}/retry\` has one tried once more. Sessions that have expired are removed every night, by a job.
`;

export const agents = (run: string): string => `## Jobs

- A job is a \`defineJob\` in the folder of its module, named in \`src/jobs.ts\`. Its queue is made by a migration that calls \`createQueue\`
  (\`${run} migrate:create\`).
- Add jobs with \`Jobs\` inside of the transaction that causes them: \`within(this.#jobs).enqueue(job, data)\`. Data are ids: no secrets, nothing personal.
- A handler may run twice for one job: what it does has to be the same then. It passes \`signal\` on to whatever takes long.
`;
