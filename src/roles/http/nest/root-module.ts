import type { Draft } from '../../../core/draft.js';
import { type ClassPlace, classGivenTo, exportedClass } from '../../../edits/given-class.js';
import { appendImported } from '../../../edits/imported-item.js';
import { modulePaths, relativeSpecifier } from '../../../edits/specifier.js';
import { snippetOf } from '../../registration.js';
import type { Exported } from '../contract.js';

const CREATE = 'NestFactory.create';
const USUAL = 'src/app.module.ts';

interface RootModule {
  readonly path: string;
  readonly name: string;
}

/** Adds a module to the imports of the one that `NestFactory.create` is given, wherever and whatever that is. */
export function importModule(draft: Draft, module: Exported): void {
  const what = `import ${module.symbol} in the root module`;
  const root = rootModule(draft);
  if (root === undefined) {
    const reason = `No file of this project tells which module ${CREATE} is given.`;
    draft.manual({ path: USUAL, what, reason, snippet: snippetOf(USUAL, module) });
    return;
  }
  const { path, name } = root;
  const named = { symbol: module.symbol, from: relativeSpecifier(path, module.from) };
  const anchors = { cls: { name }, decorator: 'Module', option: 'imports' };
  const snippet = snippetOf(path, module);
  draft.edit(path, what, (text) => appendImported(text, path, { anchors, named, snippet }));
}

function rootModule(draft: Draft): RootModule | undefined {
  for (const path of starters(draft)) {
    const text = draft.project.read(path) ?? '';
    const found = followed(draft, path, classGivenTo(text, path, CREATE));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The files that create an application: the usual one first. */
function starters(draft: Draft): readonly string[] {
  const sources = draft.project
    .list('')
    .filter(
      (path) => path.endsWith('.ts') && !/(?:^|\/)(?:node_modules|dist)\/|\.(?:test|spec|d)\.ts$/.test(path),
    );
  const marked = sources.filter((path) => draft.project.read(path)?.includes('NestFactory') === true);
  return marked.toSorted((one, other) => Number(isMain(other)) - Number(isMain(one)));
}

const isMain = (path: string): boolean => /^src\/main\.ts$/.test(path);

/** Through imports and through files that only pass the class on. */
function followed(
  draft: Draft,
  path: string,
  place: ClassPlace | undefined,
  depth = 0,
): RootModule | undefined {
  if (place === undefined || depth > 8) return undefined;
  if (place.kind === 'declared') return { path, name: place.name };
  const next = modulePaths(path, place.from).find((candidate) => draft.project.has(candidate));
  if (next === undefined) return undefined;
  const text = draft.project.read(next) ?? '';
  return followed(draft, next, exportedClass(text, next, place.symbol), depth + 1);
}
