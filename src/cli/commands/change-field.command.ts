import { UsageError } from '../../core/errors.js';
import { printKnownField } from '../../resource/language/print-field.js';
import { plannedChange } from '../planning/addition.js';
import { runAddition } from '../running/run-addition.js';
import { editWords, editsOf, filledWith, withChangedField } from '../planning/changed-field.js';
import { modelChange } from '../planning/model-change.js';
import { fieldCalled } from '../planning/old-fields.js';
import { namesOfResource } from '../../resource/names.js';
import { openExisting } from '../project/existing.js';
import { nothingToDo } from '../running/run-plan.js';
import type { Handler } from './command.js';
import { askedField, askedFieldOwner, fieldOwnerCalled } from './named-resource.js';

const command = 'change field';
const usage =
  'plinth change field <Resource> <field> <change…>, for example: plinth change field Post title --max 300';

/** `plinth change field <Resource> <field> --max 300 --not-unique …` */
export const handler: Handler = async (session, { args, options }) => {
  const [name, givenField] = args as readonly (string | undefined)[];
  const edits = editsOf(options);
  if (edits.modifiers.size === 0 && edits.values === undefined && edits.type === undefined)
    throw new UsageError('Which change? There is none.', `${usage}; --help lists them.`);
  const existing = await openExisting(session);
  const before = fieldOwnerCalled(name ?? (await askedFieldOwner(session, existing, usage)), existing);
  const called = givenField ?? (await askedField(session, before, usage));
  const resources = withChangedField(before, called, edits, existing);
  const after = resources[before.name] ?? before;
  const fields = { before: fieldCalled(called, before), after: fieldCalled(called, after) };
  const field = printKnownField(fields.after);
  const data = { resource: before.name, field };
  if (after === before) return nothingToDo({ command, data }, `${before.name}.${field} is so already`);
  const given = options['backfill'] as string | undefined;
  const filling = given === undefined ? [] : ['--backfill', given];
  const filled = filledWith(fields, given, namesOfResource(before).plural.snake);
  const change = modelChange(resources, existing, { [before.name]: { backfill: filled } });
  const addition = {
    command,
    existing,
    plan: await plannedChange(existing, change),
    headline: `Changed ${before.name}.${field}`,
    words: [...command.split(' '), before.name, called, ...editWords(edits), ...filling],
    install: options['install'] !== false,
    data,
  };
  return runAddition(addition, session);
};
