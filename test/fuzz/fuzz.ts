import { resourceLine } from '../../src/cli/output/command-line.js';
import { drawnSpec, featuresOf, missingTraits } from './draw.js';
import { shrunk } from './shrink.js';
import { type Cluster, parsed, resolved, type Spec, written } from './spec.js';
import { type Fault, type Figures, noFigures, type Stage } from './faults.js';
import { examined } from './stages.js';
import { Tally } from './tally.js';

export interface Wanted {
  readonly framework: string;
  /** How many resources, in all projects together. */
  readonly resources: number;
  readonly perProject: number;
  /** Where the drafts come from, in turn. */
  readonly seeds: readonly number[];
  /** For finding the smallest spec of each fault; 0 for the cluster as it was drawn. */
  readonly shrinkMs: number;
  /** All, unless some are named. */
  readonly stages?: readonly Stage[];
  readonly log: (line: string) => void;
}

/** A fault with the smallest spec found for it. */
export interface Finding {
  readonly fault: Fault;
  readonly spec: Spec;
}

export interface Outcome {
  readonly findings: readonly Finding[];
  readonly tally: Tally;
  readonly figures: Figures;
  readonly resources: number;
  readonly projects: number;
  /** Of the traits in traits.ts those that none of the resources has. */
  readonly missing: readonly string[];
}

/** Draws projects until there are as many resources as wanted, and puts each through the stages. */
export async function fuzzed(wanted: Wanted): Promise<Outcome> {
  const { framework, log } = wanted;
  const tally = new Tally();
  const figures = noFigures();
  const findings: Finding[] = [];
  let [resources, projects] = [0, 0];
  let missing = missingTraits({ clusters: [], features: [] });
  while (resources < wanted.resources) {
    const seeds = wanted.seeds.map((one) => one + projects * 1_000_003);
    const size = Math.min(wanted.perProject, wanted.resources - resources);
    const features = featuresOf(projects, seeds[0] ?? 1);
    const spec = drawnSpec({ framework, size, seeds, features, missing }, tally);
    missing = missingTraits(spec, missing);
    const count = written(spec).length;
    log(
      `project ${projects}: ${count} resources in ${spec.clusters.length} clusters, seed ${seeds.join(' and ')}, features ${spec.features.join(' ') || 'none'}`,
    );
    findings.push(...(await tried(spec, figures, wanted)));
    resources += count;
    projects += 1;
  }
  return { findings, tally, figures, resources, projects, missing: [...missing] };
}

/** Examines a project; clusters with faults are taken out and shrunk, and the others go on. */
async function tried(spec: Spec, figures: Figures, wanted: Wanted): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (let rest = spec; rest.clusters.length > 0;) {
    const faults = await examined(rest, figures, wanted.stages);
    if (faults.length === 0) break;
    for (const { stage, message } of faults.slice(0, 12))
      wanted.log(`  ${stage}: ${message.split('\n')[0]?.slice(0, 200)}`);
    const culprits = await culpritsOf(rest, faults);
    for (const { cluster, fault } of culprits)
      findings.push(await minimal({ ...rest, clusters: [cluster] }, fault, wanted));
    // Faults of several clusters together have none: the project as a whole is the finding.
    if (culprits.length === 0) return [...findings, { fault: faults[0] as Fault, spec: rest }];
    rest = {
      ...rest,
      clusters: rest.clusters.filter((one) => !culprits.some(({ cluster }) => cluster === one)),
    };
  }
  return findings;
}

interface Culprit {
  readonly cluster: Cluster;
  readonly fault: Fault;
}

async function culpritsOf(spec: Spec, faults: readonly Fault[]): Promise<readonly Culprit[]> {
  const named = spec.clusters.flatMap((cluster): readonly Culprit[] => {
    const fault = faults.find(({ resources }) => cluster.some(({ name }) => resources.includes(name)));
    return fault ? [{ cluster, fault }] : [];
  });
  if (named.length > 0) return named;
  const found: Culprit[] = [];
  for (const cluster of spec.clusters) {
    const [fault] = await examined(
      { ...spec, clusters: [cluster] },
      noFigures(),
      faults.slice(0, 1).map(({ stage }) => stage),
    );
    if (fault) found.push({ cluster, fault });
  }
  return found;
}

async function minimal(spec: Spec, fault: Fault, { shrinkMs, log }: Wanted): Promise<Finding> {
  if (shrinkMs === 0) return { fault, spec };
  let last = fault;
  const holds = async (smaller: Spec): Promise<boolean> => {
    if (!isAccepted(smaller)) return false;
    const found = (await examined(smaller, noFigures(), [fault.stage])).find((one) => isAlike(one, fault));
    last = found ?? last;
    return found !== undefined;
  };
  const small = await shrunk(spec, holds, shrinkMs);
  const finding = { fault: last, spec: small };
  log(told(finding));
  return finding;
}

/** The same kind of fault, not another one that the smaller spec has. */
const isAlike = (one: Fault, other: Fault): boolean =>
  one.stage === other.stage && kindOf(one) === kindOf(other);

const kindOf = ({ stage, message }: Fault): string => {
  const patterns: Partial<Record<Stage, RegExp>> = { types: /TS\d+/, lint: /[\w-]+\([\w-]+\)|\[\w+\/.*/ };
  return patterns[stage]?.exec(message)?.[0] ?? '';
};

function isAccepted(spec: Spec): boolean {
  try {
    resolved(written(spec), spec.features);
    return true;
  } catch {
    return false;
  }
}

/** A finding as a person wants to read it: the smallest spec, what happens, how to see it again. */
export function told({ fault, spec }: Finding): string {
  const resources = written(spec).map((one) => `--resource ${JSON.stringify(resourceLine(parsed(one)))}`);
  const command = `create-plinth x --framework ${spec.framework} --features ${spec.features.join(',') || 'none'} ${resources.join(' ')}`;
  return `FAULT at ${fault.stage}\n  ${command}\n  ${fault.message.replaceAll('\n', '\n  ')}`;
}
