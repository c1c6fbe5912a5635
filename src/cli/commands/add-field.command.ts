import { UsageError } from '../../core/errors.js';
import { fromEach } from '../../resource/mistakes.js';
import type { Resource } from '../../resource/model.js';
import type { Handler, Input } from './command.js';
import { askedFieldOwner, fieldOwnerCalled } from './named-resource.js';
import { plannedChange } from '../planning/addition.js';
import { runAddition } from '../running/run-addition.js';
import { modelChange } from '../planning/model-change.js';
import { addable, backfillOf, newFields } from '../planning/new-fields.js';
import { parsedOf } from '../../resource/language/print-field.js';
import { type Existing, openExisting, withScannedEntities } from '../project/existing.js';
import { nothingToDo } from '../running/run-plan.js';
import { problemOf } from '../prompts/problem.js';
import type { Session } from '../world.js';

const command = 'add field';
const usage =
  'plinth add field <Resource> <field…>, for example: plinth add field Post subtitle:string:optional';

/** `plinth add field <Resource> <field…>` */
export const handler: Handler = async (session, input) => {
  const given = givenIn(input);
  const opened = await openExisting(session);
  const before = fieldOwnerCalled(given.name ?? (await askedFieldOwner(session, opened, usage)), opened);
  const texts = given.fields.length > 0 ? given.fields : await askedFields(session, before, opened);
  const existing = await withScannedEntities(opened, { ...parsedOf(before), fields: texts.map(addable) });
  const { fields, after } = newFields(before, texts, existing);
  const data = { resource: before.name, fields: fields.map(({ name }) => name) };
  if (fields.length === 0) return nothingToDo({ command, data });
  const backfill = backfillOf(fields, given.backfill, existing);
  const change = modelChange(after, existing, { [before.name]: { backfill } });
  const addition = {
    command,
    existing,
    plan: await plannedChange(existing, change),
    headline: `Added ${fields.map(({ name }) => `${before.name}.${name}`).join(', ')}`,
    words: [...command.split(' '), before.name, ...texts, ...backfillWords(given)],
    install: input.options['install'] !== false,
    data,
  };
  return runAddition(addition, session);
};

interface Given {
  readonly name: string | undefined;
  readonly fields: readonly string[];
  /** `name=value`, as written. */
  readonly backfill: readonly string[];
}

const backfillWords = ({ backfill }: Given): readonly string[] =>
  backfill.flatMap((one) => ['--backfill', one]);

/** What the command line says. A field that cannot be read is refused before the project is looked at. */
function givenIn({ args, options }: Input): Given {
  const [name, fields = []] = args as readonly [string | undefined, (readonly string[])?];
  fromEach(fields, addable);
  return { name, fields, backfill: (options['backfill'] ?? []) as readonly string[] };
}

async function askedFields(
  { prompts }: Session,
  resource: Resource,
  existing: Existing,
): Promise<readonly string[]> {
  if (prompts === undefined) {
    throw new UsageError(
      'Which field? There is none.',
      `For example: plinth add field ${resource.name} subtitle:string:optional`,
    );
  }
  const fields: string[] = [];
  for (;;) {
    const field = await prompts.text({
      message:
        fields.length === 0
          ? 'Field (name:type: subtitle:string:optional)'
          : 'Next field (Enter for no more)',
      check: (answer) => fieldProblem(answer, fields, resource, existing),
    });
    if (field === '') return fields;
    fields.push(field);
  }
}

function fieldProblem(
  answer: string,
  before: readonly string[],
  resource: Resource,
  existing: Existing,
): string | undefined {
  if (answer === '') return before.length === 0 ? 'At least one.' : undefined;
  return problemOf(() => {
    const [field] = newFields(resource, [...before, answer], existing).fields.slice(-1);
    if (field !== undefined) backfillOf([field], [], existing);
  });
}
