import { manifestHere } from '../project/open.js';
import { specOfProject } from '../project/spec-of-project.js';
import type { Handler } from './command.js';

/** `plinth spec`: the project as a spec file. */
export const handler: Handler = async ({ world, globals }) => {
  const { manifest } = manifestHere(world.cwd, globals.cwd);
  const spec = await specOfProject(manifest, await (await world.builtIns()).features());
  return { command: 'spec', exitCode: 0, text: spec, data: { spec }, always: true };
};
