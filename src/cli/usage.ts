import type { CommanderError } from 'commander';
import type { Failure } from './failure.js';
import type { Bin } from './start.js';

/** Commander's own complaints in our form: `(Did you mean …?)` becomes the remedy. */
export function usageFailure(error: CommanderError, bin: Bin, words: readonly string[]): Failure {
  const help = `\`${[bin, ...commandWords(words)].join(' ')} --help\` lists what there is.`;
  if (error.code === 'commander.help') {
    return { message: 'Half a command: what comes next is missing.', remedy: help, exitCode: 2 };
  }
  const [first = '', ...rest] = error.message.replace(/^error: /, '').split('\n');
  const near = rest.join(' ').match(/\(Did you mean (.*)\?\)/)?.[1];
  const message = `${first.charAt(0).toUpperCase()}${first.slice(1).replace(/\.$/, '')}.`;
  return { message, remedy: near === undefined ? help : `Did you mean ${near}? ${help}`, exitCode: 2 };
}

/** The words that name a command: `add resource`, not the name of the resource. */
function commandWords(words: readonly string[]): readonly string[] {
  const [first, second] = words.filter((word) => !word.startsWith('-'));
  if (first === 'add') return second === 'resource' || second === 'feature' ? [first, second] : [first];
  return ['create', 'list', 'info', 'completion'].includes(first ?? '') ? [String(first)] : [];
}
