import { UserError } from '../../core/errors.js';
import { Interrupted } from '../../ports/prompts.js';
import type { ExitCode, Problem } from './result.js';
import { version } from '../../package.js';

export interface Failure extends Problem {
  readonly exitCode: ExitCode;
  /** Of a defect of ours: shown under `--verbose`. */
  readonly stack?: string;
}

/** Turns whatever was thrown into one clear line, what to do about it, and an exit code. */
export function failureOf(error: unknown): Failure {
  if (error instanceof UserError) {
    const { code, message, remedy, candidates, exitCode } = error;
    return { code, message, remedy, candidates, exitCode };
  }
  if (error instanceof Interrupted) {
    return { code: 'interrupted', message: 'Interrupted: nothing was written.', remedy: '', exitCode: 130 };
  }
  return systemFailure(error) ?? defect(error);
}

const systemErrors: Readonly<Record<string, readonly [problem: string, remedy: string]>> = {
  EACCES: ['No permission for', 'Choose another folder, or change its owner or permissions.'],
  EPERM: ['No permission for', 'Choose another folder, or change its owner or permissions.'],
  EROFS: ['Read-only file system:', 'Choose a folder that can be written to.'],
  ENOSPC: ['The disk is full:', 'Make room and run the command again.'],
  EDQUOT: ['The disk quota is used up:', 'Make room and run the command again.'],
  ENOTDIR: ['Not a folder:', 'Choose another path.'],
  ENAMETOOLONG: ['The path is too long:', 'Choose a shorter one.'],
  EMFILE: ['Too many open files:', 'Raise the limit (ulimit -n) and run the command again.'],
};

function systemFailure(error: unknown): Failure | undefined {
  if (!(error instanceof Error)) return undefined;
  const { code, path } = error as NodeJS.ErrnoException;
  const known = code === undefined ? undefined : systemErrors[code];
  if (known === undefined) return undefined;
  const [problem, remedy] = known;
  return { code: 'system', message: `${problem} ${path ?? error.message}`, remedy, exitCode: 1 };
}

function defect(error: unknown): Failure {
  const message = error instanceof Error ? error.message : String(error);
  return {
    code: 'defect',
    message: `Unexpected: ${message.split('\n')[0] ?? ''}`,
    remedy: `This is a bug in Plinth ${version()}. Please report it with the output of the same command and --verbose.`,
    exitCode: 1,
    stack: error instanceof Error ? (error.stack ?? message) : message,
  };
}
