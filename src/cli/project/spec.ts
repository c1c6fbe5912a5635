import { basename, dirname, join, resolve } from 'node:path';
import { UsageError } from '../../core/errors.js';
import { builtInTemplates } from '../../package.js';
import { nodeDisk } from '../../ports/node-disk.js';
import type { Spec } from '../../resource/spec/spec-file.js';

/** Reads the spec file somebody named. @param remedy what to do where it is not there. */
export async function specFrom(
  cwd: string,
  file: string,
  remedy = 'Check the path after --from.',
): Promise<Spec> {
  const path = resolve(cwd, file);
  const bytes = nodeDisk(dirname(path)).read(basename(path));
  if (bytes === undefined) throw new UsageError(`There is no spec file ${path}.`, remedy);
  // YAML and zod are the most expensive things to load of all.
  const { parseSpec } = await import('../../resource/spec/spec-file.js');
  return parseSpec(Buffer.from(bytes).toString('utf8'), file);
}

/** A preset is a spec file of ours. */
export function presetSpec(id: string): Promise<Spec> {
  return specFrom(join(builtInTemplates, 'presets'), `${id}.yaml`);
}
