import type { CommanderError } from 'commander';
import type { Failure } from './failure.js';
import type { Bin } from './start.js';

/** Commander's own complaints in our form: `(Did you mean …?)` becomes the remedy. */
export function usageFailure(error: CommanderError, bin: Bin): Failure {
  const [first = '', ...rest] = error.message.replace(/^error: /, '').split('\n');
  const near = rest.join(' ').match(/\(Did you mean (.*)\?\)/)?.[1];
  const message = `${first.charAt(0).toUpperCase()}${first.slice(1).replace(/\.$/, '')}.`;
  const help = `\`${bin} --help\` lists what there is.`;
  return { message, remedy: near === undefined ? help : `Did you mean ${near}? ${help}`, exitCode: 2 };
}
