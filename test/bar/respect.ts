import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runOracle } from '../support/oracles.js';
import { arazzoOf, type Script } from './arazzo.js';
import type { Json } from './http.js';
import type { Live } from './subject.js';

interface Played {
  readonly workflowId: string;
  readonly stepId: string;
  readonly response?: { readonly statusCode: number; readonly body?: unknown };
  readonly checks: readonly {
    readonly name: string;
    readonly passed: boolean;
    readonly message: string;
    readonly condition?: string;
  }[];
}

/** As much of what `redocly respect --json-output` writes as is used here. */
interface Report {
  readonly files: Readonly<
    Record<string, { readonly executedWorkflows: readonly { readonly executedSteps: readonly Played[] }[] }>
  >;
}

/** What `redocly respect` finds wrong when it plays the lives of rows and of an account on the running service. */
export async function flawsOfPlay({ document, world, service }: Live): Promise<readonly string[]> {
  const script = await arazzoOf(document, world);
  const played = await play(document.raw, script, service.url);
  const failed = played.flatMap(flawsOf);
  if (failed.length > 0) return failed;
  return stepsOf(script)
    .filter((step) => !played.some(({ workflowId, stepId }) => step === `${workflowId} ${stepId}`))
    .map((step) => `respect did not play ${step}`);
}

async function play(document: Json, script: Script, url: string): Promise<readonly Played[]> {
  const cwd = mkdtempSync(join(tmpdir(), 'plinth-respect-'));
  try {
    writeFileSync(join(cwd, 'openapi.json'), JSON.stringify(document));
    writeFileSync(join(cwd, 'clients.arazzo.json'), JSON.stringify(script.description));
    const args = ['respect', 'clients.arazzo.json', '--server', `api=${url}`, '--json-output', 'report.json'];
    const { code, stdout, stderr } = await runOracle('redocly', args, {
      cwd,
      env: { ...quiet, REDOCLY_CLI_RESPECT_INPUT: JSON.stringify(script.inputs) },
    });
    const steps = stepsIn(join(cwd, 'report.json'));
    if (steps.length === 0) throw new Error(`respect exited with ${code}:\n${stdout}\n${stderr}`);
    return steps;
  } finally {
    rmSync(cwd, { recursive: true, force: true });
  }
}

const quiet = { REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' };

function stepsIn(file: string): readonly Played[] {
  if (!existsSync(file)) return [];
  const { files } = JSON.parse(readFileSync(file, 'utf8')) as Report;
  return Object.values(files).flatMap(({ executedWorkflows }) =>
    executedWorkflows.flatMap(({ executedSteps }) => executedSteps),
  );
}

const stepsOf = ({ description }: Script): readonly string[] =>
  description.workflows.flatMap(({ workflowId, steps }) =>
    steps.map(({ stepId }) => `${workflowId} ${stepId}`),
  );

function flawsOf({ workflowId, stepId, response, checks }: Played): readonly string[] {
  const answered = `${response?.statusCode} ${JSON.stringify(response?.body ?? '').slice(0, 200)}`;
  return checks
    .filter(({ passed }) => !passed)
    .map(
      ({ name, condition, message }) =>
        `respect, ${workflowId} ${stepId}: ${name} ${condition ?? message.replaceAll(/\s+/g, ' ').slice(0, 300)}: ${answered}`,
    );
}
