import { plannedChange } from '../planning/addition.js';
import { runAddition } from '../running/run-addition.js';
import { goneLists } from '../planning/changed-lists.js';
import { modelChange } from '../planning/model-change.js';
import { pointersAt, wasDropped, withoutResource } from '../planning/old-resource.js';
import { openExisting } from '../project/existing.js';
import { nothingToDo } from '../running/run-plan.js';
import type { Handler } from './command.js';
import { confirmDrop } from './confirm-drop.js';
import { askedResource, resourceCalled } from './named-resource.js';

const command = 'remove resource';
const usage = 'plinth remove resource <Resource>, for example: plinth remove resource Comment';

/** `plinth remove resource <Resource> [--with-relations]` */
export const handler: Handler = async (session, input) => {
  const [given] = input.args as readonly (string | undefined)[];
  const existing = await openExisting(session);
  const { resources } = existing.manifest;
  const name = given ?? (await askedResource(session, existing, usage));
  if (!Object.hasOwn(resources, name) && wasDropped(name, existing.project))
    return nothingToDo({ command, data: { resource: name, relations: [] } }, 'it is gone already');
  const resource = resourceCalled(name, existing);
  const withRelations = input.options['withRelations'] === true;
  const after = withoutResource(resource, withRelations, existing);
  const pointers = pointersAt(resource, existing);
  const relations = pointers.map((one) => `${one.resource}.${one.field}`);
  const lists = pointers.flatMap((one) => goneLists([one.field], resourceCalled(one.resource, existing)));
  const plan = await plannedChange(existing, modelChange(after, existing, {}));
  await confirmDrop([name, ...relations], wording, session);
  const flags = withRelations ? ['--with-relations', '--yes'] : ['--yes'];
  const addition = {
    command,
    existing,
    plan: { ...plan, notes: [...plan.notes, ...new Set(lists)] },
    headline: `Removed ${[name, ...relations].join(', ')}`,
    words: [...command.split(' '), name, ...flags],
    install: input.options['install'] !== false,
    data: { resource: name, relations },
  };
  return runAddition(addition, session);
};

const wording = {
  remedy: 'Say that it is meant: --yes. Or look first: --dry-run.',
  question: (what: string) => `The migration drops ${what} with all data. Remove?`,
};
