import type { Draft } from '../../../core/draft.js';
import { type ClassPlace, classesGivenTo, exportedClasses } from '../../../edits/class-place.js';
import { importedModules } from '../../../edits/import.js';
import { modulePaths } from '../../../edits/specifier.js';

const MAIN = 'src/main.ts';
const CREATE = 'NestFactory.create';

/** A module by its file, and the name it is declared under there. */
export interface RootModule {
  readonly path: string;
  readonly name: string;
}

/** A file that creates an application; without a root where its module cannot be told. */
export interface Creation {
  readonly path: string;
  readonly root: RootModule | undefined;
}

/** Where applications are created: in the file that starts the service or in what it imports, the nearest; else in any. */
export function creations(draft: Draft): readonly Creation[] {
  const seen = new Set<string>();
  let level = existing(draft, [MAIN]);
  while (level.length > 0) {
    const found = level.flatMap((path) => creationsIn(draft, path));
    if (found.length > 0) return found;
    for (const path of level) seen.add(path);
    const next = new Set(level.flatMap((path) => importsOf(draft, path)));
    level = [...next].filter((path) => !seen.has(path));
  }
  return sources(draft).flatMap((path) => creationsIn(draft, path));
}

function creationsIn(draft: Draft, path: string): readonly Creation[] {
  const text = draft.project.read(path) ?? '';
  if (!text.includes('NestFactory')) return [];
  return classesGivenTo(text, path, CREATE).map((place) => ({
    path,
    root: place && declaredAt(draft, path, place),
  }));
}

/** Through imports and through files that only pass the class on. */
function declaredAt(draft: Draft, path: string, place: ClassPlace, depth = 0): RootModule | undefined {
  if (place.kind === 'declared') return { path, name: place.name };
  const [next] = existing(draft, modulePaths(path, place.from));
  if (next === undefined || depth > 8) return undefined;
  const places = exportedClasses(draft.project.read(next) ?? '', next, place.symbol);
  for (const further of places) {
    const found = declaredAt(draft, next, further, depth + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}

function importsOf(draft: Draft, path: string): readonly string[] {
  const specifiers = importedModules(draft.project.read(path) ?? '', path);
  return specifiers.flatMap((specifier) => existing(draft, modulePaths(path, specifier)).slice(0, 1));
}

const existing = (draft: Draft, paths: readonly string[]): readonly string[] =>
  paths.filter((path) => draft.project.has(path));

const sources = (draft: Draft): readonly string[] =>
  draft.project.list('src').filter((path) => path.endsWith('.ts') && !/[.-](?:test|spec|d)\.ts$/.test(path));
