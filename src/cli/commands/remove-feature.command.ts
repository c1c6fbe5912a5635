import { UsageError } from '../../core/errors.js';
import { runAddition } from '../running/run-addition.js';
import { plannedFeatureRemoval } from '../planning/feature-removal.js';
import { type Existing, openExisting } from '../project/existing.js';
import { nothingToDo } from '../running/run-plan.js';
import type { Session } from '../world.js';
import type { Handler } from './command.js';
import { noSuchFeature } from './no-such.js';
import { offered } from './offered-features.js';

const command = 'remove feature';

/** `plinth remove feature <id>`: the project is as if the feature had not been chosen. */
export const handler: Handler = async (session, { args, options }) => {
  const existing = await openExisting(session);
  const features = offered(existing.catalogue);
  const id = args[0] === undefined ? await asked(existing, session) : String(args[0]);
  const feature = features.find((one) => one.id === id);
  if (feature === undefined)
    throw noSuchFeature(
      id,
      features.map((one) => one.id),
    );
  const data = { features: [id] };
  if (existing.manifest.features[id] === undefined)
    return nothingToDo({ command, data }, 'the project does not have it');
  const plan = await plannedFeatureRemoval(feature, existing);
  return runAddition(
    {
      command,
      existing,
      plan,
      headline: `Removed ${id}`,
      words: [...command.split(' '), id],
      install: options['install'] !== false,
      data,
    },
    session,
  );
};

async function asked({ catalogue, manifest }: Existing, { prompts }: Session): Promise<string> {
  const there = offered(catalogue).filter(({ id }) => id in manifest.features);
  if (prompts === undefined || there.length === 0) {
    const ids = there.map(({ id }) => id).join(', ');
    throw new UsageError(
      'Which feature? Its id is missing.',
      there.length === 0 ? 'The project has none.' : `plinth remove feature <id>; it has: ${ids}`,
    );
  }
  const choices = there.map(({ id, title, summary }) => ({ value: id, label: title, about: summary }));
  return prompts.choice({ message: 'Which feature?', choices });
}
