import { UsageError } from '../../core/errors.js';
import type { Project } from '../../core/project.js';
import { namesOf } from '../../resource/names.js';
import type { UserRoles } from '../../resource/user-roles.js';
import { oneOf, quote, suggestion } from '../../resource/wording.js';
import { plannedChange } from '../planning/addition.js';
import { runAddition } from '../running/run-addition.js';
import { modelChange } from '../planning/model-change.js';
import { openExisting } from '../project/existing.js';
import { nothingToDo } from '../running/run-plan.js';
import type { Session } from '../world.js';
import type { Handler } from './command.js';
import { confirmDrop } from './confirm-drop.js';

const command = 'remove role';
const usage = 'plinth remove role <name> [permission…], for example: plinth remove role editor';

/** `plinth remove role <name> [permission…]`: the role, or some of its permissions. */
export const handler: Handler = async (session, { args, options }) => {
  const [given, grants = []] = args as readonly [string | undefined, (readonly string[])?];
  const existing = await openExisting(session);
  const { facts, manifest } = existing;
  const name = given ?? (await askedRole(session, facts.roles));
  if (!Object.hasOwn(facts.roles, name) && wasRemoved(name, existing.project))
    return nothingToDo({ command, data: { role: name, permissions: [] } }, 'it is gone already');
  const before = grantsOf(name, facts.roles);
  const { [name]: _gone, ...others } = facts.roles;
  const isWhole = grants.length === 0;
  const left = before.filter((grant) => !grants.includes(grant));
  for (const grant of grants) refuseUnknown(grant, name, before);
  const roles = isWhole ? others : { ...facts.roles, [name]: left };
  const plan = await plannedChange(existing, modelChange(manifest.resources, existing, {}, { roles }));
  await confirmDrop(isWhole ? [name] : [], wording, session);
  const addition = {
    command,
    existing,
    plan,
    headline: isWhole ? `Removed the role ${name}` : `Took ${grants.join(', ')} from ${name}`,
    words: [...command.split(' '), name, ...grants, ...(isWhole ? ['--yes'] : [])],
    install: options['install'] !== false,
    data: { role: name, permissions: isWhole ? [] : left },
  };
  return runAddition(addition, session);
};

/** Whether a migration has taken the role away. */
const wasRemoved = (name: string, project: Project): boolean =>
  project
    .list('src/database/migrations')
    .some((path) => path.endsWith(`-remove-role-${namesOf(name).kebab}.ts`));

function grantsOf(name: string, roles: UserRoles): readonly string[] {
  const grants = Object.hasOwn(roles, name) ? roles[name] : undefined;
  if (grants !== undefined) return grants;
  const names = Object.keys(roles);
  throw new UsageError(
    `There is no role ${quote(name)} to remove.`,
    names.length === 0
      ? 'The project has the roles user and admin alone, which stay.'
      : suggestion(name, names, `Use ${oneOf(names)}.`),
    { code: 'unknown-name' },
  );
}

function refuseUnknown(grant: string, name: string, grants: readonly string[]): void {
  if (grants.includes(grant)) return;
  throw new UsageError(
    `The role ${name} has no permission ${quote(grant)}.`,
    grants.length === 0 ? 'It has none.' : suggestion(grant, grants, `It has ${grants.join(', ')}.`),
  );
}

function askedRole({ prompts }: Session, roles: UserRoles): Promise<string> {
  const names = Object.keys(roles);
  if (prompts === undefined || names.length === 0)
    throw new UsageError('Which role? Its name is missing.', usage);
  return prompts.choice({ message: 'Which role?', choices: names.map((value) => ({ value })) });
}

const wording = {
  remedy: 'Say that it is meant: --yes. Or look first: --dry-run.',
  what: (role: string) => `The migration would make ordinary users of everybody with the role ${role}.`,
  question: (role: string) =>
    `The migration makes ordinary users of everybody with the role ${role}. Remove?`,
};
