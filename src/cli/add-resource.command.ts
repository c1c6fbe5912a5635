import { UsageError } from '../core/errors.js';
import { parseAccess, parseResource, type ResourceOptions } from '../resource/field-language.js';
import { resolveResources } from '../resource/graph.js';
import type { Resource } from '../resource/model.js';
import type { ParsedResource } from '../resource/parsed.js';
import type { Handler, Input } from './command.js';
import { planned, usersFeature } from './compose.js';
import { nothingToDo } from './deliver.js';
import { type Existing, openExisting, withScannedEntities } from './existing.js';
import { grown, write } from './grow.js';
import { askResource } from './resource.prompt.js';
import type { Session } from './world.js';

const command = 'add resource';

/** `plinth add resource <Name> [field…]` */
export const handler: Handler = async (session, input) => {
  const named = wantedBeforeOpening(input, session);
  const opened = await openExisting(session);
  const wanted = named ?? (await asked(input, session, opened));
  const existing = await withScannedEntities(opened, wanted);
  const resources = resourcesToAdd(wanted, existing);
  if (resources.length === 0) return nothingToDo({ command, data: { resources: [wanted.name] } });
  const plan = await planned(grown(existing, [], resources), existing.kit);
  const install = input.options['install'] !== false;
  const added = resources.map(({ name }) => name);
  return write(
    { command, plan, existing, headline: `Added ${added.join(', ')}`, install, data: { resources: added } },
    session,
  );
};

function asked(input: Input, { prompts }: Session, { facts }: Existing): Promise<ParsedResource> {
  if (prompts === undefined) throw new Error('Nobody can be asked.');
  return askResource(prompts, { ...optionsOf(input), name: nameOf(input) }, [...facts.entities.keys()]);
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
    'plinth add resource <Name> [field…], for instance: plinth add resource Tag name:string:unique',
  );
}

function optionsOf({ options }: Input): ResourceOptions {
  return {
    ...(typeof options['access'] === 'string' ? { access: parseAccess(options['access']) } : {}),
    ...(options['softDelete'] === true ? { softDelete: true } : {}),
    ...(options['tests'] === false ? { tests: false } : {}),
  };
}

/** What is wanted and not there yet. */
export function resourcesToAdd(wanted: ParsedResource, { facts }: Existing): readonly Resource[] {
  const { entities, features } = facts;
  const resolved = resolveResources([wanted], { entities, auth: features.has(usersFeature) });
  return resolved.filter(({ name }) => entities.get(name)?.resource === undefined);
}
