import { UsageError } from '../../core/errors.js';
import { checkRoleName, resolveRoles } from '../../resource/user-roles.js';
import { plannedChange } from '../planning/addition.js';
import { runAddition } from '../running/run-addition.js';
import { modelChange } from '../planning/model-change.js';
import { openExisting } from '../project/existing.js';
import { problemOf } from '../prompts/problem.js';
import { nothingToDo } from '../running/run-plan.js';
import type { Session } from '../world.js';
import type { Handler } from './command.js';

const command = 'add role';
const usage =
  "plinth add role <name> [permission…], for example: plinth add role editor 'posts:*' comments:read";

/** `plinth add role <name> [permission…]`: a new role, or more permissions for one that is there. */
export const handler: Handler = async (session, { args, options }) => {
  const [given, grants = []] = args as readonly [string | undefined, (readonly string[])?];
  if (given !== undefined) checkRoleName(given);
  const name = given ?? (await askedName(session));
  const existing = await openExisting(session);
  const { facts, manifest } = existing;
  const resources = Object.values(manifest.resources);
  const before = facts.roles[name];
  const after = resolveRoles(
    { ...facts.roles, [name]: [...(before ?? []), ...grants] },
    { resources, auth: facts.hasIdentity },
  );
  const added = (after[name] ?? []).filter((grant) => before?.includes(grant) !== true);
  const data = { role: name, permissions: after[name] ?? [] };
  if (before !== undefined && added.length === 0) return nothingToDo({ command, data });
  const addition = {
    command,
    existing,
    plan: await plannedChange(existing, modelChange(manifest.resources, existing, {}, { roles: after })),
    headline: before === undefined ? `Added the role ${name}` : `Gave ${name} ${added.join(', ')}`,
    words: [...command.split(' '), name, ...grants],
    install: options['install'] !== false,
    data,
  };
  return runAddition(addition, session);
};

function askedName({ prompts }: Session): Promise<string> {
  if (prompts === undefined) throw new UsageError('What is the role called? Its name is missing.', usage);
  return prompts.text({
    message: 'What is the role called? (camelCase: editor)',
    check: (name) => problemOf(() => checkRoleName(name)),
  });
}
