import { readdirSync } from 'node:fs';
import type { Fault } from './fault.js';

const notFaults = new Set(['all.ts', 'fault.ts', 'rebuild.ts', 'suite.ts', 'faults.test.ts']);

/** Every planted fault: what the files of this folder export. */
export async function allFaults(): Promise<readonly Fault[]> {
  const files = readdirSync(new URL('.', import.meta.url)).filter((name) => !notFaults.has(name));
  const modules: object[] = await Promise.all(
    files.toSorted().map((name) => import(new URL(name, import.meta.url).href)),
  );
  return modules.flatMap((module) => Object.values(module).flat().filter(isFault));
}

const isFault = (value: unknown): value is Fault =>
  typeof value === 'object' && value !== null && 'because' in value && 'edits' in value;
