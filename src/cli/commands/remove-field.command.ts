import type { Resource } from '../../resource/model.js';
import { plannedChange } from '../planning/addition.js';
import { runAddition } from '../running/run-addition.js';
import { goneChecks } from '../planning/changed-checks.js';
import { goneLists } from '../planning/changed-lists.js';
import { modelChange } from '../planning/model-change.js';
import { wasRemoved, withoutFields } from '../planning/old-fields.js';
import { type Existing, openExisting } from '../project/existing.js';
import { nothingToDo } from '../running/run-plan.js';
import type { Handler } from './command.js';
import { confirmDrop } from './confirm-drop.js';
import { askedField, askedFieldOwner, fieldOwnerCalled } from './named-resource.js';

const command = 'remove field';
const usage = 'plinth remove field <Resource> <field…>, for example: plinth remove field Post subtitle';

/** `plinth remove field <Resource> <field…>` */
export const handler: Handler = async (session, input) => {
  const [name, given = []] = input.args as readonly [string | undefined, (readonly string[])?];
  const existing = await openExisting(session);
  const before = fieldOwnerCalled(name ?? (await askedFieldOwner(session, existing, usage)), existing);
  const names = given.length > 0 ? given : [await askedField(session, before, usage)];
  const fields = names.filter((field) => !isGone(field, before, existing));
  const data = { resource: before.name, fields };
  if (fields.length === 0) return nothingToDo({ command, data }, 'it is gone already');
  const change = modelChange(withoutFields(before, fields, existing), existing, { [before.name]: {} });
  const plan = await plannedChange(existing, change);
  const places = fields.map((field) => `${before.name}.${field}`);
  await confirmDrop(places, wording, session);
  const addition = {
    command,
    existing,
    plan: { ...plan, notes: [...plan.notes, ...goneLists(fields, before), ...goneChecks(fields, before)] },
    headline: `Removed ${places.join(', ')}`,
    words: [...command.split(' '), before.name, ...fields, '--yes'],
    install: input.options['install'] !== false,
    data,
  };
  return runAddition(addition, session);
};

function isGone(field: string, resource: Resource, { project }: Existing): boolean {
  return resource.fields.every(({ name }) => name !== field) && wasRemoved(field, resource, project);
}

const wording = {
  remedy: 'Say that it is meant: --yes. Or look first: --dry-run.',
  question: (what: string) => `The migration drops ${what} with all data. Remove?`,
};
