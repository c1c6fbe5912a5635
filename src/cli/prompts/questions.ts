import { Option } from 'commander';
import { UsageError } from '../../core/errors.js';
import { defaults, type Question } from '../../core/question.js';
import type { Prompts } from '../../ports/prompts.js';
import { oneOf, quote, unknownName } from '../../resource/wording.js';
import type { PlinthFeature } from '../../roles/tools.js';

type Answer = string | boolean;
export type FeatureAnswers = Readonly<Record<string, Answer>>;

/** One declaration of a feature gives the flag, the prompt, the help line and the spec-file key. */
interface Asked {
  readonly feature: PlinthFeature;
  readonly key: string;
  readonly question: Question;
}

const asked = (feature: PlinthFeature): Asked[] =>
  Object.entries(feature.questions).map(([key, question]) => ({ feature, key, question }));

const kebab = (key: string): string => key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** `--auth-jwt-access-ttl` */
const flagOf = ({ feature, key }: Asked): string => `--${feature.id}-${kebab(key)}`;

/** The flags of a feature's questions. None has a default: what was not given must stay tellable from what was. */
export function questionOptions(feature: PlinthFeature): Option[] {
  return asked(feature).flatMap((item) => {
    const { question } = item;
    const help = `${feature.title}: ${question.ask}`;
    if (question.kind === 'confirm') {
      const negative = flagOf(item).replace('--', '--no-');
      return [new Option(flagOf(item), help), new Option(negative, `${feature.title}: not that`).hideHelp()];
    }
    const shown = `${help} (default: ${question.default})`;
    const option = new Option(`${flagOf(item)} <${question.kind === 'choice' ? 'choice' : 'text'}>`, shown);
    return [question.kind === 'choice' ? oneOfChoices(option, question.values) : option];
  });
}

/** An option that takes one of a list, and names the nearest where it is not. */
export function oneOfChoices(option: Option, values: readonly string[]): Option {
  return option.choices([...values]).argParser((value: string) => {
    if (values.includes(value)) return value;
    const name = option.long ?? option.flags;
    throw unknownName(`${name} cannot be ${quote(value)}.`, value, values, `Write ${oneOf(values)}.`);
  });
}

/** What the command line says about a feature's questions. */
export function flagAnswers(
  feature: PlinthFeature,
  options: Readonly<Record<string, unknown>>,
): FeatureAnswers {
  const given = asked(feature).flatMap((item) => {
    const value = options[new Option(flagOf(item)).attributeName()];
    return typeof value === 'string' || typeof value === 'boolean' ? [[item.key, value] as const] : [];
  });
  return Object.fromEntries(given);
}

/** The flags that give these answers, without those that are the default. */
export function answerFlags(feature: PlinthFeature, answers: FeatureAnswers): readonly string[] {
  return asked(feature).flatMap((item) => {
    const answer = answers[item.key];
    if (answer === undefined || answer === item.question.default) return [];
    if (typeof answer === 'string') return [`${flagOf(item)}=${answer}`];
    return [answer ? flagOf(item) : flagOf(item).replace('--', '--no-')];
  });
}

/** Refuses question flags of features that are not chosen. */
export function refuseStrayFlags(
  features: readonly PlinthFeature[],
  chosen: ReadonlySet<string>,
  options: Readonly<Record<string, unknown>>,
): void {
  for (const feature of features.filter(({ id }) => !chosen.has(id))) {
    const key = Object.keys(flagAnswers(feature, options))[0];
    if (key === undefined) continue;
    throw new UsageError(
      `--${feature.id}-${kebab(key)} belongs to the feature "${feature.id}", which is not chosen.`,
      `Leave it out, or add ${feature.id} to --features.`,
    );
  }
}

/** Every answer: the given ones, then the prompts' where somebody can be asked, then the defaults. */
export async function answersOf(
  feature: PlinthFeature,
  given: FeatureAnswers,
  prompts: Prompts | undefined,
): Promise<FeatureAnswers> {
  for (const [key, value] of Object.entries(given)) check(feature, key, value);
  const answers: Record<string, Answer> = { ...defaults(feature.questions), ...given };
  if (prompts === undefined) return answers;
  for (const { key, question } of asked(feature).filter((item) => !(item.key in given))) {
    answers[key] = await ask(feature, question, prompts);
  }
  return answers;
}

/** An answer may come from a spec file, where anything can be written. */
function check(feature: PlinthFeature, key: string, value: Answer): void {
  const question = Object.hasOwn(feature.questions, key) ? feature.questions[key] : undefined;
  const place = `Feature "${feature.id}"`;
  if (question === undefined) {
    const keys = Object.keys(feature.questions);
    const known = keys.length === 0 ? 'It has none.' : `It has ${keys.join(', ')}.`;
    throw unknownName(`${place} has no setting ${quote(key)}.`, key, keys, known);
  }
  if (question.kind === 'confirm' ? typeof value !== 'boolean' : typeof value !== 'string') {
    const wanted = question.kind === 'confirm' ? 'true or false' : 'text';
    throw new UsageError(`${place}: ${key} must be ${wanted}.`, `Its default is ${question.default}.`);
  }
  if (question.kind === 'choice' && !question.values.includes(String(value))) {
    const known = `Write ${oneOf(question.values)}.`;
    const what = `${place}: ${key} cannot be ${quote(String(value))}.`;
    throw unknownName(what, String(value), question.values, known);
  }
}

function ask(feature: PlinthFeature, question: Question, prompts: Prompts): Promise<Answer> {
  const message = `${feature.title}: ${question.ask}`;
  if (question.kind === 'confirm') return prompts.confirm({ message, default: question.default });
  if (question.kind === 'text') return prompts.text({ message, default: question.default });
  const choices = question.values.map((value) => ({ value }));
  return prompts.choice({ message, choices, default: question.default });
}
