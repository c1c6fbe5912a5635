import { UsageError } from '../../core/errors.js';
import type { Prompts } from '../../ports/prompts.js';
import type { ParsedResource } from '../../resource/parsed.js';
import type { Spec } from '../../resource/spec/spec-file.js';
import { quote, suggestion } from '../../resource/wording.js';
import type { PlinthFeature } from '../../roles/tools.js';
import type { Input } from '../commands/command.js';
import { composed, type NewProject } from '../planning/new-project.js';
import { answersOf, type FeatureAnswers, flagAnswers, refuseStrayFlags } from './questions.js';
import { problemOf } from './problem.js';
import { offered } from '../commands/offered-features.js';
import { noSuchFeature } from '../commands/no-such.js';

/** What the features have to go with. */
interface Company {
  readonly options: Input['options'];
  readonly spec: Spec;
  readonly catalogue: readonly PlinthFeature[];
  readonly adapters: NewProject['adapters'];
  readonly resources: readonly ParsedResource[];
  /** Whether the features of the spec are a proposal only. */
  readonly propose: boolean;
}

/** The features of a new project with their answers: from flags, then somebody who is asked, then the spec. */
export async function askFeatures(
  company: Company,
  prompts: Prompts | undefined,
): Promise<ReadonlyMap<string, FeatureAnswers>> {
  const { options, spec, catalogue, adapters } = company;
  const known = offered(catalogue);
  const flagged = options['features'] as readonly string[] | undefined;
  const ids = flagged?.filter((id) => id !== '') ?? (await chosen(company, known, prompts));
  for (const id of ids) checkFeature(id, known, ids);
  const wanted = new Set([...ids, ...Object.values(adapters)]);
  const features = catalogue.filter(({ id, foundation }) => foundation === true || wanted.has(id));
  const all = new Set(features.map(({ id }) => id));
  refuseStrayFlags(catalogue, all, options);
  refuseStrayAnswers(spec, all);
  const answers = new Map<string, FeatureAnswers>();
  for (const feature of features) {
    const given = { ...spec.answers?.[feature.id], ...flagAnswers(feature, options) };
    answers.set(feature.id, await answersOf(feature, given, prompts));
  }
  return answers;
}

async function chosen(
  { spec, propose, ...company }: Company,
  known: readonly PlinthFeature[],
  prompts: Prompts | undefined,
): Promise<readonly string[]> {
  const proposed = spec.features ?? [];
  if (prompts === undefined || known.length === 0 || !propose) return proposed;
  const choices = known.map(({ id, title, summary }) => ({
    value: id,
    label: title,
    about: summary,
    checked: proposed.includes(id),
  }));
  const check = (ids: readonly string[]) =>
    problemOf(() => composed(composition(company, ids), company.catalogue));
  return prompts.choices({ message: 'Which features?', choices, check });
}

const composition = (
  { adapters, resources }: Pick<Company, 'adapters' | 'resources'>,
  ids: readonly string[],
) => ({
  adapters,
  resources,
  features: new Map(ids.map((id) => [id, {}])),
});

function checkFeature(id: string, known: readonly PlinthFeature[], all: readonly string[]): void {
  if (all.indexOf(id) !== all.lastIndexOf(id)) {
    throw new UsageError(`The feature ${quote(id)} is named twice.`, 'Name each feature once.');
  }
  const ids = known.map((feature) => feature.id);
  if (!ids.includes(id)) throw noSuchFeature(id, ids);
}

function refuseStrayAnswers(spec: Spec, all: ReadonlySet<string>): void {
  const stray = Object.keys(spec.answers ?? {}).find((id) => !all.has(id));
  if (stray === undefined) return;
  throw new UsageError(
    `The spec answers questions of ${quote(stray)}, which is not among the features.`,
    suggestion(stray, [...all], 'Add it to the features, or remove its answers.'),
  );
}
