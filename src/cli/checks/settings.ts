import { isRecord } from '../../core/is-record.js';
import type { Project } from '../../core/project.js';
import { type Finding, lineAt } from './finding.js';

const CONFIG = 'src/config/config.ts';
const EXAMPLE = '.env.example';
const COMPOSE = 'compose.yaml';

/** What the service reads from its environment, beside what is written of it. Nothing where the files were moved. */
export async function settings(project: Project): Promise<Finding[]> {
  const [config, example] = [project.read(CONFIG), project.read(EXAMPLE)];
  if (config === undefined || example === undefined) return [];
  const read = placesOf(config, /^\s+([A-Z][A-Z0-9_]+):/gm);
  const written = placesOf(example, /^#?([A-Z][A-Z0-9_]+)=/gm);
  if (read.size === 0) return [];
  // A comment may name one that stands for another.
  const named = placesOf(example, /\b([A-Z][A-Z0-9_]+)\b/g);
  const undocumented = [...read].filter(([name]) => !named.has(name));
  const unknown = [...written].filter(([name]) => !read.has(name));
  return [
    ...undocumented.map(([name, line]): Finding => ({
      code: 'undocumented-setting',
      level: 'fault',
      message: `${CONFIG} reads ${name}, and ${EXAMPLE} does not have it.`,
      remedy: `Add it with a comment: #${name}=`,
      path: CONFIG,
      line,
    })),
    ...unknown.map(([name, line]) => unread(name, EXAMPLE, line)),
    ...(await ofCompose(project, read)),
  ];
}

const unread = (name: string, path: string, line?: number): Finding => ({
  code: 'unknown-setting',
  // Something else may read it.
  level: 'note',
  message: `${path} has ${name}, and ${CONFIG} does not read it.`,
  remedy: 'Add it to the schema, which checks it at the start, or take it out where nothing reads it.',
  path,
  ...(line !== undefined && { line }),
});

function placesOf(text: string, names: RegExp): ReadonlyMap<string, number> {
  return new Map(
    [...text.matchAll(names)].map((found) => [found[1] ?? '', lineAt(text, found.index + found[0].length)]),
  );
}

/** The variables that the containers of the service itself are given. */
async function ofCompose(project: Project, read: ReadonlyMap<string, number>): Promise<Finding[]> {
  const text = project.read(COMPOSE);
  if (text === undefined) return [];
  const { parse } = await import('yaml');
  const names = new Set(servicesIn(parse(text, { merge: true })).flatMap(environmentOf));
  return [...names].filter((name) => !read.has(name)).map((name) => unread(name, COMPOSE));
}

/** Those that are built from the project. */
function servicesIn(document: unknown): readonly Readonly<Record<string, unknown>>[] {
  if (!isRecord(document) || !isRecord(document['services'])) return [];
  return Object.values(document['services'])
    .filter(isRecord)
    .filter((one) => 'build' in one);
}

function environmentOf({ environment }: Readonly<Record<string, unknown>>): readonly string[] {
  if (Array.isArray(environment)) return environment.map((line) => String(line).split('=')[0] ?? '');
  return isRecord(environment) ? Object.keys(environment) : [];
}
