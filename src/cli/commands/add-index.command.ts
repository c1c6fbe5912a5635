import { type FieldList, listText, parseFieldList } from '../../resource/field-lists.js';
import type { Resource } from '../../resource/model.js';
import { plannedChange } from '../planning/addition.js';
import { runAddition } from '../running/run-addition.js';
import { type KindOfList, withList } from '../planning/changed-lists.js';
import { modelChange } from '../planning/model-change.js';
import { openExisting } from '../project/existing.js';
import type { Existing } from '../project/existing.js';
import { nothingToDo } from '../running/run-plan.js';
import { problemOf } from '../prompts/problem.js';
import type { Session } from '../world.js';
import { UsageError } from '../../core/errors.js';
import type { Handler } from './command.js';
import { askedResource, resourceCalled } from './named-resource.js';

const command = 'add index';
const usage = 'plinth add index <Resource> <fields>, for example: plinth add index Post status,createdAt';

/** `plinth add index <Resource> <fields> [--unique]` */
export const handler: Handler = async (session, { args, options }) => {
  const [name, fields] = args as readonly (string | undefined)[];
  const kind = options['unique'] === true ? 'unique' : 'indexes';
  const given = fields === undefined ? undefined : parseFieldList(fields, kind);
  const existing = await openExisting(session);
  const before = resourceCalled(name ?? (await askedResource(session, existing, usage)), existing);
  const list = given ?? (await askedList(session, before, kind, existing));
  const after = withList(before, { kind, list }, existing);
  const data = { resource: before.name, fields: list, unique: kind === 'unique' };
  if (after[before.name] === before) return nothingToDo({ command, data });
  const words = [...command.split(' '), before.name, listText(list), ...(data.unique ? ['--unique'] : [])];
  const addition = {
    command,
    existing,
    plan: await plannedChange(existing, modelChange(after, existing, { [before.name]: {} })),
    headline: `Added ${data.unique ? 'a unique index' : 'an index'} over ${listText(list)} to ${before.name}`,
    words,
    install: options['install'] !== false,
    data,
  };
  return runAddition(addition, session);
};

async function askedList(
  { prompts }: Session,
  resource: Resource,
  kind: KindOfList['kind'],
  existing: Existing,
): Promise<FieldList> {
  if (prompts === undefined) throw new UsageError('Over which fields? They are missing.', usage);
  const read = (answer: string): FieldList => parseFieldList(answer, kind);
  const answer = await prompts.text({
    message: 'Over which fields? (status,createdAt)',
    check: (text) => problemOf(() => withList(resource, { kind, list: read(text) }, existing)),
  });
  return read(answer);
}
