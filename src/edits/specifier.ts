import { posix } from 'node:path';
import { moduleOf } from './imports.js';
import type { Source } from './source.js';

const SUFFIX = /\.[cm]?[jt]sx?$/;
const ALIAS = /^(?:[@~#$]\/|[@#~$]([\w-]+)\/|(src|app|lib)\/)(.+)$/;
const ASSET = /\.(?:json|css|scss|svg|node|wasm|ya?ml|txt|sql|graphql)$/;

/** Whether a specifier begins at the file it stands in. */
export const isRelative = (specifier: string): boolean => /^\.{1,2}(?:\/|$)/.test(specifier);

/** `relativeSpecifier('src/app.ts', 'src/x/y')` is './x/y'. */
export function relativeSpecifier(fromFile: string, toModule: string): string {
  const relative = posix.relative(posix.dirname(fromFile), toModule.replace(SUFFIX, ''));
  return relative.startsWith('.') ? relative : `./${relative}`;
}

/** Tells whether a specifier of this file names the module, whatever suffix or alias it is written with. */
export function namesModule(path: string, from: string): (specifier: string) => boolean {
  if (!isRelative(from)) return (specifier) => specifier === from;
  const target = withoutIndex(targetOf(path, from));
  const end = target.slice(target.lastIndexOf('/') + 1);
  return (specifier) => {
    if (specifier === from) return true;
    // Working out what a specifier stands for is slow where there are hundreds.
    if (!specifier.includes(end) && !/[/.]$/.test(specifier)) return false;
    return targets(path, specifier).some((candidate) => withoutIndex(candidate) === target);
  };
}

/** Whether a specifier of this file names a folder above the module: a file that passes its exports on. */
export function isBarrelOf(path: string, specifier: string, from: string): boolean {
  if (!isRelative(from)) return false;
  const target = targetOf(path, from);
  return targets(path, specifier).some((folder) => target.startsWith(`${withoutIndex(folder)}/`));
}

/** The specifier this file would import the module by: its alias for that folder, or relative, with its suffix. */
export function specifierFor(source: Source, from: string, fallback: string): string {
  if (!isRelative(from)) return from;
  const target = targetOf(source.path, from);
  const specifiers = specifiersOf(source);
  if (!specifiers.some((specifier) => ALIAS.test(specifier))) {
    const last = specifiers.findLast((specifier) => isRelative(specifier) && !ASSET.test(specifier));
    const suffix = last === undefined ? fallback : (SUFFIX.exec(last)?.[0] ?? '');
    return relativeSpecifier(source.path, target) + suffix;
  }
  const locals = specifiers.flatMap((specifier) => localImport(source.path, specifier, target));
  const nearest = locals.toSorted((a, b) => a.shared - b.shared).at(-1);
  const suffix = suffixOf(locals) ?? fallback;
  if (nearest?.alias === undefined || !coversFolder(source.path, target, nearest)) {
    return relativeSpecifier(source.path, target) + suffix;
  }
  return nearest.alias + target.slice(nearest.folder.length) + (suffixOf([nearest]) ?? suffix);
}

interface LocalImport {
  readonly specifier: string;
  /** How many folders its target shares with the one wanted. */
  readonly shared: number;
  /** What the specifier begins with in place of `folder`; undefined for a relative one. */
  readonly alias?: string;
  readonly folder: string;
}

function localImport(path: string, specifier: string, wanted: string): readonly LocalImport[] {
  if (ASSET.test(specifier)) return [];
  const [target] = targets(path, specifier);
  if (target === undefined) return [];
  const shared = sharedFolders(target, wanted);
  if (isRelative(specifier)) {
    // Siblings imported by './x' say nothing about how farther folders are.
    const evident = specifier.startsWith('..') || !relativeSpecifier(path, wanted).startsWith('..');
    return [{ specifier, shared: evident ? shared : -1, folder: '' }];
  }
  const rest = commonEnd(specifier.replace(SUFFIX, ''), target);
  const folder = target.slice(0, target.length - rest.length);
  const alias = specifier.replace(SUFFIX, '').slice(0, -rest.length);
  return wanted.startsWith(`${folder}/`) ? [{ specifier, shared, alias, folder }] : [];
}

/** An alias is taken for the file's own folder only where the file does so already. */
function coversFolder(path: string, target: string, nearest: LocalImport): boolean {
  const folder = posix.dirname(path);
  return !target.startsWith(`${folder}/`) || nearest.shared >= folder.split('/').length;
}

function suffixOf(locals: readonly LocalImport[]): string | undefined {
  const last = locals.at(-1);
  return last && (SUFFIX.exec(last.specifier)?.[0] ?? '');
}

function specifiersOf(source: Source): readonly string[] {
  return source.file.statements.flatMap((statement) => moduleOf(statement) ?? []);
}

const targetOf = (path: string, specifier: string): string =>
  posix.join(posix.dirname(path), specifier.replace(SUFFIX, ''));

const withoutIndex = (target: string): string => target.replace(/\/index$|\/$/, '');

/** The files that a specifier of this file may name, the likeliest first; none for a package. */
export const modulePaths = (path: string, specifier: string): readonly string[] =>
  targets(path, specifier).flatMap((target) => [
    `${withoutIndex(target)}.ts`,
    `${withoutIndex(target)}/index.ts`,
  ]);

/** The project paths a specifier may stand for, the likeliest first; none for a package. */
function targets(path: string, specifier: string): readonly string[] {
  const plain = specifier.replace(SUFFIX, '');
  if (isRelative(specifier)) return [targetOf(path, specifier)];
  const match = ALIAS.exec(plain);
  if (match === null) return [];
  const [, name, root, rest = ''] = match;
  const inside = name === undefined ? (root === undefined ? rest : plain) : `${name}/${rest}`;
  const base = sourceFolder(path);
  const above = posix.dirname(base) === '.' ? '' : `${posix.dirname(base)}/`;
  const atTop = root !== undefined || inside.startsWith('src/');
  return atTop ? [above + inside, inside] : [`${base}/${inside}`, above + inside];
}

/** `apps/api/src` of `apps/api/src/x/y.ts`. */
function sourceFolder(path: string): string {
  const folders = path.split('/').slice(0, -1);
  const src = folders.lastIndexOf('src');
  return folders.slice(0, src === -1 ? 1 : src + 1).join('/') || '.';
}

function sharedFolders(a: string, b: string): number {
  const [left, right] = [a.split('/').slice(0, -1), b.split('/').slice(0, -1)];
  const differs = left.findIndex((folder, index) => folder !== right[index]);
  return differs === -1 ? left.length : differs;
}

/** The longest end, from a slash on, that two paths share. */
function commonEnd(specifier: string, target: string): string {
  const segments = specifier.split('/');
  const first = segments.findIndex(
    (_, index) => index > 0 && target.endsWith(`/${segments.slice(index).join('/')}`),
  );
  return first === -1 ? '' : `/${segments.slice(first).join('/')}`;
}

/** A specifier of the file `from` as one of the file `to`, written the same way: what the two have in common at their ends is exchanged. */
export function movedSpecifier(specifier: string, from: string, to: string): string {
  const suffix = SUFFIX.exec(specifier)?.[0] ?? '';
  const words = specifier.slice(0, specifier.length - suffix.length).split('/');
  const isFolder = from.endsWith('/index.ts') && words.at(-1) !== 'index';
  const [old, next] = [from, to].map((path) =>
    path.replace(isFolder ? /\/index\.ts$/ : SUFFIX, '').split('/'),
  );
  let shared = 0;
  while (shared < words.length && words.at(-1 - shared) === old?.at(-1 - shared)) shared += 1;
  const kept = words.slice(0, words.length - shared);
  return [...kept, ...(next ?? []).slice((next ?? []).length - shared)].join('/') + suffix;
}
