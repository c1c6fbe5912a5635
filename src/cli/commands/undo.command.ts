import { UsageError, UserError } from '../../core/errors.js';
import { historyOf, type Recorded } from '../../core/history.js';
import { quote } from '../../resource/wording.js';
import { runOnExisting } from '../running/run-addition.js';
import { migrationsOf, plannedUndo } from '../planning/planned-undo.js';
import { type Existing, openExisting } from '../project/existing.js';
import type { Session } from '../world.js';
import type { Handler, Input } from './command.js';
import { confirmDrop } from './confirm-drop.js';

const command = 'undo';

/** `plinth undo`: takes the last command back, or all down to a number of `plinth history`. */
export const handler: Handler = async (session, { options }) => {
  const existing = await openExisting(session);
  const entries = chosen(historyOf(existing.project), options['to'] as string | undefined);
  const migrations = migrationsOf(entries, existing);
  const isDropping = migrations.length > 0 && (await dropsMigrations(options, session));
  const kept = isDropping ? [] : migrations;
  const plan = await plannedUndo(existing, entries, kept);
  await confirmDrop(droppedBy(kept, existing), wording, session);
  const commands = entries.map(({ entry }) => entry.command);
  const addition = {
    command,
    existing,
    plan: { ...plan, notes: [...plan.notes, ...notesOn(migrations, isDropping, existing)] },
    headline: `Took back ${commands.map((line) => quote(`plinth ${line}`)).join(', ')}`,
    install: options['install'] !== false,
    data: { undone: commands, keptMigrations: kept },
  };
  return runOnExisting(addition, session);
};

/** The commands to take back, the last first. */
function chosen(entries: readonly Recorded[], to: string | undefined): readonly Recorded[] {
  if (entries.length === 0) {
    throw new UserError(
      'There is nothing to undo: no command is recorded in .plinth/history.',
      'Plinth records the commands that change a project. Take other changes back with git.',
    );
  }
  if (to === undefined) return entries.slice(0, 1);
  const number = /^\d{1,3}$/.test(to) ? Number(to) : 0;
  if (number >= 1 && number <= entries.length) return entries.slice(0, number);
  throw new UsageError(
    `--to must be a number from 1 to ${entries.length}, not ${quote(to)}.`,
    '`plinth history` shows them; 1 is the last command.',
  );
}

/** What has run somewhere must stay: only its owner knows. */
async function dropsMigrations(options: Input['options'], { prompts }: Session): Promise<boolean> {
  if (options['dropMigrations'] === true) return true;
  const answer = await prompts?.choice({
    message: 'What about the migrations of what is undone?',
    choices: [
      { value: 'keep', label: 'keep them', about: 'and add one for each that takes it back' },
      {
        value: 'drop',
        label: 'delete them',
        about: 'they have run nowhere, not on your own database either',
      },
    ],
    default: 'keep',
  });
  return answer === 'drop';
}

function droppedBy(kept: readonly string[], { parts, facts, project }: Existing): readonly string[] {
  const { persistence } = parts.tools(facts);
  return kept.flatMap((path) => persistence.droppedByReverting(project.read(path) ?? ''));
}

function notesOn(migrations: readonly string[], isDropping: boolean, { facts }: Existing): readonly string[] {
  if (migrations.length === 0) return [];
  const names = migrations.join(', ');
  if (isDropping)
    return [`Deleted, since they have run nowhere: ${names}. A database that has their tables keeps them.`];
  return [
    `Kept, since they may have run: ${names}. New migrations take them back: ${facts.packageManager} run migrate`,
  ];
}

const wording = {
  remedy:
    'Say that it is meant: --yes. Or look first: --dry-run. Where the migrations have run nowhere: --drop-migrations.',
  question: (what: string) => `The new migrations drop ${what} with all data. Undo?`,
};
