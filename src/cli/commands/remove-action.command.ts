import { UsageError } from '../../core/errors.js';
import type { Resource } from '../../resource/model.js';
import { plannedChange } from '../planning/addition.js';
import { withoutAction } from '../planning/changed-actions.js';
import { modelChange } from '../planning/model-change.js';
import { openExisting } from '../project/existing.js';
import { runAddition } from '../running/run-addition.js';
import type { Session } from '../world.js';
import type { Handler } from './command.js';
import { askedResource, resourceCalled } from './named-resource.js';

const command = 'remove action';
const usage = 'plinth remove action <Resource> <name>, for example: plinth remove action Post publish';

/** `plinth remove action <Resource> <name>` */
export const handler: Handler = async (session, { args, options }) => {
  const [resource, given] = args as readonly (string | undefined)[];
  const existing = await openExisting(session);
  const before = resourceCalled(resource ?? (await askedResource(session, existing, usage)), existing);
  const name = given ?? (await askedAction(session, before));
  const change = modelChange(withoutAction(before, name, existing), existing, { [before.name]: {} });
  const addition = {
    command,
    existing,
    plan: await plannedChange(existing, change),
    headline: `Removed the action ${name} from ${before.name}`,
    words: [...command.split(' '), before.name, name],
    install: options['install'] !== false,
    data: { resource: before.name, action: name },
  };
  return runAddition(addition, session);
};

async function askedAction({ prompts }: Session, { actions = [] }: Resource): Promise<string> {
  if (prompts === undefined || actions.length === 0)
    throw new UsageError('Which action? Its name is missing.', usage);
  return prompts.choice({ message: 'Which action?', choices: actions.map(({ name }) => ({ value: name })) });
}
