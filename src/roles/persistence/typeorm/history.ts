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
}

/** When the migrations of a project were made: those on the disk, and those its lists name. */
export function migrationHistory(project: Project): MigrationHistory {
  const paths = project.list('src');
  const found = [...paths.flatMap(fromFile), ...paths.filter(namesClasses).flatMap(fromText(project))];
  const last = found.reduce((latest, { moment }) => Math.max(latest, moment), 0);
  let written: readonly Made[] | undefined;
  const momentOf = (name: string): number | undefined =>
    lastOf(found, name) ?? lastOf((written ??= generated(project)), name);
  return {
    next: (now) => new Date(Math.max(now.getTime(), last + STEP_MS, EARLIEST)),
    of(resource) {
      const table = namesOfResource(resource).plural.pascal.toLowerCase();
      const [made, dropped] = [momentOf(`create${table}`), momentOf(`drop${table}`)];
      const isThere = made !== undefined && (dropped === undefined || dropped < made);
      return isThere ? new Date(made) : undefined;
    },
    unlisted: () => unlisted(project, paths),
    tables: tablesOf(project, paths),
  };
}

/** The moment of the latest migration of that name. */
function lastOf(all: readonly Made[], name: string): number | undefined {
  const moments = all.filter((one) => one.name === name).map(({ moment }) => moment);
  return moments.length === 0 ? undefined : Math.max(...moments);
}

function fromFile(path: string): readonly Made[] {
  const [, moment, name = ''] = FILE.exec(path) ?? [];
  if (moment === undefined) return [];
  // `drop-posts-and-comments` drops both.
  const [first = '', ...others] = name.startsWith('drop-') ? name.split('-and-') : [];
  const names = new Set([name, first, ...others.map((other) => `drop-${other}`)]);
  return [...names].map((one) => ({ moment: Number(moment), name: one.replaceAll('-', '') }));
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

/** What Plinth once wrote, where neither the file nor its place in the list is left. */
const generated = (project: Project): readonly Made[] =>
  readHashes(project)
    .split('\n')
    .flatMap((line) => fromFile(line.slice(line.indexOf('  ') + 2)));
