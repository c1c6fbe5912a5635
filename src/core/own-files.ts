import type { Disk } from '../ports/disk.js';
import { decoded } from './bytes.js';
import { UserError } from './errors.js';
import { hashesAfter, hashesPath } from './hashes.js';
import { journalPath } from './journal.js';
import type { Plan } from './plan.js';
import type { Change } from './project.js';

/** What a fresh clone holds: nothing that a project is built from, so it stays as it is and the project comes beside it. */
const ofAClone = [
  /^\.(git|github|gitlab|hg|svn|idea|vscode|devcontainer)$/,
  /^\.(gitignore|gitattributes|gitkeep|gitmodules|mailmap|editorconfig|nvmrc|node-version|ds_store)$/,
  /^(readme|licen[cs]e|copying|notice|authors|changelog|contributing|code_of_conduct|security)(\.[a-z]+)?$/,
  /^(agents|claude)\.md$/,
  /^(codeowners|thumbs\.db|docs|plinth\.ya?ml|plinth\.json)$/,
];

const stays = (name: string): boolean => ofAClone.some((pattern) => pattern.test(name.toLowerCase()));

/** Refuses a folder with anything but the files of a fresh clone. */
export function refuseStrangers(folder: string, names: readonly string[]): void {
  const strangers = names.filter((name) => !stays(name));
  if (strangers.length === 0) return;
  const some = `${strangers.slice(0, 8).join(', ')}${strangers.length > 8 ? ', …' : ''}`;
  throw new UserError(
    `The folder ${folder} is not empty: it holds ${some}.`,
    'Choose another folder, or move that away. Files of a fresh clone may stay: .git, .gitignore, README.md, LICENSE and the like.',
    1,
    { code: 'folder-not-empty' },
  );
}

/** The plan of a new project for a folder that holds the user's own files: they are kept, but .gitignore, which gets what it lacks. */
export function besideOwnFiles(plan: Plan, disk: Disk): Plan {
  const names = disk.list('') ?? [];
  if (names.length === 0) return plan;
  // Somebody else, such as another run, may have come first since the folder was looked at.
  if (disk.read(journalPath) === undefined) refuseStrangers(disk.root, names);
  const own = ownFiles(plan.changes, names, disk);
  const changes = plan.changes.flatMap((change) => beside(change, own.get(change.path), names));
  const kept = [...own].flatMap(([path, file]) => (path === ignoreFile ? [] : [file.path]));
  const notes =
    kept.length === 0 ? plan.notes : [...plan.notes, `Yours, so left unchanged: ${kept.join(', ')}.`];
  return { ...plan, changes: withHashes(changes), seen: seenWith(own, plan), notes };
}

const ignoreFile = '.gitignore';

interface OwnFile {
  readonly path: string;
  readonly text: string;
}

/** The user's files that the plan has a file for, by the path of the plan: `readme.md` stands for `README.md`. */
function ownFiles(
  changes: readonly Change[],
  names: readonly string[],
  disk: Disk,
): ReadonlyMap<string, OwnFile> {
  const own = new Map<string, OwnFile>();
  for (const { path } of changes) {
    const [top = '', ...rest] = path.split('/');
    const name = names.find((one) => one.toLowerCase() === top.toLowerCase());
    const there = name === undefined ? undefined : [name, ...rest].join('/');
    const bytes = there === undefined ? undefined : disk.read(there);
    if (there !== undefined && bytes !== undefined) own.set(path, { path: there, text: decoded(bytes) });
  }
  return own;
}

/** They must not change until the commit. */
function seenWith(own: ReadonlyMap<string, OwnFile>, { seen }: Plan): Plan['seen'] {
  const all = new Map(seen);
  for (const path of own.keys()) all.delete(path);
  for (const { path, text } of own.values()) all.set(path, text);
  return all;
}

function beside(change: Change, own: OwnFile | undefined, names: readonly string[]): Change[] {
  if (change.kind !== 'create') return [change];
  if (own === undefined) return [change.path === '.prettierignore' ? sparing(change, names) : change];
  if (change.path !== ignoreFile) return [];
  const after = ignoring(own.text, change.after);
  return after === own.text ? [] : [{ kind: 'update', path: own.path, before: own.text, after }];
}

/** Theirs, then what it lacks. What ours takes out again has to come after what it is taken out of. */
function ignoring(theirs: string, ours: string): string {
  const plain = (line: string) => line.trim().replace(/^\/|\/$/g, '');
  const there = new Set(theirs.split('\n').map(plain));
  const lines = ours.split('\n').filter((line) => line !== '');
  const lacking = lines.filter((line) => !there.has(plain(line)));
  if (lacking.length === 0) return theirs;
  const added = lines.filter((line) => line.startsWith('!') || lacking.includes(line));
  return `${theirs.trimEnd()}\n\n${added.join('\n')}\n`.trimStart();
}

/** The project's formatter is not asked about files that it did not format. */
function sparing(change: Extract<Change, { kind: 'create' }>, names: readonly string[]): Change {
  const formatted = names.filter(
    (name) => /\.(md|ya?ml|json)$/i.test(name) || /^(\.(github|vscode|devcontainer)|docs)$/i.test(name),
  );
  return formatted.length === 0 ? change : { ...change, after: `${change.after}${formatted.join('\n')}\n` };
}

/** Files that Plinth did not make are not in its list. */
const withHashes = (changes: readonly Change[]): readonly Change[] =>
  changes.map((change) =>
    change.kind === 'create' && change.path === hashesPath
      ? { ...change, after: hashesAfter('', changes) }
      : change,
  );
