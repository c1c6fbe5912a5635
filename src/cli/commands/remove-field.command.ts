import { UsageError } from '../../core/errors.js';
import type { Resource } from '../../resource/model.js';
import { programLine, shellLine } from '../output/command-line.js';
import { plannedChange, runAddition } from '../planning/addition.js';
import { modelChange } from '../planning/model-change.js';
import { goneNames, wasRemoved, withoutFields } from '../planning/old-fields.js';
import { type Existing, openExisting } from '../project/existing.js';
import { nothingToDo } from '../running/run-plan.js';
import { Interrupted } from '../../ports/prompts.js';
import type { Session } from '../world.js';
import type { Handler } from './command.js';
import { askedField, askedResource, resourceCalled } from './named-resource.js';

const command = 'remove field';
const usage = 'plinth remove field <Resource> <field…>, for example: plinth remove field Post subtitle';

/** `plinth remove field <Resource> <field…>` */
export const handler: Handler = async (session, input) => {
  const [name, given = []] = input.args as readonly [string | undefined, (readonly string[])?];
  const existing = await openExisting(session);
  const before = resourceCalled(name ?? (await askedResource(session, existing, usage)), existing);
  const names = given.length > 0 ? given : [await askedField(session, before, usage)];
  const fields = names.filter((field) => !isGone(field, before, existing));
  const data = { resource: before.name, fields };
  if (fields.length === 0) return nothingToDo({ command, data }, 'it is gone already');
  const change = modelChange(withoutFields(before, fields, existing), existing, { [before.name]: {} });
  const plan = await plannedChange(existing, change, goneNames(change));
  if (!session.globals.dryRun) await confirmed(before, fields, session);
  const addition = {
    command,
    existing,
    plan,
    headline: `Removed ${fields.map((field) => `${before.name}.${field}`).join(', ')}`,
    again: again(before.name, fields, session),
    install: input.options['install'] !== false,
    data,
  };
  return runAddition(addition, session);
};

function isGone(field: string, resource: Resource, { project }: Existing): boolean {
  return resource.fields.every(({ name }) => name !== field) && wasRemoved(field, resource, project);
}

/** Data is dropped only by somebody who says so. */
async function confirmed({ name }: Resource, fields: readonly string[], session: Session): Promise<void> {
  if (session.globals.yes) return;
  const what = fields.map((field) => `${name}.${field}`).join(', ');
  if (session.prompts === undefined) {
    throw new UsageError(
      `The migration would drop ${what} with all data.`,
      'Say that it is meant: --yes. Or look first: --dry-run.',
      { code: 'needs-confirmation' },
    );
  }
  const message = `The migration drops ${what} with all data. Remove?`;
  if (!(await session.prompts.confirm({ message, default: false })))
    throw new Interrupted('Nothing was removed.');
}

/** The command line that answers what was asked. */
function again(name: string, fields: readonly string[], { asking, world }: Session): string | undefined {
  if (asking?.asked() !== true) return undefined;
  return `${programLine('plinth', world.userAgent)} ${shellLine(['remove', 'field', name, ...fields, '--yes'])}`;
}
