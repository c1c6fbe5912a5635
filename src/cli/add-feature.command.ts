import { UsageError } from '../core/errors.js';
import type { Step } from '../core/feature.js';
import { order } from '../core/recipe.js';
import { quote, suggestion } from '../resource/wording.js';
import type { PlinthFeature, Tools } from '../roles/tools.js';
import type { Handler, Input } from './command.js';
import { planned } from './compose.js';
import { nothingToDo } from './deliver.js';
import { type Existing, openExisting } from './existing.js';
import { grown, write } from './grow.js';
import { answersOf, type FeatureAnswers, flagAnswers, refuseStrayFlags } from './questions.js';
import { offered } from './rows.js';
import type { Session } from './world.js';

const command = 'add feature';

/** `plinth add feature <id>`: the same result as choosing it at creation. */
export const handler: Handler = async (session, input) => {
  const catalogue = await (await session.world.stock()).features();
  const feature = await wanted(input, offered(catalogue), session);
  refuseStrayFlags(catalogue, new Set([feature.id]), input.options);
  const existing = await openExisting(session);
  const given = flagAnswers(feature, input.options);
  const installed = existing.manifest.features[feature.id];
  if (installed !== undefined) return alreadyThere(feature, installed, given);
  const step = { feature, answers: await answersOf(feature, given, session.prompts) };
  const features = stepsToAdd(step, existing, catalogue);
  const plan = await planned(grown(existing, features, []), existing.kit);
  const install = input.options['install'] !== false;
  const data = { features: features.map((one) => one.feature.id) };
  return write({ command, plan, existing, headline: `Added ${feature.id}`, install, data }, session);
};

/** The steps of adding a feature, or a refusal where something it needs is missing. */
export const stepsToAdd = (
  step: Step<Tools>,
  existing: Existing,
  catalogue: readonly PlinthFeature[],
): readonly Step<Tools>[] => order([step], installedNames(existing, catalogue), catalogue);

async function wanted(
  { args }: Input,
  features: readonly PlinthFeature[],
  { prompts }: Session,
): Promise<PlinthFeature> {
  const ids = features.map(({ id }) => id);
  const id = args[0] === undefined ? await chosen(features, prompts) : String(args[0]);
  const feature = features.find((candidate) => candidate.id === id);
  if (feature !== undefined) return feature;
  const known = ids.length === 0 ? 'There is none yet.' : `Try one of: ${ids.join(', ')}.`;
  throw new UsageError(`There is no feature called ${quote(id)}.`, suggestion(id, ids, known));
}

async function chosen(features: readonly PlinthFeature[], prompts: Session['prompts']): Promise<string> {
  if (prompts === undefined) {
    throw new UsageError(
      'Which feature? Its id is missing.',
      'plinth add feature <id>; `plinth list` shows them.',
    );
  }
  const choices = features.map(({ id, title, summary }) => ({ value: id, label: title, about: summary }));
  return prompts.choice({ message: 'Which feature?', choices });
}

/** Ids, and the roles they fill, of what the project has. */
function installedNames({ facts }: Existing, catalogue: readonly PlinthFeature[]): ReadonlySet<string> {
  const there = catalogue.filter(({ id, foundation }) => foundation === true || facts.features.has(id));
  return new Set([...facts.features, 'http', 'persistence', ...there.map(({ id }) => id)]);
}

function alreadyThere(feature: PlinthFeature, installed: FeatureAnswers, given: FeatureAnswers) {
  const other = Object.entries(given).find(([key, value]) => installed[key] !== value);
  if (other === undefined) return nothingToDo({ command });
  throw new UsageError(
    `${feature.id} is installed with ${other[0]} ${quote(String(installed[other[0]]))}, not ${quote(String(other[1]))}.`,
    'Change it in the code: adding a feature again changes nothing.',
  );
}
