import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('specs/', import.meta.url));

/** The spec files of the covering set, by name without `.yaml`. */
export const specNames: readonly string[] = readdirSync(folder)
  .filter((file) => file.endsWith('.yaml'))
  .map((file) => file.slice(0, -'.yaml'.length))
  .sort();

export const specPath = (name: string): string => `${folder}${name}.yaml`;
