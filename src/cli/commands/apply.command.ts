import { isDeepStrictEqual } from 'node:util';
import { runAddition } from '../running/run-addition.js';
import { plannedSpec, specChange } from '../planning/applied-spec.js';
import type { UserRoles } from '../../resource/user-roles.js';
import { fieldOwners } from '../planning/resources.js';
import { openExisting } from '../project/existing.js';
import { folderAt } from '../project/open.js';
import { specFrom } from '../project/spec.js';
import { nothingToDo } from '../running/run-plan.js';
import type { Handler } from './command.js';
import { confirmDrop } from './confirm-drop.js';

const command = 'apply';

/** `plinth apply [spec.yaml]`: makes the project what its spec says. */
export const handler: Handler = async (session, { args, options }) => {
  const [file = 'plinth.yaml'] = args as readonly (string | undefined)[];
  const existing = await openExisting(session);
  const { world, globals } = session;
  const spec = await specFrom(folderAt(world.cwd, globals.cwd), file, missing);
  const wanted = specChange(spec, existing);
  const { after, removed, renames } = wanted;
  const added = wanted.added.map(({ name }) => name);
  const changed = Object.entries(fieldOwners(existing)).flatMap(([name, before]) => {
    const now = after[renames.called.get(name) ?? name];
    return now === undefined || now === before ? [] : [now.name];
  });
  const roles = otherRoles(existing.facts.roles, wanted.roles);
  const data = { added, changed, removed, roles };
  if (Object.values(data).every((names) => names.length === 0))
    return nothingToDo({ command, data }, `the project is as ${file} says`);
  const given = (options['backfill'] ?? []) as readonly string[];
  const plan = await plannedSpec(wanted, given, existing);
  await confirmDrop(wanted.dropped, wording, session);
  const words = [
    command,
    file,
    ...given.flatMap((one) => ['--backfill', one]),
    ...(wanted.dropped.length > 0 ? ['--yes'] : []),
  ];
  return runAddition(
    {
      command,
      existing,
      plan,
      headline: headline({ added, changed: [...changed, ...roles.map((name) => `role ${name}`)], removed }),
      words,
      install: options['install'] !== false,
      data,
    },
    session,
  );
};

/** The roles that are new, gone, or have other permissions. */
const otherRoles = (before: UserRoles, after: UserRoles): readonly string[] =>
  Object.keys({ ...before, ...after }).filter((name) => !isDeepStrictEqual(before[name], after[name]));

/** `Added Tag, changed Post`. */
function headline(names: Readonly<Record<'added' | 'changed' | 'removed', readonly string[]>>): string {
  const parts = Object.entries(names).filter(([, ones]) => ones.length > 0);
  const text = parts.map(([verb, ones]) => `${verb} ${ones.join(', ')}`).join(', ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

const missing = 'Name another one, or begin with the project as it is: plinth spec > plinth.yaml';

const wording = {
  remedy:
    'If something was only renamed, say so in the spec ("was", "renames"). Else say that it is meant: --yes.',
  question: (what: string) =>
    `The migration would drop ${what} with all data. What was only renamed says so in the spec: "was", "renames". Go on?`,
};
