import { readHashes } from '../../../core/hashes.js';
import type { Project } from '../../../core/project.js';
import { namesOfResource } from '../../../resource/names.js';
import type { MigrationHistory } from '../contract.js';

const DATA_SOURCE = 'src/database/data-source.ts';
const FOLDER = 'src/database/migrations';
const MIGRATION = /(?:^|\/)migrations\/[^/]+\.ts$/;
const FILE = /(?:^|\/)(\d{13})-([\w-]+)\.[cm]?[jt]s$/;
/** TypeORM takes the last 13 characters of the class's name as its moment. */
const CLASS = /\b([A-Za-z_$][\w$]*?)(\d{13})\b/g;
/** After the migrations of users, which are older than every project. */
const EARLIEST = Date.UTC(2026, 0, 1, 0, 1);
const STEP_MS = 1000;

interface Made {
  readonly moment: number;
  /** Of its class, in lower case without the moment: `createposts`. */
  readonly name: string;
  /** The tables that it drops and renames. */
  readonly dropped?: readonly string[];
  readonly renamed?: readonly Rename[];
  /** The moment of a migration that it takes back. */
  readonly reverted?: number;
}

/** One that has a file. */
type MadeIn = Made & { readonly path: string };

type Rename = readonly [from: string, to: string];

/** When the migrations of a project were made: those on the disk, and those its lists name. */
export function migrationHistory(project: Project): MigrationHistory {
  const paths = project.list('src');
  const files = paths.flatMap(fromFile(project));
  const found = [...files, ...paths.filter(namesClasses).flatMap(fromText(project))];
  const last = found.reduce((latest, { moment }) => Math.max(latest, moment), 0);
  const there = onlyOnce(() => tablesMade(found));
  const thereOnce = onlyOnce(() => tablesMade([...generated(project), ...found]));
  return {
    next: (now) => new Date(Math.max(now.getTime(), last + STEP_MS, EARLIEST)),
    of(resource) {
      const table = namesOfResource(resource).plural.pascal.toLowerCase();
      const made = there().get(table) ?? thereOnce().get(table);
      return made === undefined ? undefined : new Date(made);
    },
    unlisted: () => unlisted(project, paths),
    tables: new Map([...tablesOf(project, paths), ...renamedTables(files, there())]),
  };
}

function onlyOnce<Value extends object>(work: () => Value): () => Value {
  let value: Value | undefined;
  return () => (value ??= work());
}

/** When each table was made that is there after all migrations, by its name in lower case without anything between its words. */
function tablesMade(all: readonly Made[]): ReadonlyMap<string, number> {
  const tables = new Map<string, number>();
  for (const { moment, name, dropped = [], renamed = [] } of standing(all).toSorted(byMoment)) {
    if (name.startsWith('create')) tables.set(name.slice('create'.length), moment);
    for (const table of dropped) tables.delete(bare(table));
    for (const [from, to] of renamed) {
      const made = tables.get(bare(from));
      if (made === undefined) continue;
      tables.delete(bare(from));
      tables.set(bare(to), made);
    }
  }
  return tables;
}

/** Those that none of the others takes back. */
function standing<Migration extends Made>(all: readonly Migration[]): readonly Migration[] {
  const reverted = new Set(all.map((one) => one.reverted));
  return all.filter(({ moment }) => !reverted.has(moment));
}

const byMoment = (one: Made, other: Made): number => one.moment - other.moment;

const bare = (words: string): string => words.replaceAll(/[-_]/g, '').toLowerCase();

/** Of a migration that makes a table, as its name says, nothing else is asked. */
const fromFile =
  (project: Project) =>
  (path: string): readonly MadeIn[] => {
    const [, moment, words = ''] = FILE.exec(path) ?? [];
    if (moment === undefined) return [];
    const made = { path, moment: Number(moment), name: bare(words) };
    return [words.startsWith('create-') ? made : { ...made, ...tableChanges(project.read(path) ?? '') }];
  };

