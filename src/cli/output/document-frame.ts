import { z } from 'zod';
import { errorCodes } from '../../core/errors.js';

export const names = z.array(z.string());
const change = z.strictObject({
  kind: z.enum(['create', 'update', 'remove']),
  path: z.string(),
  added: z.int().min(0),
  removed: z.int().min(0),
  diff: z.string().optional().meta({ description: 'A unified diff; under --dry-run only.' }),
});
const task = z.strictObject({
  run: names.meta({ description: 'The program and its arguments.' }),
  because: z.string(),
  status: z.enum(['done', 'failed', 'interrupted', 'not run']),
});
const manual = z.strictObject({
  path: z.string(),
  what: z.string(),
  reason: z.string(),
  snippet: z.string(),
});
export const error = z.strictObject({
  code: z.enum(errorCodes),
  message: z.string(),
  remedy: z.string(),
  candidates: names.meta({ description: 'What was meant most likely, the nearest first.' }),
});
/** In every document. */
export const frame = {
  ok: z.boolean().meta({ description: 'True for the exit codes 0 and 3.' }),
  exitCode: z.union([0, 1, 2, 3, 130].map((code) => z.literal(code))),
  changes: z.array(change),
  tasks: z.array(task),
  manual: z.array(manual).meta({ description: 'Steps left to do by hand.' }),
  notes: names,
  nextSteps: names.meta({ description: 'Command lines to run next.' }),
};
export const written = {
  ...frame,
  dryRun: z.boolean(),
  error: error.optional().meta({ description: 'What failed after the files were written.' }),
};
