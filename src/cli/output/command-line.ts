import type { FeatureAnswers } from '../prompts/questions.js';
import { answerFlags } from '../prompts/questions.js';
import { printAction } from '../../resource/actions.js';
import { listText } from '../../resource/field-lists.js';
import type { ParsedResource } from '../../resource/parsed.js';
import { printField } from '../../resource/language/print-field.js';
import { visibleText } from '../../resource/visibility.js';
import type { PlinthFeature } from '../../roles/tools.js';
import { type PackageManager, packageManagers } from '../prompts/choices.js';
import type { Bin } from '../start.js';

/** A word as every POSIX shell reads it back. */
export const shellWord = (word: string): string =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;

/** Words as a line to paste into a shell. */
export const shellLine = (words: readonly string[]): string => words.map(shellWord).join(' ');

const runners: Readonly<Record<PackageManager, string>> = {
  npm: 'npx',
  pnpm: 'pnpm dlx',
  yarn: 'yarn dlx',
  bun: 'bunx',
};

/** How the program is started here: by its name where somebody installed it, through the package manager that started this one else. */
export function programLine(bin: Bin, userAgent: string | undefined): string {
  const manager = packageManagers.find((id) => id === userAgent?.split('/')[0]);
  return manager === undefined ? bin : `${runners[manager]} ${bin}`;
}

/** A resource as one `--resource` takes it. */
export function resourceLine(resource: ParsedResource): string {
  const { name, plural, path, fields, access, operations, visible, softDelete, tests } = resource;
  const { unique = [], indexes = [], actions = [] } = resource;
  return [
    name,
    ...fields.map(printField),
    ...(access === undefined ? [] : [`access=${access}`]),
    ...(operations === undefined ? [] : [`operations=${operations.join(',')}`]),
    ...(plural === undefined ? [] : [`plural=${plural}`]),
    ...(path === undefined ? [] : [`path=${path}`]),
    ...unique.map((list) => `unique=${listText(list)}`),
    ...indexes.map((list) => `index=${listText(list)}`),
    ...(visible === undefined ? [] : [`visible=${visibleText(visible)}`]),
    ...actions.map((action) => `action=${printAction(action)}`),
    ...(softDelete === true ? ['softDelete'] : []),
    ...(tests === false ? ['tests=false'] : []),
  ].join(' ');
}

/** The words of the command that adds a resource. */
export const addResourceWords = (resource: ParsedResource): readonly string[] => {
  const { name, plural, path, fields, access, operations, visible, softDelete, tests } = resource;
  const { unique = [], indexes = [], actions = [] } = resource;
  return [
    'add',
    'resource',
    name,
    ...fields.map(printField),
    ...(access === undefined ? [] : ['--access', access]),
    ...(operations === undefined ? [] : ['--operations', operations.join(',')]),
    ...(plural === undefined ? [] : ['--plural', plural]),
    ...(path === undefined ? [] : ['--path', path]),
    ...unique.flatMap((list) => ['--unique', listText(list)]),
    ...indexes.flatMap((list) => ['--index', listText(list)]),
    ...(visible === undefined ? [] : ['--visible', visibleText(visible)]),
    ...actions.flatMap((action) => ['--action', printAction(action)]),
    ...(softDelete === true ? ['--soft-delete'] : []),
    ...(tests === false ? ['--no-tests'] : []),
  ];
};

/** The flags of features' answers, where they are not the defaults. */
export const answerWords = (
  catalogue: readonly PlinthFeature[],
  answers: ReadonlyMap<string, FeatureAnswers>,
): readonly string[] => catalogue.flatMap((feature) => answerFlags(feature, answers.get(feature.id) ?? {}));
