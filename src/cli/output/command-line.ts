import type { FeatureAnswers } from '../prompts/questions.js';
import { answerFlags } from '../prompts/questions.js';
import { printAction } from '../../resource/actions.js';
import { checkText } from '../../resource/checks.js';
import { listText } from '../../resource/field-lists.js';
import type { ParsedResource } from '../../resource/parsed.js';
import { wordInLine } from '../../resource/language/line-words.js';
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

/** What is said of a resource beside its fields, as a resource line and as the command line call it. */
function optionsOf(resource: ParsedResource): readonly (readonly [option: string, value: string])[] {
  const { access, operations, plural, path, unique = [], indexes = [], checks = [] } = resource;
  const { visible, actions = [] } = resource;
  return [
    ...(access === undefined ? [] : [['access', access] as const]),
    ...(operations === undefined ? [] : [['operations', operations.join(',')] as const]),
    ...(plural === undefined ? [] : [['plural', plural] as const]),
    ...(path === undefined ? [] : [['path', path] as const]),
    ...unique.map((list) => ['unique', listText(list)] as const),
    ...indexes.map((list) => ['index', listText(list)] as const),
    ...checks.map((check) => ['check', checkText(check)] as const),
    ...(visible === undefined ? [] : [['visible', visibleText(visible)] as const]),
    ...actions.map((action) => ['action', printAction(action)] as const),
  ];
}

/** A resource as one `--resource` takes it. */
export const resourceLine = (resource: ParsedResource): string =>
  [
    resource.name,
    ...resource.fields.map(printField).map(wordInLine),
    ...optionsOf(resource).map(([option, value]) => wordInLine(`${option}=${value}`)),
    ...(resource.softDelete === true ? ['softDelete'] : []),
    ...(resource.tests === false ? ['tests=false'] : []),
    // It takes all that follows.
    ...(resource.description === undefined ? [] : [`description=${resource.description}`]),
  ].join(' ');

/** The words of the command that adds a resource. */
export const addResourceWords = (resource: ParsedResource): readonly string[] => [
  'add',
  'resource',
  resource.name,
  ...resource.fields.map(printField),
  ...optionsOf(resource).flatMap(([option, value]) => [`--${option}`, value]),
  ...(resource.softDelete === true ? ['--soft-delete'] : []),
  ...(resource.tests === false ? ['--no-tests'] : []),
  ...(resource.description === undefined ? [] : ['--description', resource.description]),
];

/** The flags of features' answers, where they are not the defaults. */
export const answerWords = (
  catalogue: readonly PlinthFeature[],
  answers: ReadonlyMap<string, FeatureAnswers>,
): readonly string[] => catalogue.flatMap((feature) => answerFlags(feature, answers.get(feature.id) ?? {}));
