import { UsageError } from '../../core/errors.js';
import { checkText, parseCheck } from '../../resource/checks.js';
import type { FieldCheck, Resource } from '../../resource/model.js';
import { plannedChange } from '../planning/addition.js';
import { withCheck } from '../planning/changed-checks.js';
import { modelChange } from '../planning/model-change.js';
import { type Existing, openExisting } from '../project/existing.js';
import { problemOf } from '../prompts/problem.js';
import { runAddition } from '../running/run-addition.js';
import { nothingToDo } from '../running/run-plan.js';
import type { Session } from '../world.js';
import type { Handler } from './command.js';
import { askedResource, resourceCalled } from './named-resource.js';

const command = 'add check';
const usage =
  "plinth add check <Resource> <comparison>, for example: plinth add check Booking 'startsAt<endsAt'";

/** `plinth add check <Resource> <comparison>` */
export const handler: Handler = async (session, { args, options }) => {
  const [name, comparison] = args as readonly (string | undefined)[];
  const given = comparison === undefined ? undefined : parseCheck(comparison);
  const existing = await openExisting(session);
  const before = resourceCalled(name ?? (await askedResource(session, existing, usage)), existing);
  const check = given ?? (await askedCheck(session, before, existing));
  const after = withCheck(before, check, existing);
  const data = { resource: before.name, check: checkText(check) };
  if (after[before.name] === before) return nothingToDo({ command, data });
  const addition = {
    command,
    existing,
    plan: await plannedChange(existing, modelChange(after, existing, { [before.name]: {} })),
    headline: `Added the check ${data.check} to ${before.name}`,
    words: [...command.split(' '), before.name, data.check],
    install: options['install'] !== false,
    data,
  };
  return runAddition(addition, session);
};

async function askedCheck({ prompts }: Session, resource: Resource, existing: Existing): Promise<FieldCheck> {
  if (prompts === undefined) throw new UsageError('What holds between which fields? It is missing.', usage);
  const answer = await prompts.text({
    message: 'What holds between which fields? (startsAt<endsAt)',
    check: (text) => problemOf(() => withCheck(resource, parseCheck(text), existing)),
  });
  return parseCheck(answer);
}
