import { parsedOf } from '../../resource/language/print-field.js';
import { UsageError } from '../../core/errors.js';
import { parseAccess, parseResource, type ResourceOptions } from '../../resource/language/field-language.js';
import { parseAction } from '../../resource/actions.js';
import { checksOf, parseCheck } from '../../resource/checks.js';
import { parseOperations } from '../../resource/operations.js';
import { type FieldLists, type ListKind, listsOf, parseFieldList } from '../../resource/field-lists.js';
import { resolveResources } from '../../resource/graph/graph.js';
import type { Resource } from '../../resource/model.js';
import type { ParsedResource } from '../../resource/parsed.js';
import { parseVisible } from '../../resource/visibility.js';
import { refuseOpen } from '../project/authentication.js';
import type { Handler, Input } from './command.js';
import { nothingToDo } from '../running/run-plan.js';
import { type Existing, openExisting, withScannedEntities } from '../project/existing.js';
import { plannedResources } from '../planning/addition.js';
import { restored, runAddition } from '../running/run-addition.js';
import { addResourceWords } from '../output/command-line.js';
import { factLines, factsAbout } from './resource-facts.js';
import { askResource } from '../prompts/resource.prompt.js';
import type { Result } from '../output/result.js';
import type { Session } from '../world.js';

const command = 'add resource';

/** `plinth add resource <Name> [field…]` */
export const handler: Handler = async (session, input) => {
  const named = wantedBeforeOpening(input, session);
  const opened = await openExisting(session);
  const wanted = named ?? (await asked(input, session, opened));
  const existing = await withScannedEntities(opened, wanted);
  const resources = resourcesToAdd(wanted, existing);
  if (resources.length === 0) return completed(wanted.name, existing, session, input);
  const plan = await plannedResources(existing, resources);
  const resourceOf = (name: string) =>
    resources.find((one) => one.name === name) ?? existing.facts.entities.get(name)?.resource;
  const details = resources.map((one) => factsAbout(one, wanted, resourceOf));
  const names = resources.map(({ name }) => name);
  const addition = {
    command,
    plan,
    existing,
    headline: `Added ${names.join(', ')}`,
    about: details.flatMap(factLines),
    words: addResourceWords(wanted),
    install: input.options['install'] !== false,
    data: { resources: names, details },
  };
  return runAddition(addition, session);
};

/** What is missing of a resource that was added before. */
async function completed(
  name: string,
  existing: Existing,
  session: Session,
  { options }: Input,
): Promise<Result> {
  const resource = existing.manifest.resources[name];
  const data = { resources: [name] };
  if (resource === undefined) return nothingToDo({ command, data });
  const plan = await plannedResources(existing, [resource], true);
  const install = options['install'] !== false;
  const words = addResourceWords(parsedOf(resource));
  const headline = restored(name, plan);
  return runAddition({ command, plan, existing, headline, words, install, data }, session);
}

function asked(input: Input, { prompts }: Session, { facts }: Existing): Promise<ParsedResource> {
  if (prompts === undefined) throw new Error('Nobody can be asked.');
  const { entities, hasIdentity } = facts;
  const around = { entities, auth: hasIdentity, others: [] };
  return askResource(prompts, { ...optionsOf(input), name: nameOf(input) }, around);
}

const nameOf = ({ args }: Input): string | undefined => (args[0] === undefined ? undefined : String(args[0]));

/** A bad field is refused before the project is looked at. Undefined: it has to be asked for. */
function wantedBeforeOpening(input: Input, { prompts }: Session): ParsedResource | undefined {
  const name = nameOf(input);
  const fields = (input.args[1] ?? []) as readonly string[];
  if (name !== undefined && (fields.length > 0 || prompts === undefined)) {
    return parseResource(name, fields, optionsOf(input));
  }
  if (prompts !== undefined) return undefined;
  throw new UsageError(
    'Which resource? Its name is missing.',
    'plinth add resource <Name> [field…], for example: plinth add resource Tag name:string:unique',
  );
}

function optionsOf({ options }: Input): ResourceOptions {
  return {
    ...(typeof options['access'] === 'string' ? { access: parseAccess(options['access']) } : {}),
    ...(typeof options['operations'] === 'string'
      ? { operations: parseOperations(options['operations']) }
      : {}),
    ...(typeof options['plural'] === 'string' ? { plural: options['plural'] } : {}),
    ...(typeof options['path'] === 'string' ? { path: options['path'] } : {}),
    ...(typeof options['description'] === 'string' ? { description: options['description'] } : {}),
    ...(typeof options['visible'] === 'string' ? { visible: parseVisible(options['visible']) } : {}),
    ...listsGiven(options),
    ...checksOf({ checks: ((options['check'] ?? []) as readonly string[]).map(parseCheck) }),
    ...(options['action'] === undefined
      ? {}
      : { actions: (options['action'] as readonly string[]).map(parseAction) }),
    ...(options['softDelete'] === true ? { softDelete: true } : {}),
    ...(options['tests'] === false ? { tests: false } : {}),
  };
}

function listsGiven(options: Input['options']): FieldLists {
  const read = (option: string, kind: ListKind) =>
    ((options[option] ?? []) as readonly string[]).map((text) => parseFieldList(text, kind));
  return listsOf({ unique: read('unique', 'unique'), indexes: read('index', 'indexes') });
}

/** What is wanted and not there yet. */
export function resourcesToAdd(wanted: ParsedResource, { facts, project }: Existing): readonly Resource[] {
  const { entities, hasIdentity: auth } = facts;
  const resolved = resolveResources([wanted], { entities, auth });
  const added = resolved.filter(({ name }) => entities.get(name)?.resource === undefined);
  if (added.length > 0 && !auth && wanted.access === undefined) refuseOpen(wanted.name, project);
  return added;
}
