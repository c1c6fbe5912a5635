import { UsageError } from '../../core/errors.js';
import type { Step } from '../../core/feature.js';
import { order } from '../../core/recipe.js';
import { quote } from '../../resource/wording.js';
import { adapterRoles, type PlinthFeature, type Tools } from '../../roles/tools.js';
import type { Handler, Input } from './command.js';
import { planned } from '../planning/plan-project.js';
import { type Existing, openExisting } from '../project/existing.js';
import { extended } from '../planning/addition.js';
import { restored, runAddition } from '../running/run-addition.js';
import { noSuchFeature } from './no-such.js';
import { manifestAt } from '../project/open.js';
import {
  answerFlags,
  answersOf,
  type FeatureAnswers,
  flagAnswers,
  refuseStrayFlags,
} from '../prompts/questions.js';
import { offered } from './offered-features.js';
import type { Session } from '../world.js';

const command = 'add feature';

/** `plinth add feature <id>`: the same result as choosing it at creation. */
export const handler: Handler = async (session, input) => {
  const catalogue = await (await session.world.builtIns()).features();
  const feature = await wanted(input, offered(catalogue), session);
  refuseStrayFlags(catalogue, new Set([feature.id]), input.options);
  const existing = await openExisting(session);
  const given = flagAnswers(feature, input.options);
  const installed = existing.manifest.features[feature.id];
  if (installed !== undefined) refuseOther(feature, installed, given);
  const step = { feature, answers: installed ?? (await answersOf(feature, given, session.prompts)) };
  const features = stepsToAdd(step, existing, catalogue);
  const plan = await planned(extended(existing, features, [], installed !== undefined), existing.parts);
  const headline = installed === undefined ? `Added ${feature.id}` : restored(feature.id, plan);
  const install = input.options['install'] !== false;
  const data = { features: features.map((one) => one.feature.id) };
  const words = ['add', 'feature', feature.id, ...answerFlags(feature, step.answers)];
  return runAddition({ command, plan, existing, headline, install, data, words }, session);
};

/** The steps of adding a feature, or a refusal where something it needs is missing. */
export const stepsToAdd = (
  step: Step<Tools>,
  existing: Existing,
  catalogue: readonly PlinthFeature[],
): readonly Step<Tools>[] => order([step], installedNames(existing, catalogue), catalogue);

/** What can be added, and what this project has already. */
async function wanted(
  { args }: Input,
  features: readonly PlinthFeature[],
  session: Session,
): Promise<PlinthFeature> {
  const id = args[0] === undefined ? await chosen(features, session) : String(args[0]);
  const feature = features.find((candidate) => candidate.id === id);
  if (feature !== undefined) return feature;
  throw noSuchFeature(
    id,
    features.map((one) => one.id),
  );
}

async function chosen(
  features: readonly PlinthFeature[],
  { prompts, world, globals }: Session,
): Promise<string> {
  if (prompts === undefined) {
    throw new UsageError(
      'Which feature? Its id is missing.',
      'plinth add feature <id>; `plinth list` shows them.',
    );
  }
  const installed = manifestAt(world.cwd, globals.cwd)?.features ?? {};
  const choices = features.map(({ id, title, summary }) => ({
    value: id,
    label: title,
    about: summary,
    disabled: id in installed ? 'installed' : undefined,
  }));
  if (choices.every(({ disabled }) => disabled !== undefined))
    throw new UsageError('Every feature is installed.', '`plinth list` shows them.');
  const first = choices.find(({ disabled }) => disabled === undefined)?.value;
  return prompts.choice({ message: 'Which feature?', choices, ...(first && { default: first }) });
}

/** Ids, and the roles they fill, of what the project has. */
function installedNames({ facts }: Existing, catalogue: readonly PlinthFeature[]): ReadonlySet<string> {
  const there = catalogue.filter(({ id, foundation }) => foundation === true || facts.features.has(id));
  const names = there.flatMap(({ id, role = id }) => [id, role]);
  return new Set([...facts.features, ...adapterRoles, ...names]);
}

function refuseOther(feature: PlinthFeature, installed: FeatureAnswers, given: FeatureAnswers): void {
  const other = Object.entries(given).find(([key, value]) => installed[key] !== value);
  if (other === undefined) return;
  throw new UsageError(
    `${feature.id} is installed with ${other[0]} ${quote(String(installed[other[0]]))}, not ${quote(String(other[1]))}.`,
    'Change it in the code: adding a feature again changes nothing.',
  );
}
