import { UsageError } from '../../core/errors.js';
import { listKinds, listText, parseFieldList } from '../../resource/field-lists.js';
import type { Resource } from '../../resource/model.js';
import { plannedChange } from '../planning/addition.js';
import { runAddition } from '../running/run-addition.js';
import { listCalled, noSuchList, wasListRemoved, withoutList } from '../planning/changed-lists.js';
import { modelChange } from '../planning/model-change.js';
import { openExisting } from '../project/existing.js';
import { nothingToDo } from '../running/run-plan.js';
import type { Session } from '../world.js';
import type { Handler } from './command.js';
import { askedResource, resourceCalled } from './named-resource.js';

const command = 'remove index';
const usage =
  'plinth remove index <Resource> <fields>, for example: plinth remove index Post status,createdAt';

/** `plinth remove index <Resource> <fields>` */
export const handler: Handler = async (session, { args, options }) => {
  const [name, fields] = args as readonly (string | undefined)[];
  const given = fields === undefined ? undefined : parseFieldList(fields, 'indexes');
  const existing = await openExisting(session);
  const before = resourceCalled(name ?? (await askedResource(session, existing, usage)), existing);
  const wanted = given ?? parseFieldList(await askedList(session, before), 'indexes');
  const found = listCalled(wanted, before);
  if (found === undefined) {
    if (!wasListRemoved(wanted, before, existing.project)) throw noSuchList(wanted, before);
    return nothingToDo({ command, data: { resource: before.name, fields: wanted } }, 'it is gone already');
  }
  const { list, kind } = found;
  const change = modelChange(withoutList(before, found, existing), existing, { [before.name]: {} });
  const addition = {
    command,
    existing,
    plan: await plannedChange(existing, change),
    headline: `Removed the ${kind === 'unique' ? 'unique index' : 'index'} over ${listText(list)} from ${before.name}`,
    words: [...command.split(' '), before.name, listText(list)],
    install: options['install'] !== false,
    data: { resource: before.name, fields: list },
  };
  return runAddition(addition, session);
};

async function askedList({ prompts }: Session, resource: Resource): Promise<string> {
  const lists = listKinds.flatMap((kind) => (resource[kind] ?? []).map(listText));
  if (prompts === undefined || lists.length === 0)
    throw new UsageError('Over which fields? They are missing.', usage);
  return prompts.choice({ message: 'Which index?', choices: lists.map((value) => ({ value })) });
}