const DROP = /\bDROP TABLE (?:IF EXISTS )?"?(\w+)"?/gi;
const RENAME = /\bALTER TABLE (?:IF EXISTS )?"?(\w+)"? RENAME TO "?(\w+)"?/gi;
/** As `reverted-migrations.ts` has it written. */
const REVERT = /\bnew \w*?(\d{13})\(\)\s*\.down\(/;

/** What a migration does to tables that are there, in its "up". */
function tableChanges(text: string): Pick<Made, 'dropped' | 'renamed' | 'reverted'> {
  const up = text.slice(0, /\bdown\s*\(queryRunner:|\basync\s+down\b/.exec(text)?.index);
  const reverted = REVERT.exec(up)?.[1];
  return {
    ...(reverted !== undefined && { reverted: Number(reverted) }),
    dropped: [...up.matchAll(DROP)].map(([, table = '']) => table),
    renamed: [...up.matchAll(RENAME)].map(([, from = '', to = '']) => [from, to] as const),
  };
}

/** Migrations whose files say nothing of the moment, and the file that lists them. */
const namesClasses = (path: string): boolean =>
  (MIGRATION.test(path) && !FILE.test(path)) || /data-?source\.ts$/i.test(path);

/** What a list of entities imports: one may well end in as many digits as a migration. */
const ENTITY_IMPORT = /import\s*\{([^}]*)\}\s*from\s*['"][^'"]*\.entity(?:\.[cm]?[jt]s)?['"]/g;

const fromText =
  (project: Project) =>
  (path: string): readonly Made[] => {
    const text = project.read(path) ?? '';
    const entities = [...text.matchAll(ENTITY_IMPORT)].flatMap(
      ([, names = '']) => names.match(/[\w$]+/g) ?? [],
    );
    return [...text.replaceAll(ENTITY_IMPORT, '').matchAll(CLASS)]
      .filter(([symbol]) => !entities.includes(symbol))
      .map(([, name = '', moment]) => ({ moment: Number(moment), name: name.toLowerCase() }));
  };

const COMMENT_LINE = /^\s*(?:\/[*/]|\*).*$/gm;

/** Only where the list is where it usually is, and of classes: what a pattern covers needs no name. */
function unlisted(project: Project, paths: readonly string[]): readonly string[] {
  const lists = [DATA_SOURCE, `${FOLDER}/index.ts`].map((path) => project.read(path) ?? '').join('\n');
  const code = lists.replaceAll(COMMENT_LINE, '');
  if (!project.has(DATA_SOURCE) || /['"`/][^'"`\n]*\*[^'"`\n]*['"`]/.test(code)) return [];
  const files = paths.filter((path) => path.startsWith(`${FOLDER}/`) && FILE.test(path));
  const stemOf = (path: string): string => path.slice(FOLDER.length + 1).replace(/\.[cm]?[jt]s$/, '');
  const missing = files.filter((path) => !lists.includes(stemOf(path)));
  // A list may have been moved anywhere.
  return missing.filter((path) =>
    paths.every((other) => other === path || !(project.read(other) ?? '').includes(stemOf(path))),
  );
}

const TABLE =
  /CREATE TABLE (?:IF NOT EXISTS )?(?:"?\w+"?\.)?"?(\w+)"?[\s(]|new Table\(\s*\{\s*name: ['"`](\w+)['"`]/gi;

/** The tables that migrations make whose names do not say so: by hand, or several in one. */
function tablesOf(project: Project, paths: readonly string[]): ReadonlyMap<string, string> {
  const files = paths.filter((path) => MIGRATION.test(path) && !/\/\d{13}-(?:create|drop)-[^/]*$/.test(path));
  return new Map(
    files.flatMap((path) =>
      [...(project.read(path) ?? '').matchAll(TABLE)].map(
        ([, sql, api]) => [sql ?? api ?? '', path] as const,
      ),
    ),
  );
}

/** The tables that are there and have got their names by a migration, with its file. */
const renamedTables = (
  files: readonly MadeIn[],
  there: ReadonlyMap<string, number>,
): readonly (readonly [table: string, path: string])[] =>
  standing(files).flatMap(({ renamed = [], path }) =>
    renamed.flatMap(([, to]) => (there.has(bare(to)) ? [[to, path] as const] : [])),
  );

/** What Plinth once wrote, where neither the file nor its place in the list is left. */
const generated = (project: Project): readonly Made[] =>
  readHashes(project)
    .split('\n')
    .flatMap((line) => fromFile(project)(line.slice(line.indexOf('  ') + 2)));
