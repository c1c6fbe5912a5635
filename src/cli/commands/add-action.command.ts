import { UsageError } from '../../core/errors.js';
import { actionFrom, printAction } from '../../resource/actions.js';
import { printField } from '../../resource/language/print-field.js';
import type { Action, Resource } from '../../resource/model.js';
import { namesOfResource } from '../../resource/names.js';
import type { ParsedAction } from '../../resource/parsed.js';
import { withAction } from '../planning/changed-actions.js';
import { plannedChange } from '../planning/addition.js';
import { modelChange } from '../planning/model-change.js';
import { openExisting } from '../project/existing.js';
import { problemOf } from '../prompts/problem.js';
import { runAddition } from '../running/run-addition.js';
import { nothingToDo } from '../running/run-plan.js';
import type { Session } from '../world.js';
import type { Handler, Input } from './command.js';
import { askedResource, resourceCalled } from './named-resource.js';
import { doneBy } from './resource-facts.js';

const command = 'add action';
const usage =
  'plinth add action <Resource> <name>, for example: plinth add action Post publish --from draft --to published';

/** `plinth add action <Resource> <name> [--from … --to …] [--by …] [--body …]` */
export const handler: Handler = async (session, { args, options }) => {
  const [resource, name] = args as readonly (string | undefined)[];
  const given = name === undefined ? undefined : actionFrom(name, wordsIn(options));
  const existing = await openExisting(session);
  const before = resourceCalled(resource ?? (await askedResource(session, existing, usage)), existing);
  const action = given ?? (await askedAction(session, options));
  const after = withAction(before, action, existing);
  const data = { resource: before.name, action: printAction(action) };
  if (after[before.name] === before) return nothingToDo({ command, data });
  const added = after[before.name]?.actions?.find((one) => one.name === action.name);
  const addition = {
    command,
    existing,
    plan: await plannedChange(existing, modelChange(after, existing, { [before.name]: {} })),
    headline: `Added the action ${action.name} to ${before.name}`,
    about: added === undefined ? [] : aboutAction(before, added),
    words: [...command.split(' '), before.name, action.name, ...wordsOf(action)],
    install: options['install'] !== false,
    data,
  };
  return runAddition(addition, session);
};

/** What it serves, and where its rule goes. */
function aboutAction(resource: Resource, action: Action): (readonly [string, string])[] {
  const { kebab, plural } = namesOfResource(resource);
  const until = action.transition === undefined ? ': until you write it, nothing changes' : '';
  return [
    ['serves', doneBy(resource, action)],
    ['rule', `in ${action.name} of src/modules/${plural.kebab}/${kebab}.service.ts${until}`],
  ];
}

const wordsIn = ({ from, to, field, by, body }: Input['options']) => ({
  from: from as string | undefined,
  to: to as string | undefined,
  field: field as string | undefined,
  by: by as string | undefined,
  body: (body ?? []) as readonly string[],
});

/** The inverse of `wordsIn`. */
const wordsOf = ({ by, transition, body }: ParsedAction): readonly string[] => [
  ...(transition === undefined ? [] : ['--from', transition.from.join(','), '--to', transition.to]),
  ...(transition?.field === undefined ? [] : ['--field', transition.field]),
  ...(by === undefined ? [] : ['--by', by]),
  ...body.flatMap((field) => ['--body', printField(field)]),
];

async function askedAction({ prompts }: Session, options: Input['options']): Promise<ParsedAction> {
  if (prompts === undefined) throw new UsageError('Which action? Its name is missing.', usage);
  const words = wordsIn(options);
  const name = await prompts.text({
    message: 'What is done with a row? (camelCase: publish)',
    check: (answer) => problemOf(() => actionFrom(answer, words)),
  });
  return actionFrom(name, words);
}
