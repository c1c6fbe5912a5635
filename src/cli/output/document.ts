import { patch, countLines } from './diff.js';
import type { Result } from './result.js';

/** The one document of `--json`: `schema/output.schema.json` describes it. Every key of the frame is always there. */
export function document(result: Result, dryRun: boolean): string {
  const { command, work, data, problem, exitCode, next } = result;
  return json({
    ok: exitCode === 0 || exitCode === 3,
    command,
    exitCode,
    ...(work === undefined ? {} : { dryRun }),
    ...data,
    changes: (work?.changes ?? []).map((change) => ({
      kind: change.kind,
      path: change.path,
      ...countLines(change),
      ...(dryRun ? { diff: patch(change) } : {}),
    })),
    tasks: (work?.tasks ?? []).map(({ run, because, status }) => ({ run, because, status })),
    manual: work?.manual ?? [],
    notes: work?.notes ?? [],
    nextSteps: next ?? [],
    ...(problem === undefined ? {} : { error: { candidates: [], ...problem } }),
  });
}

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
