import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { cache } from '../support/installed.js';
import { stages } from './faults.js';
import { fuzzed, told } from './fuzz.js';

// From scripts/fuzz.mjs.
const { framework, resources, seeds, perProject, shrink, until } = JSON.parse(
  process.env['PLINTH_FUZZ'] ?? '{}',
) as {
  readonly framework: string;
  readonly resources: number;
  readonly seeds: readonly number[];
  readonly perProject: number;
  readonly shrink: number;
  readonly until: string;
};

it(`${resources} resources on ${framework}, seed ${seeds.join()}`, async () => {
  const file = join(cache, 'fuzz', `${framework}-${seeds.join()}.log`);
  mkdirSync(join(cache, 'fuzz'), { recursive: true });
  const log = (line: string): void => {
    process.stdout.write(`${line}\n`);
    appendFileSync(file, `${line}\n`);
  };
  const outcome = await fuzzed({
    framework,
    resources,
    perProject,
    seeds,
    stages: stages.slice(0, stages.findIndex((stage) => stage === until) + 1),
    shrinkMs: shrink * 1000,
    log,
  });
  log(outcome.tally.report());
  log(JSON.stringify({ ...outcome.figures, resources: outcome.resources, projects: outcome.projects }));
  if (outcome.missing.length > 0) log(`None of them has: ${outcome.missing.join(', ')}.`);
  for (const fault of outcome.tally.faults) log(fault);
  for (const finding of outcome.findings) log(told(finding));
  log(
    `${outcome.resources} resources in ${outcome.projects} projects on ${framework}: ${outcome.findings.length + outcome.tally.faults.length} faults. (${file})`,
  );
  expect(outcome.findings.length + outcome.tally.faults.length).toBe(0);
});
