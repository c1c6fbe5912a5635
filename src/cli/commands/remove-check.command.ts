import { UsageError } from '../../core/errors.js';
import { checkText, isSameCheck, parseCheck } from '../../resource/checks.js';
import type { Resource } from '../../resource/model.js';
import { plannedChange } from '../planning/addition.js';
import { noSuchCheck, wasCheckRemoved, withoutCheck } from '../planning/changed-checks.js';
import { modelChange } from '../planning/model-change.js';
import { openExisting } from '../project/existing.js';
import { runAddition } from '../running/run-addition.js';
import { nothingToDo } from '../running/run-plan.js';
import type { Session } from '../world.js';
import type { Handler } from './command.js';
import { askedResource, resourceCalled } from './named-resource.js';

const command = 'remove check';
const usage =
  "plinth remove check <Resource> <comparison>, for example: plinth remove check Booking 'startsAt<endsAt'";

/** `plinth remove check <Resource> <comparison>` */
export const handler: Handler = async (session, { args, options }) => {
  const [name, comparison] = args as readonly (string | undefined)[];
  const given = comparison === undefined ? undefined : parseCheck(comparison);
  const existing = await openExisting(session);
  const before = resourceCalled(name ?? (await askedResource(session, existing, usage)), existing);
  const check = given ?? parseCheck(await askedCheck(session, before));
  const data = { resource: before.name, check: checkText(check) };
  if (before.checks?.some((one) => isSameCheck(one, check)) !== true) {
    if (!wasCheckRemoved(check, before, existing.project)) throw noSuchCheck(check, before);
    return nothingToDo({ command, data }, 'it is gone already');
  }
  const change = modelChange(withoutCheck(before, check, existing), existing, { [before.name]: {} });
  const addition = {
    command,
    existing,
    plan: await plannedChange(existing, change),
    headline: `Removed the check ${data.check} from ${before.name}`,
    words: [...command.split(' '), before.name, data.check],
    install: options['install'] !== false,
    data,
  };
  return runAddition(addition, session);
};

async function askedCheck({ prompts }: Session, { checks = [] }: Resource): Promise<string> {
  if (prompts === undefined || checks.length === 0)
    throw new UsageError('Which check? It is missing.', usage);
  return prompts.choice({
    message: 'Which check?',
    choices: checks.map((check) => ({ value: checkText(check) })),
  });
}
