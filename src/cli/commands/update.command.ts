import { UserError } from '../../core/errors.js';
import { isBookkeeping } from '../../core/manifest.js';
import type { Plan } from '../../core/plan.js';
import { changelog, version } from '../../package.js';
import { changesSince, isLater } from '../output/changelog.js';
import type { Result } from '../output/result.js';
import { runAddition } from '../running/run-addition.js';
import { plannedUpdate } from '../planning/planned-update.js';
import { type Existing, openExisting } from '../project/existing.js';
import { manifestHere } from '../project/open.js';
import { nothingToDo } from '../running/run-plan.js';
import type { Handler } from './command.js';

const command = 'update';

/** `plinth update`: brings a project to the templates of this version, by a merge with what was edited since. */
export const handler: Handler = async (session, { options }) => {
  manifestHere(session.world.cwd, session.globals.cwd);
  const existing = await openExisting(session);
  const from = existing.manifest.plinth;
  if (isLater(from, version())) throw written(from);
  const plan = await plannedUpdate(existing);
  const changes = changesSince(changelog(), from);
  const data = { from, to: version(), changelog: changes };
  const files = plan.changes.filter(({ path }) => !isBookkeeping(path));
  if (files.length === 0 && plan.manual.length === 0 && from === version()) {
    return nothingToDo({ command, data }, `the project is as Plinth ${version()} writes it`);
  }
  if (options['check'] === true) return behind(plan, existing, data);
  const notes = [...plan.notes, ...changes.map((line) => line.replace(/^- /, ''))];
  return runAddition(
    {
      command,
      existing,
      words: [command],
      plan: { ...plan, notes: [...notes, migrationsNote(existing)] },
      headline: `Updated to what Plinth ${version()} writes${from === version() ? '' : `, from ${from}`}`,
      install: options['install'] !== false,
      data,
    },
    session,
  );
};

/** For CI: what an update would change, and the exit code 1. */
function behind({ changes, manual }: Plan, { facts }: Existing, data: Result['data']): Result {
  const files = changes.filter(({ path }) => !isBookkeeping(path));
  const count = files.length + manual.length;
  const verbs = { create: 'new    ', update: 'changed', remove: 'gone   ' } as const;
  const lines = [
    count === 0
      ? `No file would change; the project names Plinth ${String(data?.['from'])} as the version that wrote it.`
      : `Plinth ${facts.version} would write ${count} files in another way:`,
    ...files.map(({ kind, path }) => `  ${verbs[kind]}  ${path}`),
    ...manual.map(({ path }) => `  by hand  ${path}`),
    'To bring the project up to date: plinth update',
  ];
  return {
    command,
    exitCode: 1,
    text: `${lines.join('\n')}\n`,
    data: { ...data, ...paths(files, manual) },
    always: true,
  };
}

const paths = (files: readonly { path: string }[], manual: readonly { path: string }[]) => ({
  behind: [...files, ...manual].map(({ path }) => path),
});

const migrationsNote = ({ facts }: Existing): string =>
  `Migrations that are there stay as they are. Whether the entities still equal them: ${facts.packageManager} run migrate:check`;

const written = (from: string): UserError =>
  new UserError(
    `Plinth ${from} wrote this project, which is newer than this one, ${version()}.`,
    'Update Plinth first: npm install --save-dev create-plinth@latest',
  );
