import { UsageError, UserError } from '../../core/errors.js';
import { jobPath } from '../../features/jobs/job.js';
import { extended } from '../planning/addition.js';
import { runAddition } from '../running/run-addition.js';
import { planned } from '../planning/plan-project.js';
import { wantedJob } from '../planning/wanted-job.js';
import { problemOf } from '../prompts/problem.js';
import { type Existing, openExisting } from '../project/existing.js';
import type { Session } from '../world.js';
import type { Handler, Input } from './command.js';

const command = 'add job';
const usage = 'plinth add job <Name> [field…], for example: plinth add job SendReport reportId:uuid';

/** `plinth add job <Name> [field…] [--cron <schedule>] [--time-zone <zone>]` */
export const handler: Handler = async (session, input) => {
  const given = givenIn(input);
  const job = wantedJob({ ...given, name: given.name ?? (await askedName(session)) });
  const existing = await openExisting(session);
  refuseWithoutJobs(existing);
  refuseTaken(jobPath(job), job.name, existing);
  const step = { feature: existing.parts.job(job), answers: {} };
  const addition = {
    command,
    existing,
    plan: await planned({ ...extended(existing, [], []), alterations: [step] }, existing.parts),
    headline: `Added the job ${job.name}`,
    words: [...command.split(' '), job.name, ...given.fields, ...scheduleWords(given)],
    install: input.options['install'] !== false,
    data: { job: job.name, fields: job.fields.map(({ name }) => name), cron: job.schedule?.cron ?? null },
  };
  return runAddition(addition, session);
};

interface Given {
  readonly name: string | undefined;
  readonly fields: readonly string[];
  readonly cron: string | undefined;
  readonly timeZone: string | undefined;
}

/** What can be refused before the project is looked at is. */
function givenIn({ args, options }: Input): Given {
  const [name, fields = []] = args as readonly [string | undefined, (readonly string[])?];
  const { cron, timeZone } = options as Readonly<Record<string, string | undefined>>;
  const given = { name, fields, cron, timeZone };
  wantedJob({ ...given, name: name ?? 'Job' });
  return given;
}

const scheduleWords = ({ cron, timeZone }: Given): readonly string[] => [
  ...(cron === undefined ? [] : ['--cron', cron]),
  ...(timeZone === undefined ? [] : ['--time-zone', timeZone]),
];

function askedName({ prompts }: Session): Promise<string> {
  if (prompts === undefined) throw new UsageError('What is the job called? Its name is missing.', usage);
  return prompts.text({
    message: 'What does the job do? (PascalCase: SendReport)',
    check: (name) => problemOf(() => wantedJob({ name, fields: [], cron: undefined, timeZone: undefined })),
  });
}

function refuseWithoutJobs({ facts }: Existing): void {
  if (facts.features.has('jobs')) return;
  throw new UserError('The project has no jobs.', 'Add them first: plinth add feature jobs.');
}

function refuseTaken(path: string, name: string, { project }: Existing): void {
  if (!project.has(path)) return;
  throw new UserError(`There is a job ${name} already: ${path}.`, 'Edit it, or give this one another name.');
}
