import { UsageError } from '../../core/errors.js';
import type { Resource } from '../../resource/model.js';
import { namesOfResource } from '../../resource/names.js';
import { plannedChange } from '../planning/addition.js';
import { runAddition } from '../running/run-addition.js';
import { modelChange } from '../planning/model-change.js';
import { type NewName, wasRenamedTo, withRenamedResource } from '../planning/old-resource.js';
import { type Existing, openExisting } from '../project/existing.js';
import { problemOf } from '../prompts/problem.js';
import { nothingToDo } from '../running/run-plan.js';
import type { Session } from '../world.js';
import type { Handler } from './command.js';
import { askedResource, resourceCalled } from './named-resource.js';

const command = 'rename resource';
const usage = 'plinth rename resource <Resource> <NewName>, for example: plinth rename resource Post Article';

/** `plinth rename resource <Resource> <NewName> [--plural <name>] [--keep-path]` */
export const handler: Handler = async (session, input) => {
  const [givenFrom, givenTo] = input.args as readonly (string | undefined)[];
  const existing = await openExisting(session);
  const from = givenFrom ?? (await askedResource(session, existing, usage));
  if (givenTo !== undefined && isRenamed(from, givenTo, existing))
    return nothingToDo({ command, data: { from, to: givenTo } }, 'it is called so already');
  const resource = resourceCalled(from, existing);
  const { plural } = input.options;
  const to = givenTo ?? (await askedName(session, resource, existing));
  const keepsPath =
    input.options['keepPath'] === true || (givenTo === undefined && (await asksToKeep(session, resource)));
  const given = { ...(typeof plural === 'string' && { plural }), keepsPath };
  const data = { from, to };
  const after = withRenamedResource(resource, { to, ...given }, existing);
  const [old, now] = [resource, after[to] ?? resource].map(namesOfResource);
  if (old === undefined || now === undefined || (from === to && old.plural.pascal === now.plural.pascal))
    return nothingToDo({ command, data }, 'it is called so already');
  const change = modelChange(after, existing, { [from]: {} }, { called: new Map([[from, to]]) });
  const addition = {
    command,
    existing,
    plan: await plannedChange(existing, change),
    headline: `Renamed ${from} to ${to}`,
    words: [...command.split(' '), from, to, ...flags(given)],
    install: input.options['install'] !== false,
    data,
  };
  return runAddition(addition, session);
};

const flags = ({ plural, keepsPath }: Omit<NewName, 'to'>): readonly string[] => [
  ...(plural === undefined ? [] : ['--plural', plural]),
  ...(keepsPath === true ? ['--keep-path'] : []),
];

function isRenamed(from: string, to: string, { manifest: { resources }, project }: Existing): boolean {
  const renamed = Object.hasOwn(resources, to) ? resources[to] : undefined;
  return renamed !== undefined && !Object.hasOwn(resources, from) && wasRenamedTo(from, renamed, project);
}

async function asksToKeep({ prompts }: Session, resource: Resource): Promise<boolean> {
  const message = `Is its path in the API to stay /${namesOfResource(resource).path}?`;
  return prompts?.confirm({ message, default: false }) ?? false;
}

function askedName({ prompts }: Session, resource: Resource, existing: Existing): Promise<string> {
  if (prompts === undefined) throw new UsageError('What is it to be called? The new name is missing.', usage);
  return prompts.text({
    message: `What is ${resource.name} to be called?`,
    check: (to) => problemOf(() => withRenamedResource(resource, { to }, existing)),
  });
}
