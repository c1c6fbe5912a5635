import { UsageError } from '../../core/errors.js';
import type { Resource } from '../../resource/model.js';
import { plannedChange } from '../planning/addition.js';
import { runAddition } from '../running/run-addition.js';
import { modelChange } from '../planning/model-change.js';
import { wasRenamed, withRenamedField } from '../planning/old-fields.js';
import { type Existing, openExisting } from '../project/existing.js';
import { nothingToDo } from '../running/run-plan.js';
import { problemOf } from '../prompts/problem.js';
import type { Session } from '../world.js';
import type { Handler } from './command.js';
import { askedField, askedFieldOwner, fieldOwnerCalled } from './named-resource.js';

const command = 'rename field';
const usage =
  'plinth rename field <Resource> <field> <new name>, for example: plinth rename field Post body content';

/** `plinth rename field <Resource> <field> <new name>` */
export const handler: Handler = async (session, input) => {
  const [name, givenFrom, givenTo] = input.args as readonly (string | undefined)[];
  const existing = await openExisting(session);
  const before = fieldOwnerCalled(name ?? (await askedFieldOwner(session, existing, usage)), existing);
  const from = givenFrom ?? (await askedField(session, before, usage));
  const to = givenTo ?? (await askedName(session, before, from, existing));
  const data = { resource: before.name, from, to };
  if (isDone(before, data, existing)) return nothingToDo({ command, data }, 'it is called so already');
  const renamed = new Map([[from, to]]);
  const change = modelChange(withRenamedField(before, data, existing), existing, {
    [before.name]: { renamed },
  });
  const plan = await plannedChange(existing, change);
  const addition = {
    command,
    existing,
    plan: { ...plan, notes: [...plan.notes, contractNote(data)] },
    headline: `Renamed ${before.name}.${from} to ${to}`,
    words: [...command.split(' '), before.name, from, to],
    install: input.options['install'] !== false,
    data,
  };
  return runAddition(addition, session);
};

interface Rename {
  readonly resource: string;
  readonly from: string;
  readonly to: string;
}

function isDone(resource: Resource, { from, to }: Rename, { project }: Existing): boolean {
  const has = (name: string): boolean => resource.fields.some((field) => field.name === name);
  return from === to ? has(from) : has(to) && !has(from) && wasRenamed({ from, to }, resource, project);
}

const contractNote = ({ from, to }: Rename): string =>
  `Requests and responses say "${to}" instead of "${from}" from now on: their callers have to follow.`;

function askedName(
  { prompts }: Session,
  resource: Resource,
  from: string,
  existing: Existing,
): Promise<string> {
  if (prompts === undefined) throw new UsageError('What is it to be called? The new name is missing.', usage);
  return prompts.text({
    message: `What is ${resource.name}.${from} to be called?`,
    check: (to) => problemOf(() => withRenamedField(resource, { from, to }, existing)),
  });
}
