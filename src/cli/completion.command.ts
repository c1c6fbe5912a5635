import { UsageError } from '../core/errors.js';
import { quote, suggestion } from '../resource/wording.js';
import { shells } from './choices.js';
import type { Handler } from './command.js';
import { completionScript } from './completion.js';
import { buildTable } from './program.js';

/** `plinth completion bash|zsh|fish`: a script made from the command table itself. */
export const handler: Handler = async ({ world }, { args }) => {
  const wanted = String(args[0]);
  const shell = shells.find((known) => known === wanted);
  if (shell === undefined) {
    const known = `There is one for ${shells.join(', ')}.`;
    throw new UsageError(`There is no completion for ${quote(wanted)}.`, suggestion(wanted, shells, known));
  }
  const features = await (await world.stock()).features();
  const tables = [
    buildTable('plinth', features, world).program,
    buildTable('create-plinth', features, world).program,
  ];
  const script = tables.map((program) => completionScript(program, shell)).join('\n');
  return { command: 'completion', exitCode: 0, text: script, data: { shell, script }, always: true };
};
