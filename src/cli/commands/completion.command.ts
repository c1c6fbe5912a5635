import { quote, unknownName } from '../../resource/wording.js';
import { shells } from '../prompts/choices.js';
import { isIdentity } from '../../roles/tools.js';
import type { Handler } from './command.js';
import { completionScript } from '../completion/script.js';
import { buildTable } from './program.js';
import { offered } from './offered-features.js';

/** `plinth completion bash|zsh|fish`: a script made from the command table itself. */
export const handler: Handler = async ({ world }, { args }) => {
  const wanted = String(args[0]);
  const shell = shells.find((known) => known === wanted);
  if (shell === undefined) {
    const known = `There is one for ${shells.join(', ')}.`;
    throw unknownName(`There is no completion for ${quote(wanted)}.`, wanted, shells, known);
  }
  const features = await (await world.builtIns()).features();
  const programs = (['plinth', 'create-plinth'] as const).map(
    (bin) => buildTable(bin, features, world).program,
  );
  const offers = offered(features).map(({ id, title }) => ({ word: id, about: title }));
  const userFeatures = features.filter(isIdentity).map(({ id }) => id);
  const script = completionScript(programs, offers, shell, userFeatures);
  return { command: 'completion', exitCode: 0, text: script, data: { shell, script }, always: true };
};
