import { UsageError } from '../../core/errors.js';
import { nearest, quote } from '../../resource/wording.js';
import { type Advice, commandAdvice, featureAliases, optionAdvice } from './advice.js';
import type { Bin } from '../start.js';

/** Refuses a feature that is not there, with the one that is meant. */
export function noSuchFeature(id: string, ids: readonly string[]): UsageError {
  const alias = own(featureAliases, id);
  const near = alias !== undefined && ids.includes(alias) ? alias : nearest(id, ids);
  const known = ids.length === 0 ? 'There is none yet.' : `The features are ${ids.join(', ')}.`;
  const remedy =
    near === undefined
      ? `${known} Write anything else in the project yourself: the code is yours.`
      : `Did you mean "${near}"? ${known}`;
  const candidates = near === undefined ? [] : [near];
  return new UsageError(`There is no feature called ${quote(id)}.`, remedy, {
    code: 'unknown-name',
    candidates,
  });
}

/** Refuses a command that is not there, with the nearest help or the way by hand. */
export function noSuchCommand(
  word: string,
  {
    group,
    known,
    help,
  }: { readonly group: string; readonly known: readonly string[]; readonly help: string },
): UsageError {
  const message = `There is no command ${quote(word)}.`;
  const advice = own(commandAdvice, word) ?? (close(word, known) ? undefined : own(commandAdvice, group));
  return adviceOrNearest(message, 'unknown-command', { word, known, help, advice });
}

/** Refuses an option that is not there. `here` are the options of this command. */
export function noSuchOption(word: string, here: readonly string[], help: string): UsageError {
  const name = word.split('=')[0] ?? word;
  const advice = own(optionAdvice, name);
  const fits = advice?.candidates?.every((text) => here.includes(text.split(' ')[0] ?? '')) ?? true;
  const message = `There is no option ${quote(name)} here.`;
  const known = { word: name, known: here, help, advice: fits ? advice : undefined };
  return adviceOrNearest(message, 'unknown-option', known);
}

interface Unknown {
  readonly word: string;
  readonly known: readonly string[];
  readonly help: string;
  readonly advice: Advice | undefined;
}

function adviceOrNearest(
  message: string,
  code: 'unknown-command' | 'unknown-option',
  { word, known, help, advice }: Unknown,
): UsageError {
  const near = advice === undefined ? close(word, known) : undefined;
  const hint = near === undefined ? advice?.say : `Did you mean ${near}?`;
  const candidates = near === undefined ? (advice?.candidates ?? []) : [near];
  return new UsageError(message, hint === undefined ? help : `${hint} ${help}`, { code, candidates });
}

/** A slip of the keyboard, no more: another word must not look like a command we have. */
function close(word: string, known: readonly string[]): string | undefined {
  const near = nearest(word, known);
  return near !== undefined && near.length - word.length < 4 && sharesStart(word, near) ? near : undefined;
}

/** The same first letter, dashes apart: slips are rarely there. */
function sharesStart(word: string, near: string): boolean {
  const letters = (text: string) => text.replace(/^-+(no-)?/, '').toLowerCase();
  const [one, other] = [letters(word), letters(near)];
  return one[0] === other[0] || one[1] === other[0] || one[0] === other[1];
}

const own = <T>(record: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.hasOwn(record, key.toLowerCase()) ? record[key.toLowerCase()] : undefined;

/** `Run "plinth add --help" for the list.` */
export const helpLine = (bin: Bin, command: readonly string[]): string =>
  `Run \`${[bin, ...command].join(' ')} --help\` for the list.`;
